"""Where the blocks that a line of marks opens are closed: ::: by kind of box, ``` by CommonMark.

A colon block is closed by the innermost line of as many colons, or of more, that stands where its
opening stands; what lies inside a code fence closes nothing. One walk over the lines answers for
every block that opens inside the one asked for, so that nesting costs no second walk.
"""

import re
from dataclasses import dataclass, field

from markdown_it.rules_block import StateBlock

from huoye.mark.nesting import DEEPEST

COLONS = re.compile(r"([:：]{3,})[ \t]*(?:\{([^\s{}]{1,64})\}[ \t]*(.*))?$")
"""a line that opens a colon block (group 2 its name, group 3 its title) or closes one"""
FENCE = re.compile(r"(`{3,}(?=[^`]*$)|~{3,})")
KEY = "fences"


@dataclass(slots=True)
class _Closers:
    """What was found so far in one text."""

    colons: dict[int, int | None] = field(default_factory=dict)
    """line of an opening → line of its closing, None where it is missing"""
    vain: dict[tuple[str, int], tuple[int, int, int]] = field(default_factory=dict)
    """(mark, indent) → lines between which no closing of that length stands"""


@dataclass(frozen=True, slots=True)
class _Open:
    line: int
    length: int
    indent: int


def colon_close(state: StateBlock, line: int, endLine: int) -> int | None:
    """Line that closes the colon block which opens on `line`."""
    closers = _closers(state)
    if line not in closers.colons:
        _walk(state, line, endLine, closers)
    found = closers.colons[line]
    return found if found is None or found < endLine else None


def fence_close(state: StateBlock, line: int, endLine: int) -> int | None:
    """Line that closes the code fence which opens on `line`."""
    marks = FENCE.match(text_of(state, line))
    assert marks is not None, "only a fence is asked for its end"
    mark, length = marks[1][0], len(marks[1])
    vain = _closers(state).vain
    since, until, least = vain.get((mark, state.blkIndent), (0, 0, 0))
    if since <= line < until and length >= least:
        return None
    closing = re.compile(rf"{mark}{{{length},}}[ \t]*$")
    at = line + 1
    while at < endLine and not is_outside(state, at):
        if _is_near(state, at) and closing.match(text_of(state, at)):
            return at
        at += 1
    vain[mark, state.blkIndent] = (line, at, length)
    return None


def text_of(state: StateBlock, line: int) -> str:
    """A line without the marks and indents of what it stands in."""
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def is_outside(state: StateBlock, line: int) -> bool:
    """A line that the list item or quote around does not reach."""
    return not state.isEmpty(line) and state.sCount[line] < state.blkIndent


def _closers(state: StateBlock) -> _Closers:
    found: _Closers = state.env.setdefault(KEY, _Closers())
    return found


def _is_near(state: StateBlock, line: int) -> bool:
    """Indented by less than a block of code."""
    return state.sCount[line] - state.blkIndent < 4


def _walk(state: StateBlock, first: int, endLine: int, closers: _Closers) -> None:
    opened: list[_Open] = []
    line = first
    while line < endLine and (line == first or not is_outside(state, line)):
        text = text_of(state, line) if _is_near(state, line) else ""
        if match := COLONS.match(text):
            _note(state, line, match, opened, closers)
            if not opened:
                return
        elif FENCE.match(text):
            line = fence_close(state, line, endLine) or line
        line += 1
    closers.colons.update((block.line, None) for block in opened)


def _note(
    state: StateBlock, line: int, match: re.Match[str], opened: list[_Open], closers: _Closers
) -> None:
    """An opening joins the open blocks; a closing takes one away, and those inside it unclosed."""
    length, indent = len(match[1]), state.sCount[line]
    if match[2]:
        opened.append(_Open(line, length, indent))
        return
    inner = [b for b in opened[-DEEPEST:] if abs(b.indent - indent) < 2]
    same = [b for b in inner if b.length == length] or [b for b in inner if b.length < length]
    if same:
        closers.colons[same[-1].line] = line
        while opened[-1] is not same[-1]:
            closers.colons[opened.pop().line] = None
        opened.pop()
