"""A typed number that a cell of the same post recorded to the advice to show the recorded one."""

import math
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from huoye.fresh.recorded import Recorded
from huoye.model.draft import Draft, Typed
from huoye.model.problem import Problem, problem
from huoye.text.numerals import Numeral, numerals

LITERAL = re.compile(
    r"\\(?:label|ref|eqref|tag|cite|href|url|color|textcolor|colorbox|hspace|vspace|style|class"
    r"|cssId|require|begin|end)\*?\s*+\{[^{}]*+\}|[_^]\s*+\{?\s*+[-−]?\d++(?![.\d])"
)
"""parts of TeX whose numbers are no quantities; those of 10^{-3} are read with their mantissa"""
POWER = re.compile(r"10\s*+\^\s*+\{?\s*+[-−]?\d++\}?")


@dataclass(frozen=True, slots=True)
class Shelf:
    """Recorded numbers in order of size."""

    numbers: tuple[float, ...]
    names: tuple[str, ...]
    """how {eval} calls each: final_loss, curve[3]"""

    def nearest(self, low: float, high: float, to: float) -> int | None:
        """Index of the number between two bounds that is nearest to another one."""
        within = range(bisect_left(self.numbers, low), len(self.numbers))
        best = None
        for index in within:
            if self.numbers[index] > high:
                break
            if best is None or abs(self.numbers[index] - to) < abs(self.numbers[best] - to):
                best = index
        return best


def typed_hints(draft: Draft, values: Mapping[str, Recorded]) -> Iterator[Problem]:
    """What `huoye check` says of numbers that would change unseen with the next run.

    `values`: those of the post itself.
    """
    shelf = _shelf(values)
    if not shelf.numbers:
        return
    for typed in dict.fromkeys(draft.typed):
        yield from _hint("HY691", draft.path, typed, shelf)
    for typed in dict.fromkeys(_in_formulas(draft)):
        yield from _hint("HY692", draft.path, typed, shelf)


def _hint(code: str, path: str, typed: Typed, shelf: Shelf) -> Iterator[Problem]:
    for numeral in numerals(typed.text):
        found = _recorded(numeral, shelf)
        if found:
            name, said = found
            yield problem(
                code, path, typed.line, column=typed.column,
                typed=typed.text.strip(), name=name, eval=f"{{eval}}`{said}`",
            )  # fmt: skip


def _recorded(numeral: Numeral, shelf: Shelf) -> tuple[str, str] | None:
    """(name, what to write) of the recorded number that rounds to the typed one."""
    scales = (100.0, 1.0) if numeral.style == "%" else (1.0,)
    for scale in scales:
        at, room = numeral.value / scale, numeral.step / scale / 2 * (1 + 1e-9)
        index = shelf.nearest(at - room, at + room, at)
        if index is not None:
            name = shelf.names[index]
            return name, _said(numeral, name, shelf.numbers[index], whole=scale == 1.0)
    return None


def _said(numeral: Numeral, name: str, value: float, *, whole: bool) -> str:
    """The expression that prints the number as it was typed."""
    comma = "," if numeral.grouped else ""
    if numeral.style == "f" and not numeral.digits and not comma and value.is_integer():
        return name if abs(value) < 1e16 else f'f"{{{name}:.0f}}"'
    style = "f" if numeral.style == "%" and whole else numeral.style
    after = "%" if numeral.style == "%" and whole else ""
    return f'f"{{{name}:{comma}.{numeral.digits}{style}}}{after}"'


def _shelf(values: Mapping[str, Recorded]) -> Shelf:
    found = [leaf for name, entry in values.items() for leaf in _leaves(name, entry.value)]
    found.sort()
    return Shelf(tuple(number for number, _ in found), tuple(name for _, name in found))


def _leaves(name: str, value: object) -> Iterator[tuple[float, str]]:
    if isinstance(value, list | tuple):
        for index, item in enumerate(value):
            yield from _leaves(f"{name}[{index}]", item)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        number = _float(value)
        if math.isfinite(number):
            yield number, name


def _float(value: float) -> float:
    try:
        return float(value)
    except OverflowError:
        return math.inf


def _in_formulas(draft: Draft) -> Iterator[Typed]:
    """Numbers of formulas; a macro's own are not the author's typing here."""
    for formula in draft.formulas:
        for numeral in numerals(_bare(formula.job.tex)):
            yield Typed(numeral.text, *formula.place(numeral.start))


def _bare(tex: str) -> str:
    """The TeX with what is no quantity blanked, its length kept."""
    powers = [match.span() for match in POWER.finditer(tex)]

    def blank(match: re.Match[str]) -> str:
        raised = match[0][0] == "^" and any(a < match.start() < b for a, b in powers)
        return match[0] if raised else " " * len(match[0])

    return LITERAL.sub(blank, tex)
