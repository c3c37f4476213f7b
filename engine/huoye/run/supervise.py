"""A running cell to its end, within its limit, whatever it does; and no process left behind.

The limit is monotonic time. A cell that passes it is interrupted once; two seconds later its
process group is killed with everything that descends from it. On Linux descendants that left the
group are found in /proc; elsewhere they may survive.
"""

import asyncio
import contextlib
import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

Ending = Literal["done", "timeout", "died"]
POLL = 0.05
GRACE = 2.0
"""seconds between SIGINT and SIGKILL"""
PROC = Path("/proc")


async def watch(
    work: "asyncio.Future[object]",
    pid: int,
    limit: float,
    alive: Callable[[], bool],
    mark: str,
) -> Ending:
    """Wait for `work`, the cell in kernel `pid`, and say how it ended.

    Returns at most GRACE and about a second after `limit`. After "timeout" or "died" the kernel
    is dead. `mark`: see `end_all`.
    """
    deadline = time.monotonic() + limit
    ending: Ending = "done"
    while not work.done():
        await asyncio.wait([work], timeout=POLL)
        if work.done():
            break
        if not alive():
            ending = ending if ending == "timeout" else "died"
            break
        now = time.monotonic()
        if ending == "done" and now > deadline:
            ending, deadline = "timeout", now + GRACE
            _signal(pid, signal.SIGINT)
        elif now > deadline:
            break
    if ending != "done":
        end_all(pid, mark)
    await _drop(work)
    return ending


async def _drop(work: "asyncio.Future[object]") -> None:
    """Cancel what still waits for a dead kernel."""
    if not work.done():
        work.cancel()
        await asyncio.wait([work], timeout=1.0)


def end_all(pid: int, mark: str) -> None:
    """Kill the kernel, its group and its descendants, until none is found.

    `mark` is "NAME=VALUE" in the kernel's environment: children that cut every other tie still
    carry it, unless they cleared it on purpose.
    """
    _signal(-pid, signal.SIGKILL)
    for _ in range(50):
        left = [p for p in _family(pid, mark.encode()) if p != os.getpid()]
        for process in left:
            _signal(process, signal.SIGKILL)
        if not left:
            return
        time.sleep(0.02)


def _signal(pid: int, number: signal.Signals) -> None:
    """Send to a process, or to the group -pid; gone is as good as signalled."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.kill(pid, number)  # a negative number is a group


def _family(pid: int, mark: bytes) -> Iterator[int]:
    """Living processes that descend from `pid` or carry the mark."""
    above = dict(parents())
    known = {pid}
    grown = True
    while grown:
        more = {child for child, parent in above.items() if parent in known} - known
        known |= more
        grown = bool(more)
    yield from (p for p in above if p in known or carries(p, mark))


def parents() -> Iterator[tuple[int, int]]:
    """(process, its parent) for all that live; zombies are dead."""
    if not PROC.is_dir():
        return
    for entry in PROC.iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()
            except OSError:
                continue
            if fields[0] != "Z":
                yield int(entry.name), int(fields[1])


def carries(pid: int, mark: bytes) -> bool:
    """Whether "NAME=VALUE" stands in a process's environment."""
    try:
        return mark in (PROC / str(pid) / "environ").read_bytes().split(b"\0")
    except OSError:
        return False
