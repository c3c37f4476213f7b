"""Mathematics within a text to tokens: $x$, \\(x\\), and displays wherever they stand.

A display in the middle of a paragraph is a token like any other; the paragraph is cut around it
when it is printed (mark/flow.py). `$$` that nothing closes stays text with a problem at its line.
"""

import re
from dataclasses import dataclass

from markdown_it.rules_inline import StateInline

from huoye.mark.formulaspan import ENVIRONMENTS, Span, closing_mark, formula_at, opening_mark
from huoye.mark.inline import Inline
from huoye.mark.ledger import ledger
from huoye.mark.macros import SHAPES, definition_end
from huoye.model.draft import Spot
from huoye.text.near import nearest

FORMULA, DISPLAY, DEFINITION = "formula", "display", "definition"

TEX_LOOKING = re.compile(r"\$[^\s$]{0,40}?(?:\\[A-Za-z]|[_^][{\w\\])")
DEFINING = re.compile(rf"\\(?:{'|'.join(SHAPES)})(?![A-Za-z])")
PATIENCE = 16
"""unfinished definitions in one text, each searched to the end, before no more are looked for"""
ENVIRONMENT = re.compile(r"\\begin\{([A-Za-z]+\*?)\}")
NEXT_END = re.compile(r"\\(begin|end)\{[A-Za-z]+\*?\}")
LABEL = re.compile(r"[ \t]*(?:\(([A-Za-z][\w:.-]*)\)|\{#([A-Za-z][\w:.-]*)\})(?=[ \t]*(?:\n|$))")
"""$$…$$ (eq-x) of MyST, $$…$$ {#eq-x} of Quarto"""


@dataclass(frozen=True, slots=True)
class Where:
    """Where a formula stands in its file."""

    column: int | None
    """of the mark that opens it"""
    spots: tuple[Spot, ...]
    """of each line of its TeX"""


def math(state: StateInline, silent: bool) -> bool:
    """Inline rule: a formula, or an opening mark that turns out to be text."""
    assert isinstance(state, Inline)
    mark = opening_mark(state.src, state.pos)
    if not mark:
        _report_text_environment(state, silent=silent)
        return False
    span = _span(state, mark)
    if span is None:
        return _left_literal(state, mark, silent=silent)
    label = LABEL.match(state.src, span.stop) if span.display else None
    if not silent:
        _push(state, span, (label[1] or label[2]) if label else "")
    state.pos = label.end() if label else span.stop
    return True


def definition(state: StateInline, silent: bool) -> bool:
    """Inline rule: a \\newcommand that stands in the text without dollar signs."""
    assert isinstance(state, Inline)
    if state.src[state.pos] != "\\" or state.failures > PATIENCE:
        return False
    stop = definition_end(state.src, state.pos)
    if stop is None or stop > state.posMax:
        state.failures += DEFINING.match(state.src, state.pos) is not None
        return False
    if not silent:
        state.push(DEFINITION, "", 0).content = state.src[state.pos : stop]
    state.pos = stop
    return True


def only_defines(tex: str) -> bool:
    """True for a formula that shows nothing: its macros are all it is for."""
    position, found = 0, False
    while position < len(tex):
        if tex[position].isspace():
            position += 1
            continue
        stop = definition_end(tex, position)
        if stop is None:
            return False
        position, found = stop, True
    return found


def _span(state: Inline, mark: str) -> Span | None:
    if mark in state.given_up:
        return None
    span = formula_at(state.closers, mark, state.pos, state.posMax)
    if span is None and mark.startswith("\\begin") and state.posMax == len(state.src):
        # nothing closes it up to the end, so nothing closes the later ones: no second search
        state.given_up.add(mark)
    return span


def _push(state: Inline, span: Span, label: str) -> None:
    kind = DISPLAY if span.display else FORMULA
    token = state.push(DEFINITION if only_defines(span.tex) else kind, "", 0)
    token.content = span.tex
    where = Where(state.spot(state.pos)[1], _spots(state, span))
    token.meta = {"label": label, "before": "", "after": "", "where": where}


def _spots(state: Inline, span: Span) -> tuple[Spot, ...]:
    """Where each line of the formula's TeX begins in the file."""
    start = state.src.index(span.tex, state.pos)
    breaks = (start + match.end() for match in re.finditer("\n", span.tex))
    return tuple(state.spot(position) for position in (start, *breaks))


def _left_literal(state: Inline, mark: str, *, silent: bool) -> bool:
    """Text it is; `$$` is taken whole, so that its half does not pair with a later `$`."""
    if mark == "$" and TEX_LOOKING.match(state.src, state.pos, state.posMax):
        _report(state, "HY202", silent=silent)
    if mark == "$" or mark in ("\\(", "\\["):
        return False
    close = state.closers.next_plain(mark, state.pos) if mark == "$$" else None
    if close is None or close >= state.posMax:
        _report_unclosed(state, mark, silent=silent)
    stop = state.pos + len(mark) if close is None else min(close + 2, state.posMax)
    if not silent:
        state.append_pending(state.src[state.pos : stop])
    state.pos = stop
    return True


def _report_unclosed(state: Inline, mark: str, *, silent: bool) -> None:
    close = closing_mark(mark)
    other = NEXT_END.search(state.src, state.pos + len(mark), state.posMax)
    if mark.startswith("\\begin") and other is not None and other[1] == "end":
        _report(state, "HY231", silent=silent, mark=mark, close=close, other=other[0])
    else:
        _report(state, "HY201", silent=silent, mark=mark, close=close)


def _report_text_environment(state: Inline, *, silent: bool) -> None:
    """\\begin{tikzpicture}, \\begin{cases} outside a formula: neither is a display by itself."""
    found = ENVIRONMENT.match(state.src, state.pos)
    if found is not None:
        near = ", ".join(nearest(found[1], ENVIRONMENTS.split("|"))) or "-"
        _report(state, "HY230", silent=silent, name=found[1], near=near)


def _report(state: Inline, code: str, *, silent: bool, **values: str) -> None:
    if not silent:
        column = state.spot(state.pos)[1]
        ledger(state.env).add(code, state.line(state.pos), column=column, **values)
