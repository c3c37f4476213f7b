"""One small process between driver and kernel: it ends the kernel's whole tree, and proves it.

usage: keeper.py LEASH HELD -- COMMAND…   (numbers of inherited descriptors; HELD: "3,4" or "-")

Two processes, so that either may be killed: the inner one adopts whatever the kernel's tree
orphans, holds the deadline and the memory limit; the outer one adopts what the inner one leaves.
Both end a tree alike: stop everybody, kill everybody, until the machine says there is no child.
The held descriptors (locks of cards) close only after that.

The leash is a stream socket, a line a message. To the keeper: `D seconds` a deadline from now,
`D -` none; `M bytes` a memory limit, `M -` none; `S number` a signal to the kernel; `K` end now;
its closing, which is the driver's death, is an end too. From it: `P pid` the kernel runs; `T` the
deadline passed; `O` the memory limit passed; `C code` the kernel ended; `X survivors` the last
word, where all are gone but so many.

Standard library only, one thread. On Linux nobody gets away; elsewhere those who leave the
kernel's process group may.
"""

import os
import select
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

GRACE = 2.0
"""seconds between the interrupt at the deadline and the end"""
PATIENCE = 10.0
"""seconds after which a process that cannot be killed is counted as a survivor"""
LOOK = 0.25
"""seconds between two looks at the memory"""
PAGE = os.sysconf("SC_PAGE_SIZE")
LINUX = sys.platform == "linux"
PARENT_DIES, ADOPTS = 1, 36
"""prctl's PR_SET_PDEATHSIG and PR_SET_CHILD_SUBREAPER"""
PROC = Path("/proc")


def guard(leash: int, held: Sequence[int], start: Callable[[], None]) -> None:
    """Run `start` in a grandchild, under guard, until it ends; never returns.

    `start` is called in the kernel's process and need not return either.
    """
    os.setsid()
    _prctl(ADOPTS, 1)
    outer = os.getpid()
    inner = os.fork()
    if inner == 0:
        _Inner(leash, held, start).run(outer)
    with suppress(ChildProcessError):
        os.waitpid(inner, 0)
    _say(leash, f"X {sweep()}")
    os._exit(0)


class _Inner:
    """The loop around one kernel."""

    def __init__(self, leash: int, held: Sequence[int], start: Callable[[], None]) -> None:
        self.leash, self.held, self.start = leash, held, start
        self.pid = 0
        self.code: int | None = None
        self.over = False
        self.deadline: float | None = None
        self.kill_at: float | None = None
        self.limit = 0
        self.looked = 0.0
        self.buffer = b""

    def run(self, outer: int) -> None:
        """Guard until the kernel, the driver, the patience or the memory ends; never returns."""
        _prctl(ADOPTS, 1)
        _prctl(PARENT_DIES, signal.SIGTERM)
        self.wake, wake = os.pipe()
        for end in (self.wake, wake):
            os.set_blocking(end, False)
        signal.signal(signal.SIGTERM, lambda *_: setattr(self, "over", True))
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
        self.over = os.getppid() != outer
        self._fork(wake)
        _say(self.leash, f"P {self.pid}")
        while self.code is None and not self.over:
            self._turn()
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)  # all there is to do where there is no /proc
        sweep()
        _say(self.leash, f"C {-9 if self.code is None else self.code}")
        os._exit(0)

    def _fork(self, wake: int) -> None:
        """The kernel's process, which holds nothing of the keeper's."""
        inner = os.getpid()
        self.pid = os.fork()
        if self.pid:
            return
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGCHLD, signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        for descriptor in (self.leash, self.wake, wake, *self.held):
            os.close(descriptor)
        os.setsid()
        _prctl(PARENT_DIES, signal.SIGKILL)
        if os.getppid() == inner:
            self.start()
        os._exit(0)

    def _turn(self) -> None:
        """Wait for the next thing to happen, and deal with it."""
        ready, _, _ = select.select([self.leash, self.wake], [], [], self._pause())
        if self.wake in ready:
            with suppress(BlockingIOError):
                os.read(self.wake, 4096)
        if self.leash in ready:
            self._hear()
        self._reap()
        now = time.monotonic()
        if self.deadline is not None and now >= self.deadline:
            _say(self.leash, "T")
            self.deadline, self.kill_at = None, now + GRACE
            self._signal(signal.SIGINT)
        self.over = self.over or (self.kill_at is not None and now >= self.kill_at)
        if self.limit and now >= self.looked + LOOK:
            self.looked = now
            if exceeds(self.limit, tree(os.getpid())):
                _say(self.leash, "O")
                self.over = True

    def _pause(self) -> float | None:
        """Seconds until something is due; None: nothing is."""
        now = time.monotonic()
        due = [at - now for at in (self.deadline, self.kill_at) if at is not None]
        due += [LOOK] if self.limit else []
        return max(0.0, min(due)) if due else None

    def _hear(self) -> None:
        try:
            data = os.read(self.leash, 4096)
        except OSError:
            data = b""
        self.over = self.over or not data
        *lines, self.buffer = (self.buffer + data).split(b"\n")
        for line in lines:
            order, _, rest = line.decode().partition(" ")
            self._obey(order, rest)

    def _obey(self, order: str, rest: str) -> None:
        if order == "D":
            self.deadline = None if rest == "-" else time.monotonic() + float(rest)
            self.kill_at = None
        elif order == "M":
            self.limit = 0 if rest == "-" else int(rest)
        elif order == "S":
            self._signal(int(rest))
        elif order == "K":
            self.over = True

    def _reap(self) -> None:
        """Bury the dead, the adopted too; the kernel's own end is noted."""
        with suppress(ChildProcessError):
            while True:
                pid, status = os.waitpid(-1, os.WNOHANG)
                if pid == 0:
                    return
                if pid == self.pid:
                    self.code = os.waitstatus_to_exitcode(status)

    def _signal(self, number: int) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.pid, number)


