"""TeX source to the braces, environments and \\left that nothing closes.

MathJax says where it noticed that something was left open, mostly the end; an author looks for the
place where it was opened.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

MARK = re.compile(r"\\(begin|end)\s*\{([^{}]*)\}|\\(left|right)(?![A-Za-z])|\\.|%[^\n]*|[{}]", re.S)
OPENS = {"{": "{", "left": "left", "begin": "begin"}
CLOSES = {"}": "{", "right": "left", "end": "begin"}


@dataclass(frozen=True, slots=True)
class Opening:
    """A brace, a \\left or a \\begin{name}."""

    at: int
    kind: str
    """ "{", "left" or "begin" """
    name: str
    """of the environment"""
    missed: int
    """offset at which it turned out to be open: an outer closing mark, or the end"""


def unclosed(tex: str) -> tuple[Opening, ...]:
    """What is opened and never closed, in the order in which that turns out."""
    stack: list[Opening] = []
    lost: list[Opening] = []
    for match in MARK.finditer(tex):
        word, name = match[1] or match[3] or match[0], (match[2] or "").strip()
        if word in OPENS:
            stack.append(Opening(match.start(), OPENS[word], name, len(tex)))
        elif word in CLOSES:
            _close(stack, lost, CLOSES[word], name, match.start())
    return (*lost, *reversed(stack))


def _close(stack: list[Opening], lost: list[Opening], kind: str, name: str, position: int) -> None:
    """Close the innermost opening of the same kind; what was opened after it is lost."""
    depth = _last(stack, lambda opening: (opening.kind, opening.name) == (kind, name))
    if depth is None and kind == "begin" and stack and stack[-1].kind == "begin":
        depth = len(stack) - 1  # closed under another name, and told as that
    if depth is not None:
        lost += [replace(opening, missed=position) for opening in reversed(stack[depth + 1 :])]
        del stack[depth:]


def _last(stack: Sequence[Opening], fits: Callable[[Opening], bool]) -> int | None:
    return next((n for n in reversed(range(len(stack))) if fits(stack[n])), None)
