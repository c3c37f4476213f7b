"""Wanted posts to trials: which results can be verified here, and why the others cannot."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from huoye.fresh.key import runs
from huoye.fresh.report import cell_problems
from huoye.model.cell import Cell
from huoye.model.draft import Draft
from huoye.model.problem import Problem, problem
from huoye.model.record import Preset, Record
from huoye.run.device import made_on_card
from huoye.run.job import PostRun
from huoye.run.plan import plan
from huoye.site.cells import Bench
from huoye.site.changed import changed_since
from huoye.site.choose import Wanted
from huoye.site.needs import touched
from huoye.site.opened import Site
from huoye.site.records import Frozen, read_frozen
from huoye.site.running import Planned, RunWish, by_post, job_of


@dataclass(frozen=True, slots=True)
class TrialWish:
    """How results are to be verified."""

    preset: Preset
    today: date
    named: bool = False
    """whether the author named the posts"""
    since: str | None = None
    """git revision; only posts that changed since then"""


@dataclass(frozen=True, slots=True)
class Trial:
    """One post to verify."""

    planned: Planned
    """`job.only`: the cells to compare; nothing is executed where there is none"""
    old: Frozen
    unfit: Mapping[str, Problem]
    """cells that cannot be verified here, and why"""
    full: tuple[str, ...]
    """cells with a full result that a quick verification leaves alone"""
    named: bool
    """asked for by name: then what cannot be verified counts"""

    @property
    def draft(self) -> Draft:
        """The post."""
        return self.planned.draft

    @property
    def job(self) -> PostRun:
        """What is run."""
        return self.planned.job

    @property
    def records(self) -> list[Record]:
        """The committed ones, as far as they are sound."""
        return [r for r in self.old.records.values() if isinstance(r, Record)]

    @property
    def executes(self) -> bool:
        """Whether there is anything to compare."""
        return bool(self.job.only)


def plan_trials(site: Site, wanted: Sequence[Wanted], wish: TrialWish) -> list[Trial]:
    """Posts with cells, in order; those without a result and without a reason are left out.

    Raises Halt HY028 for a revision that git does not know.
    """
    bench = Bench(site)
    changed = changed_since(site.root, wish.since) if wish.since is not None else None
    runs_all = RunWish(wish.preset, "auto", force=True, today=wish.today)
    posts = [(draft, labels) for draft, labels in by_post(wanted) if draft.cells]
    jobs = ((d, labels, job_of(site, d, labels, runs_all, bench)) for d, labels in posts)
    trials = (_trial(site, d, labels, job, named=wish.named) for d, labels, job in jobs)
    found = [trial for trial in trials if trial.executes or trial.unfit]
    return [t for t in found if changed is None or touched(t.draft, t.records, changed)]


def _trial(site: Site, draft: Draft, labels: frozenset[str], job: PostRun, *, named: bool) -> Trial:
    asked = [cell for cell in draft.cells if not labels or cell.name in labels]
    found = {c.name: _reason(job, draft, c, named=c.name in labels) for c in asked}
    unfit = {name: why for name, why in found.items() if why is not None}
    verdicts = job.verdicts
    fit = {n for n in found.keys() - unfit.keys() if n in verdicts and verdicts[n].record}
    job = replace(job, only=frozenset(fit), force=frozenset(c.name for c in draft.cells))
    unfit |= _lacking(job, fit)
    job = replace(job, only=frozenset(fit - unfit.keys()))
    folder = site.root / job.folder
    full = tuple(_full(site, job, fit)) if job.preset == "quick" else ()
    old = read_frozen(folder, draft.cells, job.preset)
    return Trial(Planned(draft, job, plan(job)), old, unfit, full, named)


def _reason(job: PostRun, draft: Draft, cell: Cell, *, named: bool) -> Problem | None:
    """Why a cell has nothing to compare; a silent one without a result is no loss."""
    verdict = job.verdicts.get(cell.name)
    told = cell.labelled or named
    if not cell.evaluated:
        return _problem("HY635", job, cell) if named else None
    if not runs(cell, job.preset):
        return _problem("HY631", job, cell) if told else None
    if verdict is None or verdict.state == "never":
        return _problem("HY632", job, cell) if told else None
    if verdict.state == "damaged":
        return next(iter(cell_problems(job.post, [cell], job.verdicts)))
    return _problem("HY634", job, cell) if draft.front.archived else None


def _lacking(job: PostRun, fit: set[str]) -> dict[str, Problem]:
    """Cells that need a card which is not here, or whose chain was run on one."""
    found: dict[str, Problem] = {}
    for chain in plan(job):
        lacks = chain.device is None
        for step in chain.steps:
            lacks = lacks or (not job.gpu and made_on_card(step.record))
            if lacks and step.cell.name in fit:
                found[step.cell.name] = _problem("HY630", job, step.cell)
    return found


def _problem(code: str, job: PostRun, cell: Cell) -> Problem:
    folder = job.post.removesuffix("/index.md")
    other = "full" if job.preset == "quick" else "quick"
    return problem(
        code, job.post, cell.line, cell=cell.name, post=folder, preset=job.preset, other=other
    )


def _full(site: Site, job: PostRun, names: set[str]) -> Iterator[str]:
    """Those of the cells whose full result the page may show instead."""
    full = read_frozen(site.root / job.folder, job.cells, "full").records
    yield from (cell.name for cell in job.cells if cell.name in names and full[cell.name])
