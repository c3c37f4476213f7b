"""Pipe tables whose cells hold formulas: a `|` inside $…$ belongs to the formula."""

import re
from collections.abc import Iterator

from markdown_it.rules_block import StateBlock
from markdown_it.rules_block import table as stock_table
from markdown_it.token import Token

from huoye.mark.closers import Closers
from huoye.mark.formulaspan import formula_at, opening_mark
from huoye.mark.ledger import ledger

ALIGNMENTS = {"text-align:right": ' class="r"', "text-align:center": ' class="c"'}
BAR = re.compile(r"(?<!\\)\|")
"""a bar between cells, as the stock rule sees it"""
PRIVATE = range(0xE000, 0xF8FF)
MASKED = "masked"


def table(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:
    """Block rule: the stock rule on a text in which the bars of formulas are masked."""
    if MASKED not in state.env:
        state.env[MASKED] = _masked(state.src)
    masked, mask = state.env[MASKED]
    source, first = state.src, len(state.tokens)
    state.src = masked
    try:
        found = stock_table(state, startLine, endLine, silent)
        for row in state.tokens[first:]:
            _report_surplus(state, row, startLine, mask)
    finally:
        state.src = source
    for token in state.tokens[first:]:
        token.content = token.content.replace(mask, "|")
    return found


def _report_surplus(state: StateBlock, row: Token, head: int, mask: str) -> None:
    """Cells beyond those of the head are shown nowhere: mostly a bar that wanted a backslash."""
    if row.type != "tr_open" or row.map is None:
        return
    surplus = _cells(state, row.map[0])[len(_cells(state, head)) :]
    if surplus:
        lost = "|".join(surplus).replace(mask, "|").strip()
        ledger(state.env).add("HY209", row.map[0], lost=lost)


def _cells(state: StateBlock, line: int) -> list[str]:
    text = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].strip()
    cells = BAR.split(text)
    return cells[not cells[0] : len(cells) - (len(cells) > 1 and not cells[-1])]


def alignment(token: Token) -> str:
    """Class attribute of a cell; left is the default."""
    return ALIGNMENTS.get(str(token.attrs.get("style", "")), "")


def _masked(src: str) -> tuple[str, str]:
    """The text with a character in place of each bar inside a formula, and that character."""
    mask = next(chr(point) for point in PRIVATE if chr(point) not in src)
    lines = (_masked_line(line, mask) for line in src.split("\n"))
    return "\n".join(lines), mask


def _masked_line(line: str, mask: str) -> str:
    if "|" not in line or not ("$" in line or r"\(" in line):
        return line
    parts, position = [], 0
    for start, stop in _formulas(line):
        parts += [line[position:start], line[start:stop].replace("|", mask)]
        position = stop
    return "".join((*parts, line[position:]))


def _formulas(line: str) -> Iterator[tuple[int, int]]:
    closers, position = Closers(line), 0
    while position < len(line):
        mark = opening_mark(line, position)
        span = formula_at(closers, mark, position, len(line)) if mark else None
        if span is not None:
            yield position, span.stop
        escaped = line[position] == "\\"
        position = span.stop if span else position + 1 + escaped
