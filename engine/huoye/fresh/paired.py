"""Cells of two revisions of a post to pairs: a result is known by its code, then by its name."""

from collections.abc import Callable, Hashable, Sequence

from huoye.fresh.differing import Side
from huoye.model.record import Record

Pair = tuple[Side | None, Side | None]
Mark = Callable[[Side], Hashable | None]
"""what two sides of one cell have in common; None: nothing by which it could be known"""


def paired(old: Sequence[Side], new: Sequence[Side]) -> list[Pair]:
    """Each result once, in the order of the newer post; those that are gone stand last."""
    partner: dict[int, Side] = {}
    left = list(old)
    for mark in (_same, _code, _name, _recorded):
        for index, side in enumerate(new):
            known = mark(side)
            if index in partner or known is None:
                continue
            found = next((other for other in left if mark(other) == known), None)
            if found is not None:
                partner[index] = found
                left = [other for other in left if other is not found]
    kept: list[Pair] = [(partner.get(index), side) for index, side in enumerate(new)]
    return [*kept, *((side, None) for side in left)]


def _same(side: Side) -> Hashable | None:
    code = _code(side)
    return (side.cell.name, code) if code is not None else None


def _code(side: Side) -> Hashable | None:
    return side.record.own if isinstance(side.record, Record) else None


def _name(side: Side) -> Hashable | None:
    return side.cell.name


def _recorded(side: Side) -> Hashable | None:
    """A silent cell has no name of its own, but its numbers have."""
    if side.cell.labelled or not isinstance(side.record, Record):
        return None
    return frozenset(side.record.values) or None
