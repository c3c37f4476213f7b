"""What `verify` found of a post, cell by cell."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from huoye.fresh.compare import comparable
from huoye.fresh.moved import Moved
from huoye.model.problem import Problem
from huoye.model.record import Reason, Record

Fate = Literal["same", "moved", "failed", "unverified"]


@dataclass(frozen=True, slots=True)
class Checked:
    """One cell.

    same: the rerun gave what the record says; moved: it did not; failed: it did not end well, or
    the record is damaged; unverified: it could not be tried here, and `why` says the reason.
    """

    cell: str
    line: int
    fate: Fate
    old: Record | None = None
    """the committed one"""
    new: Record | None = None
    """the one of the rerun"""
    moved: tuple[Moved, ...] = ()
    why: Problem | None = None
    stale: tuple[Reason, ...] = ()
    """why the committed result is of other code or inputs"""
    signed: bool = False
    """whether the rerun's signature stands in the record now"""

    @property
    def signable(self) -> bool:
        """Whether the rerun vouches for the record: something was compared, and by fresh code."""
        same = self.fate == "same" and not self.stale
        return same and self.old is not None and comparable(self.old)


Blobs = Mapping[tuple[str, str], bytes]
"""(cell, file) → content of a figure"""


@dataclass(frozen=True, slots=True)
class Verified:
    """One post."""

    post: str
    title: str
    cells: tuple[Checked, ...]
    named: bool = False
    """asked for by name: then what could not be verified counts"""
    full: tuple[str, ...] = ()
    """cells whose full result was left alone by a quick verification"""
    problems: tuple[Problem, ...] = ()
    """errors of the rerun"""
    old: Blobs = field(default_factory=dict)
    new: Blobs = field(default_factory=dict)

    @property
    def good(self) -> bool:
        """Everything that was asked for is reproduced."""
        bad = ("moved", "failed", "unverified") if self.named else ("moved", "failed")
        return not self.problems and all(cell.fate not in bad for cell in self.cells)
