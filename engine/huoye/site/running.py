"""Wanted posts to runs, and runs to results, as many side by side as the machine carries."""

from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import import_module

from huoye.fresh.key import keys
from huoye.model.draft import Draft
from huoye.model.event import Report
from huoye.model.halt import Halt
from huoye.model.problem import problem
from huoye.model.record import Preset
from huoye.run.capacity import ALONE, Capacity
from huoye.run.cards import cards
from huoye.run.forkserver import warm
from huoye.run.guard import Guard
from huoye.run.job import Device, PostResult, PostRun
from huoye.run.memory import memory_limit
from huoye.run.plan import Chain, plan, price
from huoye.run.posts import run_posts
from huoye.run.stop import Stop
from huoye.run.typeface import figure_font
from huoye.site.cells import Bench
from huoye.site.choose import Wanted
from huoye.site.opened import Site


@dataclass(frozen=True, slots=True)
class RunWish:
    """How the posts are to be run."""

    preset: Preset
    device: Device
    force: bool
    today: date


@dataclass(frozen=True, slots=True)
class Planned:
    """One post that has something to run."""

    draft: Draft
    job: PostRun
    chains: tuple[Chain, ...]

    @property
    def price(self) -> float:
        """Seconds by last time's; cells that never ran count as nothing."""
        return price(self.chains)


def plan_runs(site: Site, wanted: Sequence[Wanted], wish: RunWish) -> list[Planned]:
    """What would be executed; posts that are all fresh are not in the list."""
    bench = Bench(site)
    jobs = [(d, job_of(site, d, labels, wish, bench)) for d, labels in by_post(wanted) if d.cells]
    planned = [Planned(draft, job, plan(job)) for draft, job in jobs]
    return [p for p in planned if any(chain.executes or _skipped(chain) for chain in p.chains)]


def run_all(
    planned: Sequence[Planned],
    report: Report,
    stop: Stop | None = None,
    capacity: Capacity = ALONE,
) -> Generator[PostResult, None, None]:
    """Run the posts, the longest first; each result is there as soon as its post ends.

    Raises Halt before the first one where none could run: HY618 packages, HY601 font.
    """
    if not planned:
        return
    check_able(planned[0].job)
    jobs = [item.job for item in planned]
    kernels = sum(chain.executes for item in planned for chain in item.chains)
    stop = stop or Stop()
    with warm(jobs[0].root, jobs, kernels, stop) as launch:
        yield from run_posts(jobs, report, Guard(launch, stop), capacity)


def check_able(job: PostRun) -> None:
    """Raise Halt where no cell could run here: HY618 packages, HY601 font."""
    try:
        import_module("huoye.run.chain")
    except ImportError as error:
        raise Halt(problem("HY618", reason=error)) from None
    if job.font is None:
        raise Halt(problem("HY601"))


def _skipped(chain: Chain) -> bool:
    """A chain that is due but needs a card which is not here: it is told, not run."""
    return chain.device is None and any(s.action == "skip" and s.key for s in chain.steps)


def by_post(wanted: Iterable[Wanted]) -> list[tuple[Draft, frozenset[str]]]:
    """Cells asked for, post by post; the empty set stands for the whole post."""
    labels: dict[str, set[str]] = {}
    drafts: dict[str, Draft] = {}
    for item in wanted:
        drafts[item.draft.path] = item.draft
        labels.setdefault(item.draft.path, set()).add(item.cell)
    return [(d, frozenset(() if "" in labels[p] else labels[p])) for p, d in drafts.items()]


def job_of(
    site: Site, draft: Draft, labels: frozenset[str], wish: RunWish, bench: Bench
) -> PostRun:
    """The run of a post, or of the cells with the labels, as the wish has it."""
    config = site.config.run
    forced = labels or frozenset(c.name for c in draft.cells)
    return PostRun(
        root=site.root,
        post=draft.path,
        cells=draft.cells,
        keys=keys(draft.cells, wish.preset),
        verdicts={v.cell: v for v in bench.verdicts(draft, wish.preset)},
        now=bench.now,
        font=figure_font(site.root, config.font),
        today=wish.today,
        preset=wish.preset,
        device=wish.device,
        gpu=len(cards()),
        seed=int(draft.front.run.get("seed", "0")),
        timeout=config.timeout,
        memory=memory_limit(config.memory),
        threads=config.threads,
        env=config.env,
        commit=bench.head.commit,
        dirty=bench.head.dirty,
        only=labels,
        force=forced if wish.force else frozenset(),
    )
