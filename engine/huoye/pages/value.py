"""`{eval}` in prose to HTML: the number, linked to the cell that vouches for it."""

import re
from collections.abc import Callable, Iterable, Mapping
from html import escape

from huoye.fresh.recorded import Recorded, plain
from huoye.fresh.value import BadValue, Leaf, leaves, show
from huoye.model.page import Html
from huoye.pages.card import ran_on

POWER = re.compile(r"(\d)e([+-]\d+)\b")
MINUS = re.compile(r"(?<![\w-])-(?=\d)")
MISSING = Html('<span class="val missing">?</span>')


def value_html(
    expression: str,
    values: Mapping[str, Recorded],
    base: str = "",
    at: Callable[[str], str] = str,
) -> Html:
    """The text of the expression, linked to its cell on the page `base`.

    `at` gives the address of another post's page by its path.

    A value of a stale cell carries the mark of its figure; what has no text shows "?".
    """
    text, shown = text_of(expression, values), leaves_of(expression, values)
    if not shown:
        return text
    first = values[shown[0].name]
    page = at(first.page) if first.page else base
    address = escape(f"{page}#{first.verdict.cell}")
    kind, title = kind_of(shown, values), escape(_title(first))
    return Html(f'<a class="{kind}" href="{address}" title="{title}">{text}</a>')


def text_of(expression: str, values: Mapping[str, Recorded]) -> Html:
    """The number alone; "?" where it has no text."""
    try:
        return Html(printed(show(expression, plain(values))))
    except BadValue:
        return MISSING


def leaves_of(expression: str, values: Mapping[str, Recorded]) -> tuple[Leaf, ...]:
    """The recorded numbers that an expression shows; empty for what has no text."""
    try:
        known = plain(values)
        show(expression, known)
        return leaves(expression, known)
    except BadValue:
        return ()


def kind_of(shown: Iterable[Leaf], values: Mapping[str, Recorded]) -> str:
    """Class of the number: one of a stale cell carries the mark of its figure."""
    return "val old" if any(values[leaf.name].stale for leaf in shown) else "val"


def printed(text: str) -> str:
    """A number as print sets it: 9.5e-15 becomes 9.5×10⁻¹⁵, and a minus is no hyphen."""
    powers = POWER.sub(lambda m: f"{m[1]}×10<sup>{int(m[2])}</sup>", escape(text))
    return MINUS.sub("−", powers)


def _title(entry: Recorded) -> str:
    """Which cell, when, and whether its small form: what a reader sees on hovering."""
    verdict = entry.verdict
    day = ran_on(verdict.record) if verdict.record is not None else ""
    small = "小规模" if verdict.preset == "quick" else ""
    old = "已过时" if entry.stale else ""
    return " · ".join(filter(None, (f"由 {verdict.cell} 算出", day, small, old)))
