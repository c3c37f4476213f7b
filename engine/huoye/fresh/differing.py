"""Results of a post at two revisions to what differs, cell by cell; nothing is executed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from huoye.fresh.compare import differences
from huoye.fresh.damaged import Damaged
from huoye.fresh.judge import InputKind, changed_inputs
from huoye.fresh.key import DEFAULTS
from huoye.fresh.moved import Moved
from huoye.fresh.told import changed_card
from huoye.model.cell import Cell
from huoye.model.problem import Problem
from huoye.model.record import Figure, Preset, Reason, Record

Change = Literal["same", "within", "moved", "added", "removed", "unread"]
"""of a result; within: differs by no more than the cell allows; unread: one side is damaged"""
Fate = Literal["kept", "new", "gone"]


@dataclass(frozen=True, slots=True)
class Side:
    """What lies for one cell at one of the two revisions."""

    cell: Cell
    """as the post of that revision has it"""
    record: Record | Damaged
    files: Mapping[str, bytes] = field(default_factory=dict)
    """its figures and their numbers"""


@dataclass(frozen=True, slots=True)
class Difference:
    """One cell under one preset, the same cell on both sides."""

    preset: Preset
    change: Change
    old: Side | None
    """None: added"""
    new: Side | None
    """None: removed"""
    moved: tuple[Moved, ...] = ()
    causes: tuple[Reason, ...] = ()
    """in what the two runs differed: code, options, inputs"""
    card: str = ""
    """device and versions that are others now"""
    stale: tuple[Reason, ...] = ()
    """why the new result does not count today"""

    @property
    def cell(self) -> Cell:
        """As it is now, or as it was where it is gone."""
        side = self.new or self.old
        assert side is not None, "a difference has at least one side"
        return side.cell

    @property
    def was(self) -> str:
        """Its former name, where it had another."""
        old, new = self.old, self.new
        return old.cell.name if old and new and old.cell.name != new.cell.name else ""

    @property
    def telling(self) -> bool:
        """Whether there is anything to tell."""
        said = self.was or self.causes or self.card or self.stale
        return self.change != "same" or bool(said)

    @property
    def counts(self) -> bool:
        """Whether the result is not the same within what the cell allows."""
        return self.change not in ("same", "within")


@dataclass(frozen=True, slots=True)
class PostDifference:
    """One post."""

    post: str
    """its path now, or at the older revision where it is gone"""
    title: str
    fate: Fate = "kept"
    was: str = ""
    """its former path, where it had another"""
    cells: tuple[Difference, ...] = ()
    """all that have a result on either side, in order"""
    problems: tuple[Problem, ...] = ()

    @property
    def telling(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.was or self.problems) or any(cell.telling for cell in self.cells)


def difference(
    preset: Preset, old: Side | None, new: Side | None, stale: Sequence[Reason] = ()
) -> Difference:
    """What differs between the two sides of one cell."""
    if old is None or new is None:
        return Difference(preset, "removed" if new is None else "added", old, new,
                          stale=tuple(stale))  # fmt: skip
    if not isinstance(old.record, Record) or not isinstance(new.record, Record):
        return Difference(preset, "unread", old, new, stale=tuple(stale))
    moved = tuple(_moved(new.cell, old.record, new.record))
    change: Change = "moved" if any(m.beyond for m in moved) else "within" if moved else "same"
    causes = tuple(_causes(old.record, new.record))
    card = changed_card(old.record, new.record)
    return Difference(preset, change, old, new, moved, causes, card, tuple(stale))


def _moved(cell: Cell, old: Record, new: Record) -> Iterator[Moved]:
    """The differences, those beyond what is allowed first; then what only looks otherwise."""
    found = list(differences(cell, old, new))
    yield from sorted(found, key=lambda moved: not moved.beyond)
    told = {word for moved in found if moved.kind == "figure" for word in moved.what.split()}
    if all(moved.kind != "outputs" for moved in found):
        for one, other in zip(_figures(old), _figures(new), strict=True):
            if one.sha256 != other.sha256 and other.file not in told:
                yield Moved("look", other.file, one.sha256[:8], other.sha256[:8], beyond=False)


def _figures(record: Record) -> list[Figure]:
    return [output for output in record.outputs if isinstance(output, Figure)]


def _causes(old: Record, new: Record) -> Iterator[Reason]:
    if old.own != new.own:
        yield Reason("code", new.cell)
    for name in sorted({*old.options, *new.options}):
        was, now = (side.options.get(name, DEFAULTS.get(name, "")) for side in (old, new))
        if was != now:
            yield Reason("option", name, (was, now))
    yield from changed_inputs(old, _Seen(old, new), "")


class _Seen:
    """Inputs as the newer run saw them (fresh.judge.Now); as they were, where it did not look."""

    def __init__(self, old: Record, new: Record) -> None:
        self._sides = (_digests(new), _digests(old))
        self._definitions = new.inputs.definitions

    def __call__(self, kind: InputKind, name: str, folder: str) -> str:
        return next(side[kind][name] for side in self._sides if name in side[kind])

    def definitions(self, name: str, folder: str) -> Mapping[str, str]:
        return self._definitions.get(name, {})


def _digests(record: Record) -> dict[InputKind, Mapping[str, str]]:
    seen = record.inputs
    return {
        "module": seen.modules,
        "file": seen.files,
        "listing": seen.listings,
        "env": seen.env,
        "package": seen.packages,
    }
