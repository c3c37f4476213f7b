"""`:::{name} title` and ```` ```{name} title ```` to blocks whose content is Markdown.

The lines inside are read where they stand, so every problem in them keeps its line.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from huoye.mark.directiveoptions import OPTIONS, checked, option_lines
from huoye.mark.fences import COLONS, colon_close, fence_close, is_outside, text_of
from huoye.mark.kinds import meaning, nearest
from huoye.mark.ledger import ledger
from huoye.model.draft import Exhibit

BLOCK, EXHIBIT, CAPTION, ANCHOR = "block", "exhibit", "caption", "anchor"
"""keys of a token's `meta`; the second is a token's type too"""
TICKS = re.compile(r"(`{3,}(?=[^`]*$)|~{3,})[ \t]*\{([^\s{}]{1,64})\}[ \t]*(.*)$")
BRACKETED = re.compile(r"[（(]([^（()）]+)[）)]")
"""the title of a theorem with the brackets that it is shown in"""
OF_CELL = re.compile(r"([^\s#]*)#([A-Za-z][\w:-]*)")
TAGS = {"admonition": "aside", "theorem": "div", "figure": "figure"}


@dataclass(frozen=True, slots=True)
class Block:
    """What the head of a block says."""

    name: str
    """as written"""
    kind: str
    argument: str = ""
    options: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Span:
    """Where a block stands."""

    start: int
    stop: int
    """line of its closing, or where its surroundings end"""
    closed: bool


def directive(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:
    """Block rule; a code fence is one only by a name that is known, all else in it is code."""
    match = None if state.is_code_block(startLine) else _head(text_of(state, startLine))
    if match is None or silent:
        return match is not None
    colons = match[1][0] in ":："
    closing = (colon_close if colons else fence_close)(state, startLine, endLine)
    if closing is None:
        ledger(state.env).add("HY218", startLine, mark=match[1])
    stop = endLine if closing is None else closing
    _push(state, match[2], match[3].strip(), _Span(startLine, stop, closing is not None))
    return True


def _head(text: str) -> re.Match[str] | None:
    match = COLONS.match(text)
    if match is not None:
        return match if match[2] else None
    match = TICKS.match(text)
    return match if match is not None and meaning(match[2]) else None


def _push(state: StateBlock, name: str, argument: str, span: _Span) -> None:
    known = meaning(name)
    if known is None:
        ledger(state.env).add("HY220", span.start, block=name, near=nearest(name))
        _unknown(state, argument, span)
        return
    family, kind = known
    cell = OF_CELL.fullmatch(argument) if family == "figure" else None
    allowed = OPTIONS[family] if cell is None else frozenset[str]()
    written = option_lines(_lines(state, span))
    content = span.start + 1 + len(written)
    options = checked(written, name, allowed, ledger(state.env), span.start + 1)
    block = Block(name, kind, argument, options)
    if cell is not None:
        exhibit = state.push(EXHIBIT, "", 0)
        exhibit.meta[EXHIBIT] = Exhibit(cell[1], cell[2], ledger(state.env).at(span.start))
        _unwrapped(state, content, span)
    elif family == "table":
        _table(state, block, content, span)
    else:
        _wrapped(state, family, block, content, span)


def _lines(state: StateBlock, span: _Span) -> Iterator[str]:
    for line in range(span.start + 1, span.stop):
        if is_outside(state, line):
            return
        yield text_of(state, line)


def _wrapped(state: StateBlock, family: str, block: Block, content: int, span: _Span) -> None:
    opening = state.push(f"{family}_open", TAGS[family], 1)
    opening.map = [span.start, span.stop]
    if family != "figure":
        bracketed = BRACKETED.fullmatch(block.argument) if family == "theorem" else None
        _title(state, bracketed[1] if bracketed else block.argument, span.start)
    first = len(state.tokens)
    _content(state, content, span)
    filled = len(state.tokens) > first
    closing = state.push(f"{family}_close", TAGS[family], -1)
    mark_open(opening, closing, block)
    opening.meta[CAPTION] = closing.meta[CAPTION] = filled or "label" in block.options


def mark_open(opening: Token, closing: Token, block: Block) -> None:
    """Tell the tokens around a block what it is; one that folds has another element."""
    opening.meta[BLOCK] = block
    opening.meta[ANCHOR] = block.options.get("label", "")
    if block.options.get("class") == "dropdown":
        opening.tag = closing.tag = "details"


def _table(state: StateBlock, block: Block, content: int, span: _Span) -> None:
    """The title becomes the caption of the first table inside."""
    first = len(state.tokens)
    _unwrapped(state, content, span)
    inside = state.tokens[first:]
    bare = (
        first + at
        for at, (token, after) in enumerate(pairwise(inside))
        if token.type == "table_open" and after.type == "thead_open"
    )
    at, label = next(bare, None), block.options.get("label", "")
    if at is not None:
        put_caption(state.tokens, at, block.argument, label, span.start)
        return
    ledger(state.env).add("HY222", span.start, block=f"{block.name} {label}".strip())
    state.tokens[first:] = []
    _paragraph(state, block.argument, span.start)
    state.tokens += inside


def put_caption(tokens: list[Token], table: int, text: str, label: str, line: int) -> None:
    """Give the table at an index of the tokens its caption."""
    caption = Token("inline", "", 0, content=text, map=[line, line + 1], children=[])
    caption.level = tokens[table].level + 1
    tokens[table].meta |= {CAPTION: True, ANCHOR: label}
    tokens.insert(table + 1, caption)


def _unknown(state: StateBlock, argument: str, span: _Span) -> None:
    state.push("plain_open", "div", 1).map = [span.start, span.stop]
    _paragraph(state, argument, span.start)
    _content(state, span.start + 1, span)
    state.push("plain_close", "div", -1)


def _paragraph(state: StateBlock, text: str, line: int) -> None:
    if text:
        state.push("paragraph_open", "p", 1).map = [line, line + 1]
        _title(state, text, line)
        state.push("paragraph_close", "p", -1)


def _title(state: StateBlock, text: str, line: int) -> None:
    token = state.push("inline", "", 0)
    token.content, token.map, token.children = text, [line, line + 1], []


def _unwrapped(state: StateBlock, first: int, span: _Span) -> None:
    """Content without an element around it: a level deeper all the same, so that nesting ends."""
    state.level += 1
    _content(state, first, span)
    state.level -= 1


def _content(state: StateBlock, first: int, span: _Span) -> None:
    """Read the lines inside; afterwards the state stands behind the block."""
    outer = state.parentType, state.lineMax
    state.parentType, state.lineMax = "blockquote", span.stop
    state.line = first
    state.md.block.tokenize(state, first, span.stop)
    state.parentType, state.lineMax = outer
    state.line = span.stop + 1 if span.closed else max(state.line, first)
