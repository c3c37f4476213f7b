"""Theorems and what is printed like them to pieces: the head runs in with the first paragraph."""

from collections.abc import Sequence

from markdown_it.token import Token

from huoye.mark.directive import BLOCK, Block
from huoye.mark.kinds import PROOF, THEOREMS
from huoye.mark.paragraph import is_figure, put_paragraph
from huoye.mark.plain import plain_text
from huoye.mark.press import Press
from huoye.mark.text import line_of, print_line
from huoye.model.draft import Pieces

GAP = "\u3000"
"""between head and text, as Chinese print has it: it holds without a style sheet too"""


def open_theorem(press: Press, tokens: Sequence[Token], index: int) -> int:
    """Print the beginning of a theorem: 定理 1（标题）　正文."""
    token, title = tokens[index], tokens[index + 1].children or []
    block: Block = token.meta[BLOCK]
    word = THEOREMS[block.kind]
    counted = block.kind != PROOF and "nonumber" not in block.options
    number = press.number(word) if counted else word
    label = block.options.get("label", "")
    named = press.enter(label, number, line_of(token), plain_text(title))
    press.put(f'<div class="thm thm-{block.kind}"', *named, ">")
    head = _head(press, number, title)
    first = index + 2
    if tokens[first].type == "paragraph_open" and not is_figure(tokens[first]):
        return put_paragraph(press, tokens, first, (*head, GAP))
    press.put("<p>", *head, "</p>\n")
    press.prose.break_line()
    return first


def _head(press: Press, number: str, title: list[Token]) -> Pieces:
    with press.aside() as pieces:
        press.put(f'<b class="thm-head">{number}</b>')
        press.prose.say(number)
        if title:
            press.put('<span class="thm-name">（')
            press.prose.say("（")
            print_line(press, title)
            press.put("）</span>")
            press.prose.say("）")
    press.prose.say(GAP)
    return tuple(pieces)
