"""The one place where work is timed: CPU seconds of a function and of all processes it starts.

Each measurement runs in a process of its own, forked from this one: modules are imported, no cache
of the engine is filled, as in a command that has just started. CPU time, because wall time tells
of the other users of the machine.
"""

import multiprocessing
import resource
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import psutil


@dataclass(frozen=True, slots=True)
class Spent:
    """What some work took, in seconds."""

    cpu: float
    """user and system, children included"""
    wall: float


class Clock:
    """Started when made; `spent` may be asked again and again."""

    def __init__(self) -> None:
        self._cpu, self._wall = _cpu(), time.perf_counter()

    def spent(self) -> Spent:
        """Since the start; a formula worker that still lives counts with what it used."""
        return Spent(_cpu() - self._cpu, time.perf_counter() - self._wall)


def apart(work: Callable[..., Any], *arguments: object) -> Any:
    """The result of `work`, called in a fork of this process."""
    with multiprocessing.get_context("fork").Pool(1) as pool:
        return pool.apply(work, arguments)


def table(title: str, rows: Iterable[tuple[str, Spent, float]], unit: str) -> str:
    """Lines of (what, spent, times the baseline); `unit` says what the baseline is."""
    lines = [title, "", f"| | CPU s | wall s | × {unit} |", "| --- | --: | --: | --: |"]
    lines += [f"| {what} | {s.cpu:.3f} | {s.wall:.3f} | {ratio:.2f} |" for what, s, ratio in rows]
    return "\n".join(lines)


def _cpu() -> float:
    """Of this process, of its children that ended, and of those that live (in ticks of 10 ms)."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    total = time.process_time() + ended.ru_utime + ended.ru_stime
    for child in psutil.Process().children(recursive=True):
        try:
            total += sum(child.cpu_times()[:4])
        except psutil.NoSuchProcess:
            continue
    return total
