"""Runs given to Slurm, a job a post, by the one door to submitit: nothing but the plain command.

A job works in a copy of its own and hands out into a folder of its own. One that was lost is given
again; what it still hands out afterwards is judged like everything else, and dropped where late.
"""

import json
import secrets
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from math import ceil
from pathlib import Path
from typing import Any, Protocol

from huoye.disk.write import write_whole
from huoye.model.halt import Halt
from huoye.model.problem import Problem, problem
from huoye.remote.alone import alone
from huoye.remote.box import Ends
from huoye.remote.errand import Errand
from huoye.remote.gather import copy_files, gather
from huoye.remote.place import Cluster
from huoye.remote.request import HUOYE, request_of
from huoye.remote.take import Taker, told
from huoye.run import options
from huoye.run.device import asks_for_card, cards_needed, made_on_card
from huoye.run.job import PostResult
from huoye.run.plan import EXECUTED
from huoye.site.opened import Site
from huoye.site.revision import Revision, leave_revision
from huoye.site.running import Planned

RETRIES = 2
"""how often a post whose worker was lost is given again; a cell's own exception is a result"""
LOOKS = 1.0
"""seconds between looks"""
SPARE = 10
"""minutes beyond the limits of the cells"""
JOBS = "jobs"
"""where submitit keeps its scripts and logs, as long as there is a job"""


class Job(Protocol):
    """What is used of a job of submitit's: whether it ended, never the pickle it may leave."""

    @property
    def job_id(self) -> str:
        """As the scheduler calls it."""
        ...

    def done(self, force_check: bool = False) -> bool:
        """Whether its worker is gone."""
        ...


@dataclass(frozen=True, slots=True)
class Ask:
    """What a job needs of the cluster."""

    name: str
    gpus: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Scheduler:
    """The two questions that a cluster is asked."""

    submit: Callable[[Sequence[str], Ask], Job]
    known: Callable[[str], Job]
    """the job that an earlier command gave"""


@dataclass(slots=True)
class _Given:
    """A post that was given to the cluster."""

    post: str
    state: str
    """of the errand"""
    number: str = ""
    """of the job, as the scheduler calls it"""
    folder: str = ""
    """of this attempt"""
    lost: int = 0


@dataclass(slots=True)
class _Watched:
    """A job that is looked at."""

    given: _Given
    job: Job
    taker: Taker
    problems: list[Problem] = field(default_factory=list)
    shown: int = 0
    """steps that were reported"""


def run_on_cluster(errand: Errand, cluster: Cluster, ends: Ends) -> Iterator[PostResult]:
    """Bring the posts up to date there; jobs that an earlier command gave are followed."""
    home = errand.site.cache / "cluster"
    with alone(home, cluster.kind):
        session = Session(errand, home, scheduler(cluster, home / JOBS), ends)
        try:
            yield from session.go()
        except KeyboardInterrupt:
            ends.tell(problem("HY665", host=cluster.kind))
            raise


def scheduler(cluster: Cluster, folder: Path) -> Scheduler:
    """Slurm, or the same on this machine; raises Halt HY083 where there is none."""
    kind = "local" if cluster.kind == "local-cluster" else "slurm"
    try:
        import submitit

        executor = submitit.AutoExecutor(folder=folder, cluster=kind)
    except (ImportError, RuntimeError) as error:
        raise Halt(problem("HY083", reason=error)) from None

    def submit(command: Sequence[str], ask: Ask) -> Job:
        chosen = {"slurm_partition": cluster.partition} if cluster.partition else {}
        cards = {"gpus_per_node": ask.gpus} if ask.gpus else {}
        executor.update_parameters(timeout_min=ask.minutes, name=ask.name, **chosen, **cards)
        try:
            job: Job = executor.submit(submitit.helpers.CommandFunction(list(command)))
        except (submitit.core.utils.FailedJobError, OSError) as error:
            raise Halt(problem("HY083", reason=error)) from None
        return job

    def known(number: str) -> Job:
        job = submitit.LocalJob if kind == "local" else submitit.SlurmJob
        return job(folder=executor.folder, job_id=number)

    return Scheduler(submit, known)


