"""Two printed texts to what moved in them: words must be equal, numbers may move a little.

Blanks and line ends say nothing: a number that is one digit longer breaks an array elsewhere.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from huoye.fresh.moved import Moved, relative, worst
from huoye.fresh.tolerance import EXACT, Tolerance

NUMBER = re.compile(
    r"(?<![A-Za-z0-9_.])[-+\u2212]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?"
    r"(?![0-9_]|\.[0-9])"
)
"""not part of a name as in x2, nor of a version as in 2.13.0"""
LABEL = 24
"""characters of the word before a number, which names it"""
LONGEST = 80
"""characters of a line whose words differ"""


@dataclass(frozen=True, slots=True)
class _Token:
    """A number, or a word without blanks."""

    text: str
    number: bool
    line: int
    """0-based"""

    @property
    def meaning(self) -> str:
        """What must be equal in both texts."""
        return "" if self.number else self.text


def moved_text(
    name: str, old: Sequence[str], new: Sequence[str], tolerance: Tolerance
) -> tuple[Moved, ...]:
    """What moved in an output called `name`: the words, or else the number that moved furthest."""
    if list(old) == list(new):
        return ()
    before, after = list(_tokens(old)), list(_tokens(new))
    for one, other in zip_longest(before, after):
        if one is None or other is None or one.meaning != other.meaning:
            return (_words(name, old, new, one, other),)
    return worst(list(_numbers(name, before, after, tolerance)))


def _tokens(lines: Sequence[str]) -> Iterator[_Token]:
    for row, line in enumerate(lines):
        end = 0
        for found in NUMBER.finditer(line):
            yield from (_Token(word, False, row) for word in line[end : found.start()].split())
            yield _Token(found[0], True, row)
            end = found.end()
        yield from (_Token(word, False, row) for word in line[end:].split())


def _words(
    name: str, old: Sequence[str], new: Sequence[str], one: _Token | None, other: _Token | None
) -> Moved:
    """The lines in which the words part ways."""
    line = (other or one or _Token("", False, 0)).line
    return Moved("text", f"{name}:{line + 1}", _said(old, one), _said(new, other))


def _said(lines: Sequence[str], token: _Token | None) -> str:
    line = lines[token.line].strip() if token is not None else ""
    return line if len(line) <= LONGEST else line[:LONGEST] + "…"


def _numbers(
    name: str, before: Sequence[_Token], after: Sequence[_Token], tolerance: Tolerance
) -> Iterator[Moved]:
    label = ""
    for was, now in zip(before, after, strict=True):
        if not now.number:
            label = now.text[-LABEL:]
            continue
        old, new = was.text, now.text
        whole = _whole(old) and _whole(new)
        one, other = _float(old), _float(new)
        room = tolerance.shown(whole=whole)
        same = _digits(old) == _digits(new) if whole else one == other
        if not same:
            what = f"{name}:{now.line + 1} {label}".rstrip()
            beyond = room == EXACT or not abs(other - one) <= room.of(one)
            yield Moved("text", what, old, new, relative(one, other), room, beyond=beyond)


def _whole(text: str) -> bool:
    return text.lstrip("+-\u2212").isdigit()


def _digits(text: str) -> str:
    """A whole number without what may be written or left away: too many digits for a float."""
    minus = "-" if text[0] in "-\u2212" else ""
    return minus + (text.lstrip("+-\u2212").lstrip("0") or "0")


def _float(text: str) -> float:
    return float(text.replace("\u2212", "-"))
