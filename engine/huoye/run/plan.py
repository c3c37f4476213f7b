"""Verdicts to what a run will execute, and what it cost last time; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from huoye.fresh.judge import SOUND
from huoye.model.cell import Cell
from huoye.model.record import Record
from huoye.run.capacity import Capacity, together
from huoye.run.device import Used, asks_for_card, cards_needed, device_of, made_on_card
from huoye.run.job import PostRun

Action = Literal["run", "replay", "load", "leave", "skip"]
EXECUTED = ("run", "replay")


@dataclass(frozen=True, slots=True)
class Step:
    """What a run does with one cell."""

    cell: Cell
    key: str
    """"" for a cell that is not for this preset"""
    action: Action
    """run; replay: for its state only; load: its kept names; leave: fresh, not needed; skip: not
    for this preset, not asked for, or no card for its chain"""
    record: Record | None
    """the last good one"""

    @property
    def seconds(self) -> float | None:
        """What the cell took last time; None where it never ran or is not executed."""
        if self.action not in EXECUTED or self.record is None:
            return None
        return float(self.record.card.get("seconds", 0.0))


@dataclass(frozen=True, slots=True)
class Chain:
    """The steps of one kernel, in order."""

    name: str
    device: Used | None
    """None: it needs a card that this machine or this run does not have; "cpu" in such a chain:
    what needs the card is loaded"""
    steps: tuple[Step, ...]
    gpus: int = 0
    """cards that it needs"""

    @property
    def executes(self) -> bool:
        """Whether a kernel must be started at all."""
        return any(step.action in EXECUTED for step in self.steps)


def plan(job: PostRun, *, load: bool = True) -> tuple[Chain, ...]:
    """The chains of a post, each with its steps; `load` False replays cells that could be loaded.

    A chain executes from its first cell to the last one that is not fresh: state is only right
    when everything before it ran. Nothing after that cell is touched.
    """
    chains: dict[str, list[tuple[Cell, str | None]]] = {}
    for cell, key in zip(job.cells, job.keys, strict=True):
        chains.setdefault(cell.chain, []).append((cell, key))
    return tuple(_chain(job, name, pairs, load) for name, pairs in chains.items())


def price(chains: Sequence[Chain]) -> float:
    """Seconds that the run will take, by last time's; cells that never ran count as nothing."""
    return sum(step.seconds or 0.0 for chain in chains for step in chain.steps)


def duration(posts: Sequence[Sequence[Chain]], capacity: Capacity, cards: int) -> float:
    """Seconds until the last post ends, by last time's, if they run side by side."""
    prices = [[price([c]) for c in chains if c.device == "cpu"] for chains in posts]
    on_cards = [price([c]) for chains in posts for c in chains if c.gpus for _ in range(c.gpus)]
    whole = [price(chains) for chains in posts]
    bounds = [
        together(map(sum, prices), capacity.cpu),
        together(on_cards, cards),
        max(whole, default=0.0),
        together(whole, capacity.total) if capacity.total else 0.0,
    ]
    return max(bounds)


def _chain(job: PostRun, name: str, pairs: Sequence[tuple[Cell, str | None]], load: bool) -> Chain:
    live = [cell for cell, key in pairs if key is not None]
    device = device_of(live, job.device, job.gpu)
    due = [cell.name for cell in live if _due(job, cell)]
    wanted = [n for n in due if not job.only or n in job.only]
    if device is None:
        reach = _behind_kept(job, live, due) if load and job.device != "cuda" else []
        wanted = [n for n in wanted if n in reach]
        device = "cpu" if wanted else None
    last = max((i for i, cell in enumerate(live) if cell.name in wanted), default=-1)
    needed = [cell.name for cell in live[: last + 1]]
    marks = _Marks(frozenset(due), frozenset(needed), load)
    steps = (_step(job, marks, cell, key) for cell, key in pairs)
    return Chain(name, device, tuple(steps), 0 if device == "cpu" else cards_needed(live))


def _behind_kept(job: PostRun, live: Sequence[Cell], due: Sequence[str]) -> list[str]:
    """Cells that a CPU may run in a chain that asks for a card: what needs it before is loaded.

    A cell that asks for the card is never run without it, and none that was computed on it is
    replayed to prepare a kept one: later results would mix two experiments.
    """
    found: list[str] = []
    behind = False
    for cell in live:
        fresh, record = cell.name not in due, _record(job, cell)
        if fresh and _kept(record):
            behind = True
        elif asks_for_card(cell) or (fresh and not behind and made_on_card(record)):
            break
        elif behind:
            found.append(cell.name)
    return found


def _record(job: PostRun, cell: Cell) -> Record | None:
    verdict = job.verdicts.get(cell.name)
    return verdict.record if verdict is not None else None


def _kept(record: Record | None) -> bool:
    return record is not None and record.kept is not None


def _due(job: PostRun, cell: Cell) -> bool:
    """Whether the cell has no result that counts, or was asked for."""
    verdict = job.verdicts.get(cell.name)
    return cell.name in job.force or verdict is None or verdict.state not in SOUND


@dataclass(frozen=True, slots=True)
class _Marks:
    """What is known of a chain before its steps are."""

    due: frozenset[str]
    """cells without a result that counts"""
    needed: frozenset[str]
    """cells up to the last one to run"""
    load: bool


def _step(job: PostRun, marks: _Marks, cell: Cell, key: str | None) -> Step:
    record = _record(job, cell)
    stale, needed = cell.name in marks.due, cell.name in marks.needed
    action: Action = "leave"
    if key is None or (stale and not needed):
        action = "skip"
    elif stale:
        action = "run"
    elif needed:
        action = "load" if marks.load and _kept(record) else "replay"
    return Step(cell, key or "", action, record)
