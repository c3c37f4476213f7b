"""CSV texts of the frames of a swept cell to one, with a column for what is swept."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from huoye.model.record import Frame


@dataclass(frozen=True, slots=True)
class Part:
    """The text of one frame."""

    frame: Frame | None
    """None: of a cell that is executed once"""
    text: bytes
    headed: bool = True
    """whether its first line names the columns"""


def joined_csv(parts: Sequence[Part]) -> bytes:
    """The text of all; empty where a frame has none, for then it would not be the whole.

    The line of names comes once, and anew before a frame that has others. The text of a cell that
    is executed once stays as it is.
    """
    if len(parts) == 1 and parts[0].frame is None:
        return parts[0].text
    if not all(part.text for part in parts):
        return b""
    target = io.StringIO()
    csv.writer(target, lineterminator="\n").writerows(_rows(parts))
    return target.getvalue().encode()


def _rows(parts: Sequence[Part]) -> Iterator[list[str]]:
    told: list[str] = []
    for part in parts:
        rows = list(csv.reader(io.StringIO(part.text.decode(), newline="")))
        head, rows = (rows[0], rows[1:]) if part.headed else ([], rows)
        name, value = (part.frame.name, part.frame.value) if part.frame is not None else ("", "")
        if head and head != told:
            told = head
            yield [name, *head]
        yield from ([value, *row] for row in rows)
