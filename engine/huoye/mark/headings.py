"""Headings to anchors that keep their Chinese, and to entries of the contents."""

import re

from markdown_it.token import Token

from huoye.mark.plain import plain_text
from huoye.mark.press import Press
from huoye.model.draft import Heading
from huoye.text.slug import anchor_of

OVERRIDE = re.compile(r"[ \t]*\{#([^\s{}#]+)\}[ \t]*$")


def chosen_anchor(text: Token) -> str:
    """The id that `## 引言 {#intro}` asks for, "" without one; its mark leaves the text."""
    last = text.children[-1] if text.children else None
    match = OVERRIDE.search(last.content) if last and last.type == "text" else None
    if last is None or match is None:
        return ""
    last.content = last.content[: match.start()]
    return anchor_of(match[1])


def enter_heading(press: Press, opening: Token, text: Token) -> Heading:
    """Give a heading its anchor and put it into the contents."""
    line = opening.map[0] if opening.map else 0
    plain = plain_text(text.children or [])
    chosen = str(opening.meta.get("anchor", ""))
    if chosen and not press.anchors.claim(chosen):
        press.ledger.add("HY216", line, anchor=chosen)
    level = min(6, int(opening.tag[1]) + press.shift)
    anchor = chosen or press.anchors.derive(plain.replace("\\", " "))
    heading = Heading(level, anchor, plain, press.ledger.at(line))
    press.headings.append(heading)
    return heading
