"""A sealed record: what one cell gave, from which inputs, on what machine (run.md §5)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Preset = Literal["quick", "full"]
ABSENT = "absent"
"""digest of a file that was looked for and not there"""


@dataclass(frozen=True, slots=True)
class Inputs:
    """Inputs first seen in this cell; paths are the site's, or the post's as "./data.csv"."""

    modules: Mapping[str, str] = field(default_factory=dict)
    """path → digest of the canonical code"""
    definitions: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """path of a module → its top-level names → short digest: lets a reason name the function"""
    files: Mapping[str, str] = field(default_factory=dict)
    """path → digest of the bytes, or "absent" """
    listings: Mapping[str, str] = field(default_factory=dict)
    """folder → digest of its sorted names"""
    env: Mapping[str, str] = field(default_factory=dict)
    """declared variable → digest of its value, or "unset" """
    packages: Mapping[str, str] = field(default_factory=dict)
    """declared package → version"""
    moved: tuple[str, ...] = ()
    """inputs that changed while the cell ran: the record is stale from birth"""


@dataclass(frozen=True, slots=True)
class Value:
    """A recorded number or small nested list of numbers, with its tolerance for verify."""

    value: object
    rtol: float
    atol: float


@dataclass(frozen=True, slots=True)
class Stream:
    """Printed text."""

    name: Literal["stdout", "stderr"]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """The plain form of a displayed value."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Blob:
    """A file beside the record, which vouches for it."""

    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture in a file beside the record."""

    file: str
    sha256: str
    """24 hexadecimal digits"""
    width: float
    """CSS pixels"""
    height: float
    data: tuple[Mapping[str, object], ...] = ()
    """one item per axes: titles, limits, scales and a numeric summary of each artist"""
    moving: Blob | None = None
    """the animation of which `file` is the still"""
    numbers: Blob | None = None
    """what is drawn, as CSV"""

    @property
    def files(self) -> Mapping[str, str]:
        """All its files with their digests."""
        more = {blob.file: blob.sha256 for blob in (self.moving, self.numbers) if blob is not None}
        return {self.file: self.sha256, **more}


Entry = str | int | float | None
"""one field of a table; None is empty"""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of text and numbers: a data frame, or what `huoye.cell.table` was given."""

    head: tuple[str, ...]
    """names of the columns; empty: there are none"""
    rows: tuple[tuple[Entry, ...], ...]
    stub: int = 0
    """leading columns that name the rows"""
    digits: int = 4
    """significant digits that are shown; the numbers here are exact"""
    gap: int = 0
    """rows before those that are left out"""
    left_rows: int = 0
    left_columns: int = 0


@dataclass(frozen=True, slots=True)
class Frame:
    """The place where the outputs of one value of a swept cell begin; the next frame ends them."""

    name: str
    value: str
    """as the author wrote it"""

    def __str__(self) -> str:
        return f"{self.name} = {self.value}"


Shown = Stream | Text | Figure | Table
"""what a cell gives to see"""
Output = Shown | Frame


@dataclass(frozen=True, slots=True)
class Kept:
    """Arrays that a later cell may load instead of running this one."""

    file: str
    sha256: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Loaded:
    """A cell whose kept arrays were loaded instead of running it, and how they had been made."""

    cell: str
    on: str
    """name of the card, else cpu or cuda"""
    at: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Signature:
    """That a rerun gave what the record says: all that is told of when and where."""

    at: str
    """day of the rerun, as 2026-11-24"""
    preset: Preset
    device: str
    """cuda or cpu"""
    gpu: str = ""
    """name of the card"""
    torch: str = ""
    python: str = ""
    commit: str = ""
    dirty: bool = False
    """whether code or posts differed from the commit"""


@dataclass(frozen=True, slots=True)
class Record:
    """Content of frozen/<cell>.json (full) or frozen/quick/<cell>.json."""

    cell: str
    key: str
    """code key: the cell, its options and the cells before it in its chain"""
    own: str
    """digest of the canonical code of this cell alone"""
    observed: Literal["all", "python", "partly"]
    """how inputs were seen: by audit hook and inotify, by the hook alone, or with losses"""
    inputs: Inputs
    values: Mapping[str, Value]
    outputs: tuple[Output, ...]
    card: Mapping[str, str | int | float | bool]
    """at, preset, device, seconds, seed, python, torch, cpu, commit, dirty … (run.md §10)"""
    kept: Kept | None = None
    because: tuple[str, ...] = ()
    """sentences of `huoye keep`"""
    options: Mapping[str, str] = field(default_factory=dict)
    """options that are part of the key, as fresh.key.settings spells them: a reason names one"""
    loaded: tuple[Loaded, ...] = ()
    """earlier cells on whose kept arrays this result rests"""
    verified: tuple[Signature, ...] = ()
    """reruns that gave the same, the newest first, one a kind of machine"""


State = Literal["fresh", "stale", "never", "damaged", "archived"]


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason why a record no longer counts; fresh/reason.py puts it into words."""

    kind: Literal[
        "code",
        "option",
        "earlier",
        "module",
        "file",
        "listing",
        "env",
        "package",
        "appeared",
        "gone",
        "moved",
        "no-record",
        "damaged",
    ]
    name: str
    """path, option, variable or earlier cell"""
    parts: tuple[str, ...] = ()
    """changed functions of a module, or more detail"""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What may be said of one cell under one preset."""

    cell: str
    preset: Preset
    state: State
    reasons: tuple[Reason, ...] = ()
    record: Record | None = None
    """the last good record, whatever its state; None where there is none or it is damaged"""
