"""`{eval}` on the page of its post: the number, and the box with its origin that a tap opens.

A popover needs no script, and a button that lies over the number leaves the lines of the text as
they are: closing punctuation stays with the number, and copying copies it.
"""

from collections.abc import Callable, Mapping
from html import escape

from huoye.fresh.recorded import Recorded
from huoye.fresh.value import Leaf
from huoye.model.page import Html
from huoye.pages.card import summary
from huoye.pages.cell import card_anchor, doubt
from huoye.pages.value import kind_of, leaves_of, text_of

LONGEST = 24
"""characters of a text that stays on one line; of a longer one its last word is tapped"""


def tapped(expression: str, values: Mapping[str, Recorded], box: str) -> Html:
    """The text of the expression; a tap opens the box of that id."""
    text, leaves = text_of(expression, values), leaves_of(expression, values)
    if not leaves:
        return text
    head, space, last = text.rpartition(" ") if len(text) > LONGEST else ("", "", text)
    button = f'<button popovertarget="{box}" aria-label="出处"></button>'
    return Html(f'{head}{space}<span class="{kind_of(leaves, values)}">{last}{button}</span>')


def box_html(
    leaves: tuple[Leaf, ...], values: Mapping[str, Recorded], box: str, at: Callable[[str], str]
) -> Html:
    """What tells of each number all its digits, its cell and how that was run.

    `at` gives the address of another post's page by its path.
    """
    told = "".join(_told(leaf, values[leaf.name], at) for leaf in leaves)
    return Html(f'<div class="from" id="{box}" popover>{told}</div>\n')


def _told(leaf: Leaf, entry: Recorded, at: Callable[[str], str]) -> str:
    page = escape(at(entry.page) if entry.page else "")
    cell = entry.verdict.cell
    facts = summary(entry.verdict.record) if entry.verdict.record is not None else ()
    run = "\u00a0· ".join(filter(None, facts))
    return (
        f"<p><code>{escape(leaf.text)} = {leaf.value!r}</code><br>"
        f'出自<a href="{page}#{escape(cell)}">{escape(entry.called)}</a>，'
        f'<a href="{page}#{escape(card_anchor(cell))}">运行卡</a>：'
        f"{escape(run)}</p>{doubt(entry.verdict, '此数')}"
    )
