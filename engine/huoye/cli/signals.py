"""Ctrl-C and SIGTERM to a stop that is asked for: the command ends by itself, in order."""

import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from huoye.run.stop import Stop


@contextmanager
def heeding(stop: "Stop") -> Iterator[Sequence[int]]:
    """Each signal asks `stop` once more; gives those that came, the first one first.

    A signal that this process was told to ignore, as jobs in the background are, stays ignored.
    After one was heard only the summary is left to be told, which no further one cuts off.
    """
    heard: list[int] = []

    def hear(number: int, frame: FrameType | None) -> None:
        heard.append(number)
        stop.ask()

    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    heeded = [number for number, handler in before.items() if handler is not signal.SIG_IGN]
    for number in heeded:
        signal.signal(number, hear)
    try:
        yield heard
    finally:
        for number in heeded:
            signal.signal(number, signal.SIG_IGN if heard else before[number])
