"""One thing in which two results of a cell differ: what, from, to, by how much, of what."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from huoye.fresh.tolerance import Allowed

Kind = Literal["value", "text", "table", "figure", "look", "check", "outputs"]


@dataclass(frozen=True, slots=True)
class Moved:
    """One line of a report."""

    kind: Kind
    what: str
    """recorded name, line of the text, part of the figure, expression of the check"""
    old: str
    new: str
    by: float | None = None
    """relative; of a figure's data: as a share of what its axis shows; None: no number"""
    allowed: Allowed | None = None
    """None where nothing is allowed: words, shapes, checks"""
    more: int = 0
    """further ones of the same output, all smaller"""
    beyond: bool = True
    """more than is allowed; False: within it"""


def relative(old: float, new: float) -> float | None:
    """(new - old) / |old|; None where that is no number."""
    try:
        change = (new - old) / abs(old)
    except ArithmeticError:
        return None
    return change if math.isfinite(change) else None


def number(value: float) -> str:
    """Six digits; `numbers` gives all where six show no difference."""
    return str(value) if isinstance(value, int) else f"{value:.6g}"


def numbers(old: float, new: float) -> tuple[str, str]:
    """Both as text, with as many digits as it takes to tell them apart."""
    short = number(old), number(new)
    return short if short[0] != short[1] else (repr(old), repr(new))


def within(old: float, new: float, room: float) -> bool:
    """Whether two numbers are no further apart than the room; a NaN is near a NaN alone."""
    return old == new or abs(new - old) <= room or (_nan(old) and _nan(new))


def _nan(value: float) -> bool:
    return isinstance(value, float) and math.isnan(value)


def worst(found: Sequence[Moved]) -> tuple[Moved, ...]:
    """The one that moved furthest, those beyond what is allowed before those within it.

    Others of its sort are counted; nothing of nothing.
    """
    beyond = [moved for moved in found if moved.beyond] or found
    if not beyond:
        return ()
    first = max(beyond, key=lambda moved: math.inf if moved.by is None else abs(moved.by))
    return (replace(first, more=len(beyond) - 1),)
