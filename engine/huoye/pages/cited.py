"""Equations that other posts refer to, as the foot of their post lists them."""

from collections.abc import Iterable
from html import escape

from huoye.catalog.cited import Cited
from huoye.mark.formula import cited_id
from huoye.model.config import Link
from huoye.model.page import CitedView, Html
from huoye.model.place import Place


def cited_views(equations: Iterable[Cited], place: Place) -> tuple[CitedView, ...]:
    """One line an equation."""
    return tuple(_line(equation, place) for equation in equations)


def _line(equation: Cited, place: Place) -> CitedView:
    label = equation.label
    return CitedView(
        number=Html(label.html or escape(label.text)),
        url=f"#{label.anchor}",
        id=cited_id(label.anchor),
        posts=tuple(Link(e.draft.front.title, place.path(e.url)) for e in equation.by),
    )
