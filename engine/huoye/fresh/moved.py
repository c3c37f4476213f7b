"""One thing that a rerun gave otherwise than the record: what, from, to, by how much, of what."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from huoye.fresh.tolerance import Allowed

Kind = Literal["value", "text", "figure", "check", "outputs"]


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


def worst(found: Sequence[Moved]) -> tuple[Moved, ...]:
    """The one that moved furthest, the others counted; nothing of nothing."""
    if not found:
        return ()
    first = max(found, key=lambda moved: math.inf if moved.by is None else abs(moved.by))
    return (replace(first, more=len(found) - 1),)
