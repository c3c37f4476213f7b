"""What a run of one post is asked for, and what it answers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from huoye.fresh.judge import Now
from huoye.model.cell import Cell
from huoye.model.event import Event
from huoye.model.problem import Problem
from huoye.model.record import Preset, Verdict

Device = Literal["auto", "cpu", "cuda"]


@dataclass(frozen=True, slots=True)
class PostRun:
    """One post to run under one preset."""

    root: Path
    """the site's folder"""
    post: str
    """source of the post, relative to the site: posts/hippo/index.md"""
    cells: Sequence[Cell]
    keys: Sequence[str | None]
    """fresh.key.keys of the cells under the preset"""
    verdicts: Mapping[str, Verdict]
    """by cell name, under the preset"""
    now: Callable[[], Now]
    """digests of inputs as they are at the moment of the call: nothing remembered from before"""
    font: Path | None
    """face for figures, see run/typeface.py; None stops the run"""
    today: date
    preset: Preset = "quick"
    device: Device = "auto"
    gpu: int = 0
    """how many cards this machine has, see run/cards.py"""
    seed: int = 0
    timeout: float = 600.0
    """seconds for a cell that does not say otherwise"""
    memory: int = 0
    """bytes for the kernel of a cell that does not say otherwise; 0 for no limit"""
    threads: int = 2
    """threads of a kernel's libraries: how sums are split among them decides their last digits"""
    env: tuple[str, ...] = ()
    """variables that every cell may see, beside those a cell declares"""
    commit: str = ""
    dirty: bool = False
    only: frozenset[str] = frozenset()
    """cells to bring up to date; empty: all"""
    force: frozenset[str] = frozenset()
    """cells to run although they are fresh"""

    @property
    def folder(self) -> str:
        """The post's folder, relative to the site; cells run in it."""
        return self.post.rpartition("/")[0]

    @property
    def name(self) -> str:
        """What an author calls the post: hippo."""
        return self.post.removesuffix("/index.md").removesuffix(".md").rpartition("/")[2]

    @property
    def frozen(self) -> Path:
        """Folder of the records of the preset."""
        base = self.root / self.folder / "frozen"
        return base / "quick" if self.preset == "quick" else base


Fate = Literal["ran", "unchanged", "loaded", "replayed", "failed", "interrupted", "skipped"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one cell.

    ran: executed for its record; unchanged: fresh, not touched; loaded: its kept names were read
    instead of running it; replayed: executed only because a later cell needs its state; failed:
    its problem says why; interrupted: its author ended the run; skipped: not for this preset or
    machine, not reached, or an earlier cell failed.
    """

    cell: str
    line: int
    fate: Fate
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class CellEvent(Event):
    """A cell has begun, or has ended."""

    post: str = ""
    """its source"""
    cell: str = ""
    line: int = 0
    last: float | None = None
    """seconds it took last time"""
    fate: Fate | None = None
    """None: it has begun"""


@dataclass(frozen=True, slots=True)
class WaitEvent(Event):
    """A post waits for cards that others hold."""

    post: str = ""
    cards: int = 1


@dataclass(frozen=True, slots=True)
class PostResult:
    """What became of a post's cells."""

    post: str
    outcomes: tuple[Outcome, ...]
    """in the order of the post"""
    problems: tuple[Problem, ...]

    @property
    def good(self) -> bool:
        """Everything was run as asked."""
        return all(problem.level != "error" for problem in self.problems)
