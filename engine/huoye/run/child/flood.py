"""The one place where a cell's flood of text stops at its source."""

import sys
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

KEPT = 1 << 20
"""characters a cell that are passed on"""
LIMIT = 64 << 20
"""characters a cell after which it is stopped"""
NOTE = "\n[huoye: the rest of this cell's output is not kept]\n"

DISPLAYS = 1000
"""displays a cell that are passed on"""
OURS = "application/vnd.huoye."

Write = Callable[[Any, str], int | None]


class Flood(RuntimeError):  # noqa: N818 - the name an author reads
    """Raised in the cell that prints beyond all measure."""


class Meter:
    """Counts what one cell prints, and keeps of a progress bar its last state."""

    def __init__(self, write: Write) -> None:
        self.write = write
        self.count = 0
        self.sent = 0
        self.pending: dict[Any, str] = {}
        """stream → the state of a bar on its last line, which the next state may replace"""

    def reset(self) -> None:
        """A new cell begins. What IPython put before the streams' own write is taken away."""
        self.count = self.sent = 0
        for stream in (sys.stdout, sys.stderr):
            vars(stream).pop("write", None)

    def put(self, stream: object, text: str) -> int | None:
        """As the stream's own write, until the cell has had its share."""
        self.count += len(text)
        folds = "\r" in text or stream in self.pending
        shown = self._folded(stream, text) if folds else text
        self._send(stream, shown)
        if self.count > LIMIT:
            self.count = 0
            raise Flood(f"this cell printed more than {LIMIT >> 20} million characters")
        return len(text)

    def _folded(self, stream: object, text: str) -> str:
        """The text without states that are written over; the last line's waits."""
        *lines, last = (self.pending.pop(stream, "") + text).split("\n")
        whole = "".join(f"{_last_state(line).rstrip(chr(13))}\n" for line in lines)
        if "\r" not in last:
            return whole + last
        self.pending[stream] = _last_state(last)
        return whole

    def _send(self, stream: object, text: str) -> None:
        before, self.sent = self.sent, self.sent + len(text)
        if self.sent <= KEPT:
            self.write(stream, text)
        elif before <= KEPT:
            self.write(stream, text[: KEPT - before] + NOTE)

    def flush(self, *_: object) -> None:
        """The cell is over: the last states are what is seen of its bars."""
        for stream, text in self.pending.items():
            self._send(stream, text)
        self.pending.clear()


def _last_state(line: str) -> str:
    """What a line shows after its carriage returns; one at its very end takes nothing away."""
    body = line.rstrip("\r")
    return "\r" * ("\r" in body) + body.rpartition("\r")[2] + line[len(body) :]


class Displays:
    """Lets only so many displays of one cell through; who shows a hundred thousand sees none."""

    def __init__(self, publisher: Any) -> None:
        self.publish = publisher.publish
        self.count = 0
        publisher.publish = self.show

    def reset(self) -> None:
        """A new cell begins."""
        self.count = 0

    def show(self, data: dict[str, Any], *args: object, **kwargs: object) -> None:
        """As the publisher's own, until the cell has had its share; recorded values always."""
        ours = any(kind.startswith(OURS) for kind in data)
        self.count += not ours
        if ours or self.count <= DISPLAYS:
            self.publish(data, *args, **kwargs)
        elif self.count == DISPLAYS + 1:
            sys.stdout.write(NOTE)


def install(shell: Any) -> Meter:
    """Put a meter in front of the kernel's stdout and stderr.

    IPython 9 copies all that is printed into its history, by a write method on the stream itself:
    a second copy in memory that nobody reads, and one that our own method would not see.
    """
    from ipykernel.iostream import OutStream

    shell._tee = lambda channel: nullcontext()
    meter = Meter(OutStream.write)

    def write(self: object, string: str) -> int | None:
        return meter.put(self, string)

    OutStream.write = write  # type: ignore[method-assign]
    shell.events.register("post_run_cell", meter.flush)
    return meter
