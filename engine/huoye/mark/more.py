"""<!--more--> on a line of its own to the end of the excerpt."""

import re

from markdown_it.rules_block import StateBlock

MORE = "more"
MARK = re.compile(r"<!--[ \t]*more[ \t]*-->[ \t]*$", re.I)


def more(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:
    """Block rule; it works with raw HTML switched off too."""
    if state.is_code_block(startLine):
        return False
    start = state.bMarks[startLine] + state.tShift[startLine]
    if not MARK.match(state.src[start : state.eMarks[startLine]]):
        return False
    if not silent:
        state.line = startLine + 1
        state.push(MORE, "", 0).map = [startLine, startLine + 1]
    return True
