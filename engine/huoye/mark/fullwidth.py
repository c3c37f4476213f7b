"""Syntax typed with a Chinese keyboard to the half-width form it stands for.

［^1］： a footnote, ＃ a heading — but only where no rule wants the line as it is. (：：：{note} is
read by mark/directive.py itself.) The half-width source has the same length, so that every
position stays what it was; it is seen by the rules that look at the line, and by nothing parsed
inside it (mark/nesting.py).
"""

import re
from itertools import takewhile

from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.footnote.index import footnote_ref

SOURCES = "sources"
"""key of `env`: each source seen, and its narrowed form, to the two of them"""
LINE = re.compile(r"^[ \t>*+\-.)\d]*(?:[\[［]\^[^\s\]］]+[\]］][:：]|＃{1,6}[ \t\u3000])", re.M)
NARROW = str.maketrans("［］：＃\u3000", "[]:# ")
NOTE = re.compile(r"[\[［]\^([^\s\[\]［］]+)[\]］]")


def full_width(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:
    """Block rule, behind all that look for half-width syntax: lets them look once more."""
    line = slice(state.bMarks[startLine] + state.tShift[startLine], state.eMarks[startLine])
    wide, narrow = _sources(state)
    if state.src is narrow or wide[line] == narrow[line]:
        return False
    if state.is_code_block(startLine):
        return False
    chain = state.md.block.ruler.getRules("paragraph" if silent else "")
    state.src = narrow
    try:
        looking = takewhile(lambda rule: rule is not full_width, chain)
        return any(rule(state, startLine, endLine, silent) for rule in looking)
    finally:
        state.src = wide


def as_written(state: StateBlock) -> str:
    """The source that is parsed inside a block, whichever source showed the block."""
    return _sources(state)[0]


def _sources(state: StateBlock) -> tuple[str, str]:
    """As written, and narrowed; tables show the rules a source of their own, line after line."""
    known: dict[str, tuple[str, str]] = state.env.setdefault(SOURCES, {})
    if state.src not in known:
        narrow = LINE.sub(lambda line: line[0].translate(NARROW), state.src)
        known[state.src] = known[narrow] = (state.src, narrow)
    return known[state.src]


def full_width_note(state: StateInline, silent: bool) -> bool:
    """Inline rule: ［^1］ where there is a footnote of that name."""
    match = NOTE.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    wide = state.src
    state.src = f"{wide[: state.pos]}[^{match[1]}]{wide[match.end() :]}"
    try:
        return bool(footnote_ref(state, silent))
    finally:
        state.src = wide
