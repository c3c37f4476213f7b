"""How far a number of a cell may move before `verify` tells of it: `#| tolerance:` (run.md §13)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from huoye.model.cell import Cell
from huoye.model.record import Value

FLOAT = 1e-3
"""relative, for what is printed and drawn, where the cell declares nothing"""
USUAL = (1e-4, 0.0)
"""rtol and atol of `record` where the author gives none: whole numbers are then exact"""


@dataclass(frozen=True, slots=True)
class Allowed:
    """How far one number may move: atol + rtol |old|."""

    rtol: float
    atol: float = 0.0

    def of(self, size: float) -> float:
        """The room of a number of that size."""
        try:
            return self.atol + self.rtol * abs(size)
        except OverflowError:  # a whole number that no float can hold
            return self.atol


EXACT = Allowed(0.0)


@dataclass(frozen=True, slots=True)
class Tolerance:
    """What a cell declares."""

    rtol: float | None = None
    """for every number of the cell; None: whole numbers exact, others FLOAT"""
    atol: float = 0.0
    named: Mapping[str, float] = field(default_factory=dict)
    """recorded name → its rtol"""

    def shown(self, *, whole: bool = False) -> Allowed:
        """Of a printed number, or of what a figure draws."""
        usual = 0.0 if whole else FLOAT
        return Allowed(usual if self.rtol is None else self.rtol, self.atol)

    def recorded(self, name: str, value: Value, whole: bool) -> Allowed:
        """Of a recorded number: by its name, by `record` itself, by the cell, in this order."""
        if name in self.named:
            return Allowed(self.named[name], self.atol)
        own = Allowed(value.rtol, value.atol)
        if (value.rtol, value.atol) != USUAL:
            return own
        if self.rtol is not None:
            return Allowed(self.rtol, self.atol)
        return Allowed(0.0 if whole else own.rtol, self.atol)


def tolerance(cell: Cell) -> Tolerance:
    """The option of a cell: `1e-3`, `rtol=1e-3`, `atol=1e-8`, `loss=1e-2`, or a list of them."""
    given: dict[str, float] = {}
    for part in cell.options.get("tolerance", "").strip("[] ").split(","):
        name, _, number = part.rpartition("=")
        if number.strip():
            given[name.strip() or "rtol"] = float(number)
    rtol, atol = given.pop("rtol", None), given.pop("atol", 0.0)
    return Tolerance(rtol, atol, given)
