"""The machine to how many kernels it carries at once."""

import heapq
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

SHARE = 1.5e9
"""bytes of free memory that a kernel is reckoned to need"""
MEMORY = Path("/proc/meminfo")


@dataclass(frozen=True, slots=True)
class Capacity:
    """How many kernels may run side by side; one that has a card is bounded by the cards."""

    cpu: int = 1
    """those without a card"""
    total: int | None = None
    """all of them; None: no further bound"""


ALONE = Capacity()
"""one kernel after the other, but for those with cards"""


def capacity(jobs: int, threads: int) -> Capacity:
    """What the author asked for, or what cores and free memory allow where `jobs` is 0."""
    if jobs:
        return Capacity(jobs, jobs)
    return Capacity(max(1, min(cores() // threads, int(free_memory() / SHARE))))


def together(seconds: Iterable[float], lanes: int) -> float:
    """When the last of several pieces of work ends, the longest being begun first."""
    ends = [0.0] * max(lanes, 1)
    for piece in sorted(seconds, reverse=True):
        heapq.heapreplace(ends, ends[0] + piece)
    return max(ends)


def cores() -> int:
    """Those that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def free_memory() -> float:
    """Bytes that can be had without swapping; half of all where the system does not tell."""
    try:
        lines = MEMORY.read_text("ascii").splitlines()
        told = dict(line.split(":", 1) for line in lines if ":" in line)
        return float(told["MemAvailable"].split()[0]) * 1024
    except (OSError, KeyError, ValueError):
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2
