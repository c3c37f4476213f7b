"""Posts to results, as many kernels side by side as the machine carries, the longest first.

Kernels live in threads. All else is in the caller's thread: what starts, what waits for a card,
every report and every result.
"""

import queue
import tempfile
import threading
import time
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from huoye.model.event import Event, Report, silent
from huoye.model.problem import problem
from huoye.run.capacity import ALONE, Capacity
from huoye.run.cards import NO_CARD, Lease, cards, take
from huoye.run.guard import Guard
from huoye.run.job import PostResult, PostRun, WaitEvent
from huoye.run.plan import Chain
from huoye.run.post import PostWork

POLL = 0.1
"""seconds after which cards that others hold are asked for again"""


def run_post(job: PostRun, report: Report = silent, guard: Guard | None = None) -> PostResult:
    """Bring a post's results up to date; every finished cell is stored at once.

    Never raises for what a cell does. Records of cells that the post no longer has are removed.
    """
    (result,) = run_posts([job], report, guard)
    return result


def run_posts(
    jobs: Iterable[PostRun],
    report: Report = silent,
    guard: Guard | None = None,
    capacity: Capacity = ALONE,
) -> Generator[PostResult, None, None]:
    """The same for several posts; each result is there as soon as its post has ended."""
    works = sorted(map(PostWork, jobs), key=lambda work: -work.price)
    beside = min(len(works), capacity.total or capacity.cpu + len(cards()))
    with _opens(beside) as opens:
        crew = _Crew(report, replace(guard or Guard(), opens=opens), capacity)
        try:
            yield from crew.go(works)
        finally:
            crew.end()


@contextmanager
def _opens(kernels: int) -> Iterator[Path | None]:
    """A file in which kernels tell what they open, where several may run at once."""
    if kernels < 2:
        yield None
        return
    with tempfile.NamedTemporaryFile(prefix="huoye-") as file:
        yield Path(file.name)


@dataclass(frozen=True, slots=True)
class _Going:
    """A chain in its thread."""

    chain: Chain
    lease: Lease
    thread: threading.Thread


@dataclass(frozen=True, slots=True)
class _Ended:
    """A thread's last word."""

    work: PostWork
    error: BaseException | None


class _Shortage:
    """Cards are asked for in turn until they do not suffice; who waits for two holds none."""

    def __init__(self) -> None:
        self._least: int | None = None

    def take(self, count: int) -> Lease | None:
        """So many cards, unless as few or fewer were not to be had a moment ago."""
        if self._least is not None and count >= self._least:
            return None
        lease = take(count)
        if lease is None:
            self._least = count
        return lease


class _Crew:
    """The threads of a run, and what they have taken."""

    def __init__(self, report: Report, guard: Guard, capacity: Capacity) -> None:
        self._report = report
        self._guard = guard
        self._stop = guard.stop
        self._capacity = capacity
        self._mail: queue.Queue[Event | _Ended] = queue.Queue()
        self._going: dict[PostWork, _Going] = {}
        self._told: set[PostWork] = set()
        """posts of which it was said that they wait for cards"""

    def go(self, waiting: list[PostWork]) -> Iterator[PostResult]:
        """Start what fits, hear what is told, until nothing is left."""
        while waiting or self._going:
            short = _Shortage()
            for work in tuple(waiting):
                if self._stop.level:
                    work.give_up()
                chain = work.chain()
                if chain is None:
                    waiting.remove(work)
                    yield work.finish()
                elif self._start(work, chain, short):
                    waiting.remove(work)
            waiting[:0] = self._listen() if self._going or waiting else ()

    def _start(self, work: PostWork, chain: Chain, short: _Shortage) -> bool:
        """Run the chain in a thread of its own, if there is room for it and it may be run."""
        try:
            lease = self._lease(work, chain, short)
        except OSError as error:
            reason = error.strerror or error
            work.give_up(problem("HY643", work.job.post, what="GPU", reason=reason))
            return False
        if lease is None:
            return False
        if not work.begin():
            lease.close()
            return False
        thread = threading.Thread(target=self._play, args=(work, lease), daemon=True)
        self._going[work] = _Going(chain, lease, thread)
        thread.start()
        return True

    def _lease(self, work: PostWork, chain: Chain, short: _Shortage) -> Lease | None:
        """Room for the chain; None where there is none now."""
        going = [other.chain for other in self._going.values()]
        most = self._capacity.total
        if most is not None and len(going) >= most:
            return None
        if chain.device == "cpu":
            beside = sum(other.device == "cpu" for other in going)
            return NO_CARD if beside < self._capacity.cpu else None
        assert chain.gpus <= len(cards()), "planned for a machine that has the cards"
        lease = short.take(chain.gpus)
        if lease is None and work not in self._told:
            self._told.add(work)
            job = work.job
            self._report(WaitEvent("run", job.name, post=job.post, cards=chain.gpus))
        return lease

    def _play(self, work: PostWork, lease: Lease) -> None:
        """All that a thread does."""
        error: BaseException | None = None
        try:
            work.play(self._mail.put, self._guard.on(lease))
        except BaseException as caught:
            error = caught
        self._mail.put(_Ended(work, error))

    def _listen(self) -> Iterable[PostWork]:
        """Pass on reports for a while, and take back a post as soon as its chain has ended."""
        end = time.monotonic() + POLL
        while (left := end - time.monotonic()) > 0:
            try:
                mail = self._mail.get(timeout=left)
            except queue.Empty:
                break
            if isinstance(mail, _Ended):
                self._part(self._going.pop(mail.work))
                if mail.error is not None:
                    raise mail.error
                return (mail.work,)
            self._report(mail)
        return ()

    def _part(self, going: _Going) -> None:
        going.thread.join()
        going.lease.close()

    def end(self) -> None:
        """Kill what still runs: its caller wants no more of it."""
        if self._going:
            self._stop.ask()
            self._stop.ask()
        while self._going:
            work, going = self._going.popitem()
            self._part(going)
            work.give_up()
            work.finish()
