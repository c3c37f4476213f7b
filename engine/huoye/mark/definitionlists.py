"""A line of text and lines `: …` below it to a definition list, as pandoc writes it.

The stock plugin takes whatever stands between two definitions for a term: a heading, the fence of
a block of code. Here a term is a line that would else be a paragraph.
"""

import re

from markdown_it.rules_block import StateBlock

from huoye.mark.fences import text_of
from huoye.mark.tables import table

MARK = re.compile(r"[:~](?=[ \t]+\S)")


def definition_list(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:
    """Block rule, behind all others but the paragraph; inside a definition `:` begins the next."""
    if silent:
        return state.ddIndent >= 0 and MARK.match(text_of(state, startLine)) is not None
    line = _definition_of(state, startLine, endLine)
    if line is None:
        return False
    opening = state.push("dl_open", "dl", 1)
    first, term, tight = len(state.tokens), startLine, True
    while line is not None:
        _push_term(state, term)
        tight = _push_definitions(state, line, endLine) and tight
        term = state.line
        line = _definition_of(state, term, endLine) if _is_term(state, term, endLine) else None
    state.push("dl_close", "dl", -1)
    opening.map = [startLine, state.line]
    if tight:
        _tighten(state, first)
    return True


def _is_term(state: StateBlock, line: int, endLine: int) -> bool:
    """A line that no other rule wants."""
    if line >= endLine or state.isEmpty(line) or state.sCount[line] < state.blkIndent:
        return False
    rules = state.md.block.ruler.getRules("paragraph")
    return not state.is_code_block(line) and not any(r(state, line, endLine, True) for r in rules)


def _definition_of(state: StateBlock, term: int, endLine: int) -> int | None:
    """The line, behind at most one empty one, where the definition of a term begins."""
    line = term + 1
    if line < endLine and state.isEmpty(line):
        line += 1
    return line if line < endLine and _is_definition(state, line, endLine) else None


def _is_definition(state: StateBlock, line: int, endLine: int) -> bool:
    """`: …` at the level of the term; behind an empty line and above a table it is a caption."""
    if state.sCount[line] < state.blkIndent or state.is_code_block(line):
        return False
    if not MARK.match(text_of(state, line)):
        return False
    below = state.skipEmptyLines(line + 1)
    apart = state.isEmpty(line - 1) and below + 1 < endLine
    return not (apart and table(state, below, endLine, True))


def _push_term(state: StateBlock, line: int) -> None:
    state.push("dt_open", "dt", 1).map = [line, line + 1]
    token = state.push("inline", "", 0)
    token.map, token.children = [line, line + 1], []
    token.content = text_of(state, line).strip()
    state.push("dt_close", "dt", -1)


def _push_definitions(state: StateBlock, line: int, endLine: int) -> bool:
    """The definitions of one term; False where an empty line stands inside or between them."""
    tight = _push_definition(state, line, endLine)
    while state.line < endLine and _is_definition(state, state.line, endLine):
        between = state.isEmpty(state.line - 1)
        tight = _push_definition(state, state.line, endLine) and tight and not between
    return tight


def _push_definition(state: StateBlock, line: int, endLine: int) -> bool:
    """One definition and the blocks in it; whether it is tight."""
    state.push("dd_open", "dd", 1).map = [line, line + 1]
    kept = (state.tight, state.ddIndent, state.blkIndent, state.parentType)
    place = (state.tShift[line], state.sCount[line])
    state.blkIndent = state.ddIndent = state.sCount[line] + 2
    state.tShift[line], state.sCount[line] = _behind_mark(state, line)
    state.tight, state.parentType = True, "deflist"
    state.md.block.tokenize(state, line, endLine)
    tight = state.tight
    state.tight, state.ddIndent, state.blkIndent, state.parentType = kept
    state.tShift[line], state.sCount[line] = place
    state.push("dd_close", "dd", -1)
    return tight


def _behind_mark(state: StateBlock, line: int) -> tuple[int, int]:
    """Where the text behind `:` begins: characters into the line, and columns."""
    position = state.bMarks[line] + state.tShift[line] + 1
    column = state.sCount[line] + 1
    while state.src[position] in " \t":
        column += 4 - column % 4 if state.src[position] == "\t" else 1
        position += 1
    return position - state.bMarks[line], column


def _tighten(state: StateBlock, first: int) -> None:
    """Paragraphs right inside the definitions are shown without <p>."""
    for token in state.tokens[first:]:
        if token.level == state.level + 2 and token.type.startswith("paragraph_"):
            token.hidden = True
