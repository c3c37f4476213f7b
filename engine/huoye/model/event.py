"""Progress as values: stages report them, the command line paints them."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Event:
    """One step of work that can take over a second."""

    stage: str
    """what is being done: "typeset", "run", "render", "write" …"""
    subject: str
    """on what: a post, a cell, a file; may be empty"""
    done: int = 0
    """how much is done"""
    total: int = 0
    """out of how much; 0 where it is not known"""
    seconds: float | None = None
    """how long the finished step took"""


Report = Callable[[Event], None]


def silent(event: Event) -> None:
    """The report of a caller that shows no progress."""
