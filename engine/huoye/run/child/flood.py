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

Write = Callable[[Any, str], int | None]


class Flood(RuntimeError):  # noqa: N818 - the name an author reads
    """Raised in the cell that prints beyond all measure."""


class Meter:
    """Counts what one cell prints."""

    def __init__(self, write: Write) -> None:
        self.write = write
        self.count = 0

    def reset(self) -> None:
        """A new cell begins. What IPython put before the streams' own write is taken away."""
        self.count = 0
        for stream in (sys.stdout, sys.stderr):
            vars(stream).pop("write", None)

    def put(self, stream: object, text: str) -> int | None:
        """As the stream's own write, until the cell has had its share."""
        before, self.count = self.count, self.count + len(text)
        if self.count <= KEPT:
            return self.write(stream, text)
        if before <= KEPT:
            self.write(stream, text[: KEPT - before] + NOTE)
        if self.count > LIMIT:
            self.count = 0
            raise Flood(f"this cell printed more than {LIMIT >> 20} million characters")
        return len(text)


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
    return meter