class Session:
    """One command of the author's: posts given, looked at, given again where a worker was lost."""

    def __init__(self, errand: Errand, home: Path, cluster: Scheduler, ends: Ends) -> None:
        self.errand, self.home, self.cluster, self.ends = errand, home, cluster, ends
        self.site: Site = errand.site
        self.state = errand.state()

    def go(self) -> Iterator[PostResult]:
        """Results of the posts as their jobs end."""
        watched = self._earlier()
        busy = {item.given.post for item in watched}
        for due in self.errand.plan():
            if due.job.post not in busy:
                watched.append(self._give(due, _Given(due.job.post, self.state)))
        while watched:
            for item in list(watched):
                over = item.job.done()
                item.problems += item.taker.take(last=over).problems
                steps = item.taker.steps(item.shown)
                item.shown += len(steps)
                for step in steps:
                    self.ends.report(step)
                if over:
                    watched.remove(item)
                    yield from self._end(item, watched)
            if watched:
                time.sleep(LOOKS)
        shutil.rmtree(self.home / JOBS, ignore_errors=True)

    def _earlier(self) -> list[_Watched]:
        """Jobs of a command that is no more."""
        found: list[_Watched] = []
        for note in sorted(self.home.glob("*/given.json")):
            try:
                given = _Given(**json.loads(note.read_text("utf-8")))
            except (OSError, ValueError, TypeError):
                continue
            self.ends.tell(problem("HY667", host="slurm", posts=given.post))
            found.append(self._watch(given, self.cluster.known(given.number)))
        return found

    def _give(self, item: Planned, given: _Given) -> _Watched:
        """A copy of what the post needs, and a job that runs in it."""
        name = _plain(item.job.post)
        folder = self.home / name / f"run-{secrets.token_hex(4)}"
        request = request_of([item], self.errand.wish, given.state)
        copy_files(self.site.root, gather(self.site, [item]).files, folder / "site")
        leave_revision(folder / "site", Revision(request.commit, request.dirty))
        command = (*HUOYE, *request.command(str(folder / "site"), str(folder / "out")))
        job = self.cluster.submit(command, ask_of(item, self.errand.wish.device))
        given.number, given.folder = job.job_id, str(folder)
        write_whole(self.home / name / "given.json", json.dumps(asdict(given)).encode())
        return self._watch(given, job)

    def _watch(self, given: _Given, job: Job) -> _Watched:
        folder = Path(given.folder) / "out"
        return _Watched(given, job, Taker(self.site, folder, force=self.errand.wish.force))

    def _end(self, item: _Watched, watched: list[_Watched]) -> Iterator[PostResult]:
        """What a job that ended gave; one that was lost is given again."""
        returned = item.taker.returned()
        outdated = item.given.state != self.state
        yield from told(returned, item.problems, same=not outdated)
        due = [p for p in self.errand.plan() if p.job.post == item.given.post]
        if due and item.given.lost < RETRIES and (returned is None or outdated):
            lost = 0 if returned is not None else item.given.lost + 1
            watched.append(self._give(due[0], _Given(item.given.post, self.state, lost=lost)))
            return
        if due and returned is None:
            yield PostResult("", (), (problem("HY669", host="slurm", reason="-"),))
        shutil.rmtree(self.home / _plain(item.given.post), ignore_errors=True)


def ask_of(item: Planned, device: Any) -> Ask:
    """Cards where a cell to be executed says so, was run on one, or the author does; and time."""
    steps = [step for chain in item.chains for step in chain.steps if step.action in EXECUTED]
    cards = [1] if device == "cuda" else [0]
    for step in steps:
        cell = step.cell
        if asks_for_card(cell) or "gpus" in cell.options or made_on_card(step.record):
            cards.append(cards_needed([cell]))
    limit = sum(options.seconds(step.cell, item.job.timeout) for step in steps)
    return Ask(f"huoye-{item.job.name}", max(cards), ceil(limit / 60) + SPARE)


def _plain(post: str) -> str:
    return post.removesuffix("/index.md").replace("/", "-")
