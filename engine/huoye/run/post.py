"""One post: what is stale is run, what is fresh is loaded or replayed where it is needed."""

import posixpath
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from huoye.model.cell import Cell
from huoye.model.event import Report, silent
from huoye.model.problem import Problem, problem
from huoye.run.guard import Guard
from huoye.run.job import Outcome, PostResult, PostRun
from huoye.run.options import names
from huoye.run.plan import EXECUTED, Chain, plan
from huoye.run.record import rename_record, sweep

if TYPE_CHECKING:
    from huoye.run.chain import Played

LANGUAGE = "python"
"""the one language whose kernels are started"""
COLD = Guard()


def run_post(job: PostRun, report: Report = silent, guard: Guard = COLD) -> PostResult:
    """Bring a post's results up to date; every finished cell is stored at once.

    Never raises for what a cell does. Records of cells that the post no longer has are removed.
    """
    job = _renamed(job)
    outcomes: list[Outcome] = []
    problems: list[Problem] = []
    for chain in plan(job):
        done, said = _run_chain(job, chain, report, guard)
        outcomes += done
        problems += said
    sweep(job.frozen, [cell.name for cell in job.cells])
    place = {cell.name: index for index, cell in enumerate(job.cells)}
    outcomes.sort(key=lambda outcome: place[outcome.cell])
    return PostResult(job.post, tuple(outcomes), tuple(problems))


def _renamed(job: PostRun) -> PostRun:
    """The job after records went along with the new labels of their cells."""
    verdicts = dict(job.verdicts)
    for name, verdict in verdicts.items():
        if verdict.record is not None and verdict.record.cell != name:
            record = rename_record(job.frozen, verdict.record, name)
            verdicts[name] = replace(verdict, record=record)
    return replace(job, verdicts=verdicts)


def _run_chain(
    job: PostRun, chain: Chain, report: Report, guard: Guard
) -> tuple[Iterable[Outcome], Iterable[Problem]]:
    obstacle = _obstacle(job, chain)
    if obstacle is not None:
        return _skipped(chain), [obstacle]
    try:
        from huoye.run.chain import play
    except ImportError as error:
        return _skipped(chain), [problem("HY618", job.post, reason=error)]

    _prepare(job)
    played = play(job, chain, report, guard)
    left = _left(job, chain)
    if played.maker is None:
        return played.outcomes, [*played.problems, *left]
    again = next(c for c in plan(job, load=False) if c.name == chain.name)
    if again.device is None:
        return played.outcomes, [_unkept(job, played), *left]
    told = problem("HY613", job.post, played.maker.line, name=played.missing)
    replayed = play(job, again, report, guard)
    return replayed.outcomes, [told, *replayed.problems]


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
            return [problem("HY614", job.post, step.cell.line, cell=step.cell.name)]
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
