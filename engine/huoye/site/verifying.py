"""Trials to findings: each post is run in a copy of what it needs, and compared."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from huoye.disk.scratch import scratch_copy
from huoye.fresh.compare import compare, false_checks
from huoye.fresh.verified import Checked, Fate, Verified
from huoye.model.cell import Cell
from huoye.model.event import Report
from huoye.model.problem import Problem, problem
from huoye.model.record import Record
from huoye.run.forkserver import warm
from huoye.run.guard import Guard
from huoye.run.job import PostResult
from huoye.run.posts import run_post
from huoye.run.stop import Stop
from huoye.site.digests import Digests
from huoye.site.locked import locked_versions
from huoye.site.needs import needed
from huoye.site.opened import CACHE, Site
from huoye.site.records import Frozen, read_frozen
from huoye.site.running import check_able
from huoye.site.trial import Trial

FONTS = f"{CACHE}/matplotlib"
"""matplotlib's list of fonts: seconds to make anew"""


def verify_all(site: Site, trials: Sequence[Trial], report: Report) -> Iterator[Verified]:
    """Verify post by post, each in a copy of its own that is gone when its result is there.

    Raises Halt before the first one where none could run: HY618 packages, HY601 font.
    """
    jobs = [trial.job for trial in trials if trial.executes]
    if jobs:
        check_able(jobs[0])
    kernels = sum(chain.executes for trial in trials for chain in trial.planned.chains)
    stop = Stop()
    with warm(site.root, jobs, kernels, stop) as launch:
        for trial in trials:
            result, new = None, Frozen({}, {})
            if trial.executes:
                result, new = _rerun(site, trial, report, Guard(launch, stop))
            yield _verified(trial, result, new)


def _rerun(site: Site, trial: Trial, report: Report, guard: Guard) -> tuple[PostResult, Frozen]:
    """What the post gives in a copy; nothing is written to the site itself."""
    job = trial.job
    locked = locked_versions(site.root)
    fresh = all(verdict.state == "fresh" for verdict in job.verdicts.values())
    paths = needed(trial.draft, trial.records, fresh=fresh) | {FONTS}
    with scratch_copy(site.root, paths) as root:
        copied = replace(job, root=root, now=lambda: Digests(root, os.environ, locked))
        result = run_post(copied, report, guard)
        return result, read_frozen(root / job.folder, job.cells, job.preset)


def _verified(trial: Trial, result: PostResult | None, new: Frozen) -> Verified:
    job = trial.job
    errors = [p for p in result.problems if p.level == "error"] if result is not None else []
    values = _values(trial, new)
    cells = [
        _checked(trial, cell, new, errors, values) for cell in job.cells if _asked(trial, cell)
    ]
    shown = {checked.cell for checked in cells if checked.new is not None}
    return Verified(
        post=job.post,
        title=trial.draft.front.title,
        cells=tuple(cells),
        named=trial.named,
        full=trial.full,
        problems=tuple(errors),
        old={key: data for key, data in trial.old.blobs.items() if key[0] in shown},
        new={key: data for key, data in new.blobs.items() if key[0] in shown},
    )


def _asked(trial: Trial, cell: Cell) -> bool:
    return cell.name in trial.unfit or cell.name in trial.job.only


def _checked(
    trial: Trial,
    cell: Cell,
    new: Frozen,
    errors: Sequence[Problem],
    values: Mapping[str, object],
) -> Checked:
    name, unfit = cell.name, trial.unfit.get(cell.name)
    old, given = trial.old.records.get(name), new.records.get(name)
    stale = trial.job.verdicts[name].reasons if unfit is None else ()
    if unfit is not None:
        fate: Fate = "failed" if unfit.level == "error" else "unverified"
        return Checked(name, cell.line, fate, why=unfit)
    if not isinstance(old, Record) or not isinstance(given, Record):
        fate, why = _ended(trial, cell, errors)
        return Checked(name, cell.line, fate, why=why, stale=stale)
    moved = (*compare(cell, old, given), *false_checks(cell, values))
    return Checked(name, cell.line, "moved" if moved else "same", old, given, moved, None, stale)


def _ended(trial: Trial, cell: Cell, errors: Sequence[Problem]) -> tuple[Fate, Problem]:
    """Why the rerun gave a cell no result: its own failure, or that of one before it."""
    own = next((p for p in errors if dict(p.values).get("cell") == cell.name), None)
    if own is not None:
        return "failed", own
    why, zh = (errors[0].text(), errors[0].text("zh")) if errors else ("", "")
    post = trial.job.post
    return "unverified", problem("HY633", post, cell.line, cell=cell.name, why=why, why_zh=zh)


def _values(trial: Trial, new: Frozen) -> dict[str, object]:
    """Recorded values of the post: those of the rerun over the committed ones."""
    both = [trial.old.records.get(cell.name) for cell in trial.job.cells]
    both += [new.records.get(cell.name) for cell in trial.job.cells]
    records = [record for record in both if isinstance(record, Record)]
    return {name: value.value for record in records for name, value in record.values.items()}
