"""\\begin{subequations} … \\end{subequations} to marks around the displays that share one number.

Not an environment that MathJax knows: the displays inside are formulas of their own, text and blank
lines may stand between them, and only the numbers beside them tell that they belong together.
`$$` or `\\[` around the whole is stepped over.
"""

import re

from markdown_it.rules_inline import StateInline

from huoye.mark.formulaspan import closing_mark, formula_at
from huoye.mark.inline import Inline

GROUP_OPEN, GROUP_CLOSE = "group_open", "group_close"
"""types of the two tokens"""
BEGIN, END = r"\begin{subequations}", r"\end{subequations}"

OPENING = re.compile(r"\\begin\{subequations\}(?:\s*\\label\s*\{([^{}\n]+)\})?")
CLOSING = re.compile(r"(?:\\label\s*\{([^{}\n]+)\}\s*)?\\end\{subequations\}")
WRAPPED = re.compile(r"(\$\$|\\\[)\s*(?=\\begin\{subequations\})")


def subequations(state: StateInline, silent: bool) -> bool:
    """Inline rule: where a group begins or ends."""
    assert isinstance(state, Inline)
    if state.src[state.pos] not in "\\$":
        return False
    start = _inside(state)
    for kind, pattern in ((GROUP_OPEN, OPENING), (GROUP_CLOSE, CLOSING)):
        match = pattern.match(state.src, start, state.posMax)
        if match is None:
            continue
        if not silent:
            token = state.push(kind, "", 0)
            token.content, token.meta = match[0], {"label": (match[1] or "").strip()}
        state.pos = state.wrapped.get(match.end(), match.end())
        return True
    return False


def _inside(state: Inline) -> int:
    """The position, or that behind a `$$` which encloses nothing but one group."""
    match = WRAPPED.match(state.src, state.pos, state.posMax)
    if match is None:
        return state.pos
    span = formula_at(state.closers, match[1], state.pos, state.posMax)
    if span is None or not span.tex.endswith(END):
        return state.pos
    end = state.src.rindex(END, match.end(), span.stop) + len(END)
    assert state.src[end : span.stop].strip() == closing_mark(match[1]), (
        "the group ends the display"
    )
    state.wrapped[end] = span.stop
    return match.end()