def sweep() -> int:
    """Stop and kill every descendant until there is none; how many could not be killed."""
    own, end = os.getpid(), time.monotonic() + PATIENCE
    while True:
        for number in (signal.SIGSTOP, signal.SIGKILL):  # or a tree outgrows us while we look
            for pid in tree(own):
                with suppress(ProcessLookupError, PermissionError):
                    os.kill(pid, number)
        try:
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        except ChildProcessError:
            return 0
        if time.monotonic() > end:
            return len(tree(own))
        time.sleep(0.005)


def tree(root: int) -> list[int]:
    """Every living descendant; none where the machine has no /proc."""
    found: list[int] = []
    above = [root]
    while above:
        children = list(_children(above.pop()))
        found += children
        above += children
    return found


def _children(pid: int) -> Iterator[int]:
    """Of all the threads of a process; a process that is gone has none."""
    with suppress(OSError):
        for thread in (PROC / str(pid) / "task").iterdir():
            with suppress(OSError):
                yield from map(int, (thread / "children").read_text("ascii").split())


def exceeds(limit: int, pids: Sequence[int]) -> bool:
    """Whether the processes hold more bytes of their own than `limit`.

    Pages that forks share count for each of them at first, which is cheap; only when that is too
    much are they counted once.
    """
    return sum(map(_private, pids)) > limit and sum(map(_fair, pids)) > limit


def _private(pid: int) -> int:
    """Resident bytes that are no file's."""
    with suppress(OSError):
        _, resident, shared, *_ = (PROC / str(pid) / "statm").read_text("ascii").split()
        return (int(resident) - int(shared)) * PAGE
    return 0


def _fair(pid: int) -> int:
    """The process's share of such bytes, those of shared memory among them."""
    with suppress(OSError):
        lines = (PROC / str(pid) / "smaps_rollup").read_text("ascii").splitlines()
        told = (line.split() for line in lines if line.startswith(("Pss_Anon:", "Pss_Shmem:")))
        return sum(int(fields[1]) * 1024 for fields in told)
    return 0


def _say(leash: int, line: str) -> None:
    """To the driver, if it still lives."""
    with suppress(OSError):
        os.write(leash, line.encode() + b"\n")


def _prctl(option: int, value: int) -> None:
    if LINUX:
        import ctypes

        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)


def main(arguments: Sequence[str]) -> None:
    """As a program of its own: in front of any command."""
    leash, numbers, _, *command = arguments
    held = [int(number) for number in numbers.split(",")] if numbers != "-" else []
    for descriptor in (int(leash), *held):
        os.set_inheritable(descriptor, False)
    guard(int(leash), held, lambda: os.execvp(command[0], command))


if __name__ == "__main__":
    main(sys.argv[1:])
