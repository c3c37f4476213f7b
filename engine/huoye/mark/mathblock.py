"""Lines to a paragraph where a display runs over several of them.

Inside a display no line is a list, a quote or the underline of a heading, however it begins:
`- a` and `=` are mathematics there. The stock paragraph rule has no way to be told so.
"""

import re

from markdown_it.rules_block import StateBlock

from huoye.mark.formulaspan import ENVIRONMENTS, closing_mark

OPENING = re.compile(
    rf"\\\\|\\\$|(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)|(\$\$|\\\[|\\begin\{{(?:{ENVIRONMENTS})\*?\}})"
)
"""an opening mark is group 2; escapes and code spans are stepped over"""

UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*")


def display_paragraph(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:
    """Block rule: matches only where a display crosses a line end."""
    if silent or state.is_code_block(startLine):
        return False
    crossed, line = False, startLine
    while line < endLine and (line == startLine or _goes_on(state, line, endLine)):
        if line > startLine and not crossed and _underlines(state, line):
            return False  # a heading, whatever crosses a line end below it
        last = _last_line(state, line, endLine)
        crossed = crossed or last > line
        line = last + 1
    if not crossed:
        return False
    _push_paragraph(state, startLine, line)
    return True


def _goes_on(state: StateBlock, line: int, endLine: int) -> bool:
    """A further line of the paragraph, by the stock rule's tests."""
    if state.isEmpty(line):
        return False
    if state.sCount[line] - state.blkIndent > 3 or state.sCount[line] < 0:
        return True
    rules = state.md.block.ruler.getRules("paragraph")
    return not any(rule(state, line, endLine, True) for rule in rules)


def _underlines(state: StateBlock, line: int) -> bool:
    """The lines above are a heading: the stock rule will take them, and ends here."""
    within = 0 <= state.sCount[line] - state.blkIndent <= 3
    return within and UNDERLINE.fullmatch(_text(state, line)) is not None


def _last_line(state: StateBlock, line: int, endLine: int) -> int:
    """The line where the displays that open on `line` are all closed: mostly `line` itself."""
    text, position = _text(state, line), 0
    while match := OPENING.search(text, position):
        position = match.end()
        if match[2] is None:
            continue
        close = closing_mark(match[2])
        found = _find(state, close, line, position, endLine)
        if found is None:
            return line
        line, position = found
        text = _text(state, line)
    return line


def _find(
    state: StateBlock, close: str, line: int, position: int, endLine: int
) -> tuple[int, int] | None:
    """Line and position behind the next `close` before the blank line; None where it is missing.

    What was searched in vain is remembered in `env`: else many unclosed marks cost a square.
    """
    vain: dict[tuple[str, int], tuple[int, int]] = state.env.setdefault("vain", {})
    since, until = vain.get((close, state.blkIndent), (0, -1))
    if since <= line < until:
        return None
    first = line
    while line < endLine and (line == first or _inside(state, line)):
        at = _text(state, line).find(close, position)
        if at >= 0:
            return line, at + len(close)
        line, position = line + 1, 0
    vain[close, state.blkIndent] = (first, line)
    return None


def _inside(state: StateBlock, line: int) -> bool:
    return not state.isEmpty(line) and not 0 <= state.sCount[line] < state.blkIndent


def _text(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _push_paragraph(state: StateBlock, startLine: int, stop: int) -> None:
    state.line = stop
    state.push("paragraph_open", "p", 1).map = [startLine, stop]
    token = state.push("inline", "", 0)
    token.content = state.getLines(startLine, stop, state.blkIndent, False).strip()
    token.map = [startLine, stop]
    token.children = []
    state.push("paragraph_close", "p", -1)
