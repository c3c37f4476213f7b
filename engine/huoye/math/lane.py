"""Tasks through one worker at a time: deadline, blame, and a new worker for a lost one.

Answers come in order, so the formula at fault is the first one that has no answer.
"""

from collections import deque
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Lock

from huoye.math.engines import Engine
from huoye.math.wire import Answer, read_answer, refused
from huoye.math.worker import Ended, StartError, Worker
from huoye.model.formula import Job, TexError
from huoye.model.halt import Halt
from huoye.model.problem import problem

STARTS = 2
"""Starts of an engine before it is given up: one of them may have been killed from outside."""
WEARY_AFTER = 5
"""Timeouts until the deadline falls: a post full of hanging formulas must still end."""
WEARY_SHARE = 5
"""By how much it falls."""


@dataclass(frozen=True, slots=True)
class Task:
    """A job that waits for its answer."""

    job: Job
    suspect: bool = False
    """a worker died while it was being typeset"""


class Pool:
    """The tasks that wait and the answers that came, shared by the lanes."""

    def __init__(self, jobs: Iterable[Job], size: int) -> None:
        """`size`: tasks handed out together."""
        self._waiting = deque(map(Task, jobs))
        self._size = size
        self._lock = Lock()
        self.cancelled = False
        """nobody wants the rest"""
        self.done: SimpleQueue[Sequence[tuple[Job, Answer]] | BaseException] = SimpleQueue()
        """answers as they come, those of one batch together: waking a thread costs as much as
        reading an answer"""

    def take(self) -> list[Task]:
        """The next tasks, none when all are taken; a suspect goes alone."""
        with self._lock:
            taken: list[Task] = []
            while self._waiting and len(taken) < self._size and not self.cancelled:
                if self._waiting[0].suspect and taken:
                    break
                taken.append(self._waiting.popleft())
                if taken[0].suspect:
                    break
            return taken

    def give_back(self, tasks: Sequence[Task]) -> None:
        """Tasks that were taken and not answered, to be taken first."""
        with self._lock:
            self._waiting.extendleft(reversed(tasks))

    def cancel(self) -> None:
        """Let every lane stop at its next step."""
        self.cancelled = True


class Lane:
    """A worker's place: started when first needed, started again when it was lost."""

    def __init__(self, engines: Sequence[Engine], deadline: float) -> None:
        """`deadline`: seconds for one formula."""
        self._engines = deque(engines)
        self._deadline = deadline
        self._worker: Worker | None = None
        self._begun: Worker | None = None
        self.timeouts = 0
        self.restarts = 0

    @property
    def pid(self) -> int | None:
        """Number of the process that works now."""
        return self._worker.pid if self._worker else None

    def begin(self) -> None:
        """Start a process without waiting for it; its faults are met when it is needed."""
        if not self._worker and not self._begun and self._engines:
            with suppress(StartError):
                self._begun = Worker(self._engines[0].command)

    def run(self, pool: Pool) -> None:
        """Work until the pool is empty; what stops this lane reaches whoever waits for answers."""
        try:
            while tasks := pool.take():
                self._answer(tasks, pool)
        except BaseException as error:  # a thread has nowhere else to tell it
            pool.done.put(error)

    def close(self) -> None:
        """End the process."""
        workers = [worker for worker in (self._worker, self._begun) if worker]
        self._worker = self._begun = None
        for worker in workers:
            worker.kill()

    def _answer(self, tasks: Sequence[Task], pool: Pool) -> None:
        worker = self._ready()
        if pool.cancelled:
            return
        worker.send(task.job for task in tasks)
        answers: list[tuple[Job, Answer]] = []
        rest = self._receive_all(worker, tasks, answers)
        pool.done.put(answers)
        if rest is not None:
            pool.give_back(rest)
            self.close()  # lost or not to be trusted: the next task starts another
            self.restarts += 1

    def _receive_all(
        self, worker: Worker, tasks: Sequence[Task], answers: list[tuple[Job, Answer]]
    ) -> Sequence[Task] | None:
        """Fill `answers`; the tasks that are left when the worker is to be replaced, else None."""
        for done, task in enumerate(tasks, start=1):
            answer = self._receive(worker)
            if answer is None and not task.suspect:
                # perhaps not its fault: once more, alone
                return [Task(task.job, suspect=True), *tasks[done:]]
            died = TexError("Died", "The renderer died on this formula, perhaps out of memory")
            answers.append((task.job, answer or refused(died)))
            if not answers[-1][1].lasting:
                return tasks[done:]
        return None

    def _receive(self, worker: Worker) -> Answer | None:
        """The next answer, None when the worker died over it."""
        patience = self._deadline / (WEARY_SHARE if self.timeouts >= WEARY_AFTER else 1)
        try:
            return read_answer(worker.receive(patience))
        except TimeoutError:
            self.timeouts += 1
            return refused(TexError("Timeout", f"No result after {patience:g} s"))
        except (Ended, ValueError):
            return None

    def _ready(self) -> Worker:
        """The worker, started if need be. Raises Halt HY304 when no engine comes up."""
        if self._worker:
            return self._worker
        reason = ""
        while self._engines:
            for _ in range(STARTS):
                try:
                    return self._start(self._engines[0])
                except StartError as error:
                    reason = str(error)
            self._engines.popleft()  # an old or broken node: the other engine, if there is one
        raise Halt(problem("HY304", reason=reason))

    def _start(self, engine: Engine) -> Worker:
        worker = self._worker = self._begun or Worker(engine.command)
        self._begun = None
        try:
            worker.greet()
        except StartError:
            self.close()
            raise
        return worker
