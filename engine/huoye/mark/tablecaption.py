"""`: 标题 {#tbl-x}` below or above a table to its caption, as pandoc and Quarto write it."""

import re

from markdown_it.rules_block import StateBlock

from huoye.mark.directive import CAPTION, put_caption
from huoye.mark.fences import text_of
from huoye.mark.tables import table

LINE = re.compile(r"[:：][ \t]+(.*?)(?:[ \t]*\{#([^\s{}]+)\})?[ \t]*$")


def table_caption(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:
    """Block rule; without a table beside it such a line is text."""
    match = None if state.is_code_block(startLine) else LINE.match(text_of(state, startLine))
    if match is None or not (match[1] or match[2]):
        return False
    if silent:
        return state.parentType == "table"
    at = _table_above(state)
    if at is None:
        at = _table_below(state, startLine, endLine)
    else:
        state.line = startLine + 1
    if at is None:
        return False
    put_caption(state.tokens, at, match[1], match[2] or "", startLine)
    return True


def _table_above(state: StateBlock) -> int | None:
    """Index of the table that ends right before, if it has no caption yet."""
    if not state.tokens or state.tokens[-1].type != "table_close":
        return None
    level = state.tokens[-1].level
    at = len(state.tokens) - 1
    while state.tokens[at].type != "table_open" or state.tokens[at].level != level:
        at -= 1
    return None if CAPTION in state.tokens[at].meta else at


def _table_below(state: StateBlock, line: int, endLine: int) -> int | None:
    """Index of the table that follows, which is read here."""
    first = state.skipEmptyLines(line + 1)
    at = len(state.tokens)
    if first + 1 >= endLine or state.sCount[first] < state.blkIndent:
        return None
    return at if table(state, first, endLine, False) else None
