"""One post: what is stale is run, what is fresh is loaded or replayed where it is needed."""

import os
import posixpath
from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from huoye.disk.lock import lock_post
from huoye.model.cell import Cell
from huoye.model.event import Report
from huoye.model.problem import Problem, problem
from huoye.model.record import Record
from huoye.run.guard import Guard
from huoye.run.job import Outcome, PostResult, PostRun
from huoye.run.options import names
from huoye.run.plan import EXECUTED, Chain, plan, price
from huoye.run.record import rename_record, sweep

if TYPE_CHECKING:
    from huoye.run.chain import Played

LANGUAGE = "python"
"""the one language whose kernels are started"""


class PostWork:
    """A post on its way: its chains one after the other, then its result.

    From `begin` to `finish` no other process writes results of the post.
    """

    def __init__(self, job: PostRun) -> None:
        self.job = job
        self._left = deque(plan(job))
        self.price = price(self._left)
        """seconds by last time's"""
        self._outcomes: list[Outcome] = []
        self._problems: list[Problem] = []
        self._lock: int | None = None
        self._able = False
        """whether the next chain was looked at, and needs a kernel"""
        self._over = False
        """nothing more is written"""

    def chain(self) -> Chain | None:
        """The next chain that needs a kernel; what needs none is dealt with on the way."""
        while self._left and not self._able:
            chain = self._left[0]
            obstacle = _obstacle(self.job, chain)
            self._able = obstacle is None and chain.executes
            if not self._able:
                self._pass(obstacle)
        return self._left[0] if self._left else None

    def begin(self) -> bool:
        """Take the post, once; False where it cannot be had, which its result will tell."""
        if self._lock is not None:
            return True
        try:
            self._lock = lock_post(self.job.root, self.job.post)
            told = None if self._lock is not None else problem("HY642", self.job.post)
        except OSError as error:
            reason = error.strerror or error
            told = problem("HY643", self.job.post, what=self.job.post, reason=reason)
        if told is not None:
            self.give_up(told)
            return False
        self.job = _renamed(self.job)
        names = {chain.name for chain in self._left}
        self._left = deque(chain for chain in plan(self.job) if chain.name in names)
        return True

    def give_up(self, told: Problem | None = None) -> None:
        """Run and write nothing more of the post."""
        self._over = True
        while self._left:
            self._pass(told)
            told = None

    def play(self, report: Report, guard: Guard) -> None:
        """Run the next chain, in whatever thread; never raises for what a cell does."""
        chain = self._left[0]
        try:
            from huoye.run.chain import play
        except ImportError as error:
            return self._pass(problem("HY618", self.job.post, reason=error))

        _prepare(self.job)
        self._left.popleft()
        self._able = False
        played = play(self.job, chain, report, guard)
        left = _left(self.job, chain)
        if played.maker is None or guard.stop.level:
            return self._note(played, [*played.problems, *left])
        again = next(c for c in plan(self.job, load=False) if c.name == chain.name)
        if again.device is None:
            return self._note(played, [_unkept(self.job, played), *left])
        told = problem("HY613", self.job.post, played.maker.line, name=played.missing)
        replayed = play(self.job, again, report, guard)
        return self._note(replayed, [told, *replayed.problems])

    def _note(self, played: "Played", problems: Sequence[Problem]) -> None:
        self._outcomes += played.outcomes
        self._problems += problems

    def finish(self) -> PostResult:
        """The result; records of cells that the post no longer has are removed."""
        if not self._over and self.begin():
            sweep(self.job.frozen, [cell.name for cell in self.job.cells])
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None
        place = {cell.name: index for index, cell in enumerate(self.job.cells)}
        self._outcomes.sort(key=lambda outcome: place[outcome.cell])
        return PostResult(self.job.post, tuple(self._outcomes), tuple(self._problems))

    def _pass(self, told: Problem | None) -> None:
        """Leave the next chain as it is."""
        self._able = False
        self._outcomes += _skipped(self._left.popleft())
        self._problems += [told] if told is not None else []


def _renamed(job: PostRun) -> PostRun:
    """The job after records went along with the new labels of their cells."""
    verdicts = dict(job.verdicts)
    for name, verdict in verdicts.items():
        if verdict.record is not None and _elsewhere(job, verdict.record, name):
            record = rename_record(job.frozen, verdict.record, name)
            verdicts[name] = replace(verdict, record=record)
    return replace(job, verdicts=verdicts)


def _elsewhere(job: PostRun, record: Record, name: str) -> bool:
    """Whether a cell's record lies under another name; a scratch copy has none at all."""
    return record.cell != name and (job.frozen / f"{record.cell}.json").is_file()


def _unkept(job: PostRun, played: "Played") -> Problem:
    """The loaded cell would have to run for the missing name, and its card is not here."""
    assert played.maker is not None, "only asked where a loaded cell speaks of the name"
    later = next(o.cell for o in played.outcomes if o.fate == "failed")
    maker, name = played.maker, played.missing
    return problem("HY690", job.post, maker.line, cell=maker.name, later=later, name=name)


def _obstacle(job: PostRun, chain: Chain) -> Problem | None:
    """Why nothing of the chain can be executed, where something should be."""
    first = next((s for s in chain.steps if s.action in EXECUTED), None)
    if chain.device is None:
        return next(iter(_left(job, chain)), None)
    return None if first is None else _unfit(job, chain, first.cell.line)


def _left(job: PostRun, chain: Chain) -> list[Problem]:
    """The first cell that was asked for and is left, for want of a card."""
    for step in chain.steps:
        if step.key and step.action == "skip" and (not job.only or step.cell.name in job.only):
            few = 0 < job.gpu < chain.gpus
            cell = step.cell
            return [problem("HY640" if few else "HY614", job.post, cell.line, cell=cell.name,
                            needs=chain.gpus, here=job.gpu)]  # fmt: skip
    return []


def _unfit(job: PostRun, chain: Chain, line: int) -> Problem | None:
    """Why the chain cannot be executed as it is written, or here."""
    for step in chain.steps:
        if step.cell.language != LANGUAGE:
            return problem("HY620", job.post, step.cell.line, language=step.cell.language)
        if stray := _stray(job, step.cell):
            return problem("HY622", job.post, step.cell.line, cell=step.cell.name, name=stray)
    return problem("HY601", job.post, line) if job.font is None else None


def _stray(job: PostRun, cell: Cell) -> str:
    """A declared input whose bytes cannot be compared: a folder, or what is not in the site."""
    for name in names(cell, "inputs"):
        places = (job.root / job.folder / name, job.root / name)
        real = [Path(posixpath.normpath(place)) for place in places]
        inside = [place for place in real if place.is_relative_to(job.root)]
        if not inside or any(place.is_dir() for place in inside):
            return name
    return ""


def _skipped(chain: Chain) -> list[Outcome]:
    return [
        Outcome(s.cell.name, s.cell.line, "unchanged" if s.action == "leave" else "skipped")
        for s in chain.steps
    ]


def _prepare(job: PostRun) -> None:
    """Folders that cells may see or need, before the first cell looks."""
    job.frozen.mkdir(parents=True, exist_ok=True)
    (job.root / ".huoye" / "matplotlib").mkdir(parents=True, exist_ok=True)
