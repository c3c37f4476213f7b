"""Cells and their records to verdicts: fresh, stale and why, never run, damaged (run.md §1, §4).

A cell is fresh when its code, the code before it in its chain, and every input it was seen to use
are what they were when its record was made. Nothing is executed to find out.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from huoye.fresh.damaged import Damaged
from huoye.fresh.key import DEFAULTS, own, settings
from huoye.model.cell import Cell
from huoye.model.record import ABSENT, Preset, Reason, Record, Verdict

InputKind = Literal["module", "file", "listing", "env", "package"]
Records = Mapping[str, Record | Damaged | None]
"""name of a cell → what lies in its file"""
SOUND = ("fresh", "archived")


class Now(Protocol):
    """What the inputs of cells are at present."""

    def __call__(self, kind: InputKind, name: str, folder: str) -> str:
        """Digest of an input, in the terms of `Inputs`; `folder` is the post's, for "./x"."""
        ...

    def definitions(self, name: str, folder: str) -> Mapping[str, str]:
        """Top-level names of a module with the digests of what defines them."""
        ...


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and how a post's cells are judged."""

    preset: Preset
    folder: str
    """folder of the post, relative to the site"""
    archived: bool = False
    """front matter `results: archived`: whole records count for good"""


def judge(
    cells: Sequence[Cell],
    keys: Sequence[str | None],
    records: Records,
    now: Now,
    setting: Setting,
) -> tuple[Verdict, ...]:
    """One verdict for each cell that runs under the preset, in order.

    A cell without a usable fresh record makes the later cells of its chain stale.
    """
    upset: dict[str, Reason] = {}
    verdicts: list[Verdict] = []
    for cell, key in zip(cells, keys, strict=True):
        if key is None:
            continue
        record = records.get(cell.name)
        verdict = _verdict(cell, record, setting)
        if isinstance(record, Record) and not setting.archived:
            reasons = _joined(_reasons(cell, key, record, now, setting), upset.get(cell.chain))
            state: Literal["stale", "fresh"] = "stale" if reasons else "fresh"
            verdict = Verdict(cell.name, setting.preset, state, reasons, record)
        verdicts.append(verdict)
        if verdict.state not in SOUND:
            upset.setdefault(cell.chain, _earlier(verdict))
    return tuple(verdicts)


def best(quick: Verdict | None, full: Verdict | None) -> Verdict | None:
    """The verdict whose result the page shows: fresh full, fresh quick, else a stale one.

    None stands for a preset under which the cell does not run.
    """
    given = [verdict for verdict in (full, quick) if verdict is not None]
    order = ("sound", "stale", "damaged", "never")
    ranks = ["sound" if verdict.state in SOUND else verdict.state for verdict in given]
    for wanted in order:
        if wanted in ranks:
            return given[ranks.index(wanted)]
    return None


def shown(quick: Iterable[Verdict], full: Iterable[Verdict]) -> dict[str, Verdict]:
    """The best verdict of each cell by name, in the order of the post as far as it is known."""
    small = {verdict.cell: verdict for verdict in quick}
    large = {verdict.cell: verdict for verdict in full}
    pairs = {name: best(small.get(name), large.get(name)) for name in small | large}
    return {name: verdict for name, verdict in pairs.items() if verdict is not None}


def _verdict(cell: Cell, record: Record | Damaged | None, setting: Setting) -> Verdict:
    """The verdict where inputs do not matter."""
    if record is None:
        return Verdict(cell.name, setting.preset, "never", (Reason("no-record", cell.name),))
    if isinstance(record, Damaged):
        reason = Reason("damaged", cell.name, (record.reason, record.name))
        return Verdict(cell.name, setting.preset, "damaged", (reason,))
    return Verdict(cell.name, setting.preset, "archived", (), record)


def _earlier(verdict: Verdict) -> Reason:
    """What later cells of the chain say: the cell, and its own first reason spelled in `parts`."""
    root = verdict.reasons[0]
    return Reason("earlier", verdict.cell, (root.kind, root.name, *root.parts))


def _joined(reasons: Iterable[Reason], upset: Reason | None) -> tuple[Reason, ...]:
    """The cell's own reasons, then the earlier cell that upset the chain."""
    if upset is None:
        return tuple(reasons)
    return (*(reason for reason in reasons if reason.kind != "earlier"), upset)


def _reasons(cell: Cell, key: str, record: Record, now: Now, setting: Setting) -> Iterator[Reason]:
    if record.key == key:
        yield from changed_inputs(record, now, setting.folder)
    else:  # the inputs of other code say nothing about this one
        yield from tuple(_changes(cell, record, setting.preset)) or (Reason("earlier", ""),)


def _changes(cell: Cell, record: Record, preset: Preset) -> Iterator[Reason]:
    """How the cell differs from the one that was run; nothing where only the chain does."""
    if record.own != own(cell):
        yield Reason("code", cell.name)
    wanted = dict(settings(cell)) | {"preset": preset}
    given = dict(record.options) | {"preset": str(record.card.get("preset", preset))}
    for name in sorted(wanted | given):
        old, new = (found.get(name, DEFAULTS.get(name, "")) for found in (given, wanted))
        if old != new:
            yield Reason("option", name, (old, new))


def changed_inputs(record: Record, now: Now, folder: str) -> Iterator[Reason]:
    """What of the inputs of a record is not what it was."""
    seen = record.inputs
    for name in seen.moved:
        yield Reason("moved", name)
    for name, old in seen.modules.items():
        if (new := now("module", name, folder)) != old:
            yield _module(name, new, seen.definitions.get(name, {}), now, folder)
    yield from _paths("file", seen.files, now, folder)
    yield from _paths("listing", seen.listings, now, folder)
    for name, old in seen.env.items():
        if now("env", name, folder) != old:
            yield Reason("env", name)
    for name, old in seen.packages.items():
        if (new := now("package", name, folder)) != old:
            yield Reason("package", name, (old, new))


def _module(name: str, new: str, old: Mapping[str, str], now: Now, folder: str) -> Reason:
    if new == ABSENT:
        return Reason("gone", name)
    current = now.definitions(name, folder) if old else {}
    names = sorted(n for n in old.keys() | current.keys() if old.get(n) != current.get(n))
    return Reason("module", name, tuple(names))


def _paths(
    kind: Literal["file", "listing"], seen: Mapping[str, str], now: Now, folder: str
) -> Iterator[Reason]:
    for name, old in seen.items():
        new = now(kind, name, folder)
        if new == old:
            continue
        if ABSENT in (old, new):
            yield Reason("appeared" if old == ABSENT else "gone", name)
        else:
            yield Reason(kind, name)
