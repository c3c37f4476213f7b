"""One post: what is stale is run, what is fresh is loaded or replayed where it is needed."""

from collections.abc import Iterable

from huoye.model.event import Report, silent
from huoye.model.problem import Problem, problem
from huoye.run.job import Outcome, PostResult, PostRun
from huoye.run.plan import EXECUTED, Chain, plan
from huoye.run.record import sweep

LANGUAGE = "python"
"""the one language whose kernels are started"""


def run_post(job: PostRun, report: Report = silent) -> PostResult:
    """Bring a post's results up to date; every finished cell is stored at once.

    Never raises for what a cell does. Records of cells that the post no longer has are removed.
    """
    outcomes: list[Outcome] = []
    problems: list[Problem] = []
    for chain in plan(job):
        done, said = _run_chain(job, chain, report)
        outcomes += done
        problems += said
    sweep(job.frozen, [cell.name for cell in job.cells])
    place = {cell.name: index for index, cell in enumerate(job.cells)}
    outcomes.sort(key=lambda outcome: place[outcome.cell])
    return PostResult(job.post, tuple(outcomes), tuple(problems))


def _run_chain(
    job: PostRun, chain: Chain, report: Report
) -> tuple[Iterable[Outcome], Iterable[Problem]]:
    obstacle = _obstacle(job, chain)
    if obstacle is not None:
        return _skipped(chain), [obstacle]
    try:
        from huoye.run.chain import play
    except ImportError as error:
        return _skipped(chain), [problem("HY618", job.post, reason=error)]

    _prepare(job)
    played = play(job, chain, report)
    if not played.missing:
        return played.outcomes, played.problems
    told = problem("HY613", job.post, _line(chain), name=played.missing)
    again = next(c for c in plan(job, load=False) if c.name == chain.name)
    replayed = play(job, again, report)
    return replayed.outcomes, [told, *replayed.problems]


def _obstacle(job: PostRun, chain: Chain) -> Problem | None:
    """Why nothing of the chain can be executed, where something should be."""
    first = next((s for s in chain.steps if s.action in EXECUTED), None)
    if chain.device is None:
        left = next((s for s in chain.steps if s.key and s.action == "skip"), None)
        if left is None:
            return None
        return problem("HY614", job.post, left.cell.line, cell=left.cell.name)
    if first is None:
        return None
    foreign = next((s.cell for s in chain.steps if s.cell.language != LANGUAGE), None)
    if foreign is not None:
        return problem("HY620", job.post, foreign.line, language=foreign.language)
    if job.font is None:
        return problem("HY601", job.post, first.cell.line)
    return None


def _skipped(chain: Chain) -> list[Outcome]:
    return [
        Outcome(s.cell.name, s.cell.line, "unchanged" if s.action == "leave" else "skipped")
        for s in chain.steps
    ]


def _prepare(job: PostRun) -> None:
    """Folders that cells may see or need, before the first cell looks."""
    job.frozen.mkdir(parents=True, exist_ok=True)
    (job.root / ".huoye" / "matplotlib").mkdir(parents=True, exist_ok=True)


def _line(chain: Chain) -> int:
    """Of the first cell whose names were loaded."""
    return next(step.cell.line for step in chain.steps if step.action == "load")
