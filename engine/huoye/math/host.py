"""Jobs to answers by several MathJax processes, whatever happens to single ones."""

import os
from collections.abc import Generator, Sequence
from threading import Thread

from huoye.math.engines import Engine
from huoye.math.lane import Lane, Pool
from huoye.math.wire import Answer
from huoye.model.formula import Job

WINDOW = 50
"""Jobs on the way to a worker at once."""
PER_WORKER = 2500
"""A further worker must save its reader more than the second of CPU in which it warms up."""
MOST_WORKERS = 4


class Host:
    """The lanes of a site; processes start when the first job needs them and stay for the next."""

    def __init__(self, engines: Sequence[Engine], deadline: float = 10.0) -> None:
        """`deadline`: seconds for one formula; a slow legal one takes 1.2 in node."""
        count = min(MOST_WORKERS, os.cpu_count() or 1)
        self.lanes = tuple(Lane(engines, deadline) for _ in range(count))

    def answers(self, jobs: Sequence[Job]) -> Generator[tuple[Job, Answer]]:
        """An answer for each job, in the order in which they are ready.

        Raises Halt HY304 when no engine starts; nothing that a formula does raises.
        """
        count = max(1, min(len(self.lanes), len(jobs) // PER_WORKER))
        pool = Pool(jobs, max(1, min(WINDOW, len(jobs) // (2 * count))))
        lanes = self.lanes[:count]
        threads = [Thread(target=lane.run, args=(pool,), daemon=True) for lane in lanes]
        for thread in threads:
            thread.start()
        finished = False
        try:
            left = len(jobs)
            while left:
                done = pool.done.get()
                if isinstance(done, BaseException):
                    raise done
                yield from done
                left -= len(done)
            finished = True
        finally:
            if not finished:  # interrupted: nobody reads the answers that are on their way
                pool.cancel()
                self.close()
            for thread in threads:
                thread.join()
            if not finished:  # a lane may have been about to start its worker
                self.close()

    def begin(self) -> None:
        """Start the first process without waiting for it."""
        self.lanes[0].begin()

    def close(self) -> None:
        """End the processes; a later job starts new ones."""
        for lane in self.lanes:
            lane.close()
