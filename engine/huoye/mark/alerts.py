"""`> [!NOTE] title` to an admonition: a quote whose first line says what it is."""

import re

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from huoye.mark.directive import Block, mark_open
from huoye.mark.kinds import ADMONITIONS, nearest
from huoye.mark.ledger import ledger

MARKER = re.compile(r"\[!(\w{1,64})\]([+-]?)(?:[ \t]+(.*))?$")


def read_alerts(state: StateCore) -> None:
    """Core rule, before the text is read: the marker's line is the title, the rest the content."""
    tokens: list[Token] = []
    quotes: list[tuple[Token, Block | None]] = []
    waiting = list(reversed(state.tokens))
    while waiting:
        token = waiting.pop()
        tokens.append(token)
        if token.type == "blockquote_open":
            block = _block(state, waiting)
            quotes.append((token, block))
            if block is not None:
                token.type, token.tag = "admonition_open", "aside"
                tokens.append(_title(waiting, block))
        elif token.type == "blockquote_close":
            opening, block = quotes.pop()
            if block is not None:
                token.type, token.tag = "admonition_close", "aside"
                mark_open(opening, token, block)
    state.tokens = tokens


def _block(state: StateCore, waiting: list[Token]) -> Block | None:
    """What the first paragraph of a quote says that the quote is."""
    if len(waiting) < 3 or waiting[-1].type != "paragraph_open":
        return None
    match = MARKER.match(waiting[-2].content.partition("\n")[0])
    if match is None:
        return None
    name = match[1].lower()
    if name not in ADMONITIONS:
        line = (waiting[-2].map or [0])[0]
        ledger(state.env).add("HY220", line, block=match[1], near=nearest(name))
        return None
    folded = {"class": "dropdown"} if match[2] == "-" else {}
    return Block(name, ADMONITIONS[name], (match[3] or "").strip(), folded)


def _title(waiting: list[Token], block: Block) -> Token:
    """The title's token; the first paragraph keeps the lines below it, or goes where none are."""
    text = waiting[-2]
    line, stop = text.map or [0, 1]
    rest = text.content.partition("\n")[2]
    if rest:
        text.content, text.map = rest, [line + 1, stop]
    else:
        del waiting[-3:]
    title = Token("inline", "", 0, content=block.argument, map=[line, line + 1], children=[])
    title.level = text.level
    return title
