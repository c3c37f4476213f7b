"""What fills the holes of a draft, already resolved: plain values, no look-ups left."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from huoye.model.formula import Typeset


@dataclass(frozen=True, slots=True)
class Number:
    """Number of one row of a display, as it stands beside it."""

    text: str
    """(3); with \\tag*{A} just A"""
    anchor: str
    """id of the number: the label with ":" as "-", or eq-<n> for a row without label"""
    y: float
    """baseline of the row above the baseline of the formula, in em"""
    html: str = ""
    """typeset number, for a tag that holds TeX"""
    cited: str = ""
    """which other posts refer to it, as a sentence; empty: none"""
    entry: str = ""
    """anchor that the list of citations knows it by, where that is not its own"""


@dataclass(frozen=True, slots=True)
class FormulaView:
    """A formula with its numbers."""

    tex: str
    display: bool
    typeset: Typeset
    numbers: tuple[Number, ...] = ()
    anchor: str = ""
    """id of the display, where a labelled group of equations begins"""


@dataclass(frozen=True, slots=True)
class FormulaImage:
    """A formula as a file of its own: what a feed reader can show."""

    tex: str
    display: bool
    url: str
    """absolute; empty: there is no file, its TeX is shown"""
    typeset: Typeset
    """for the sizes"""
    numbers: tuple[Number, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """Where a reference leads."""

    text: str
    """(3), 图 1 …"""
    url: str
    """#anchor on the same page, or a path"""
    html: str = ""


@dataclass(frozen=True, slots=True)
class ImageView:
    """An image beside the post; sizes in CSS pixels, None where the header does not tell."""

    url: str
    width: int | None
    height: int | None


@dataclass(frozen=True, slots=True)
class View:
    """All that `mark.fill` needs for one showing of one draft."""

    formulas: Sequence[FormulaView | FormulaImage]
    """one for each of draft.formulas"""
    references: Mapping[tuple[str, str], Target] = field(default_factory=dict)
    """(post name or "", label); a label that is not here is shown as missing"""
    titles: Mapping[str, str] = field(default_factory=dict)
    """title as written → path; others stay text"""
    hrefs: Mapping[str, str] = field(default_factory=dict)
    """target as written → path or address; others are left as written"""
    images: Mapping[str, ImageView] = field(default_factory=dict)
    """src as written; others are left as written"""
    cells: Sequence[str] = ()
    """ready HTML, one for each of draft.cells"""
    exhibits: Sequence[str] = ()
    """ready HTML, one for each of draft.exhibits"""
    values: Mapping[str, str] = field(default_factory=dict)
    """expression → ready HTML"""
    numbers: Mapping[str, str] = field(default_factory=dict)
    """the same without link or button, for the words of links"""
    prefix: str = ""
    """before every id: "" on the post's own page, "p2-" in a list"""
    base: str = ""
    """before "#anchor" of a local link: "" on the own page, else the post's path"""
