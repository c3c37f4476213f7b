"""`{eval}` in prose to HTML: the number, linked to the cell that vouches for it."""

import re
from collections.abc import Callable, Mapping
from html import escape

from huoye.fresh.recorded import Recorded, plain
from huoye.fresh.value import BadValue, names, show
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
    try:
        text = printed(show(expression, plain(values)))
        used = [values[name] for name in names(expression)]
    except BadValue:
        return MISSING
    if not used:
        return Html(text)
    kind = "val stale" if any(entry.stale for entry in used) else "val"
    page = at(used[0].page) if used[0].page else base
    address = escape(f"{page}#{used[0].verdict.cell}")
    return Html(f'<a class="{kind}" href="{address}" title="{escape(_title(used[0]))}">{text}</a>')


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
