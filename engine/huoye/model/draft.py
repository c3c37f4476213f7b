"""A parsed post: text pieces with holes for what only the whole site knows."""

from dataclasses import dataclass

from huoye.model.cell import Cell
from huoye.model.formula import Job
from huoye.model.front import FrontMatter

Spot = tuple[int, int | None]
"""1-based line of the file, 1-based column where it can be known"""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula in the text, before numbering."""

    job: Job
    """to typeset; references are filled in by the catalog"""
    line: int
    refers: tuple[str, ...]
    """labels inside \\ref and \\eqref of the formula, "slug#label" for another post"""
    anchor: str = ""
    """label of a display that MathJax does not number: given outside, $$…$$ (eq-x) or {#eq-x}, or
    inside by \\label"""
    column: int | None = None
    """1-based, of the mark that opens it; None where the source line does not tell"""
    spots: tuple[Spot, ...] = ()
    """where each line of its TeX begins in the file"""
    group: int = 0
    """1-based index into the draft's groups, 0 outside of them"""

    def place(self, offset: int | None) -> Spot:
        """Line and column of a character of the TeX; where none is meant, of the formula."""
        if offset is None or not self.spots:
            return self.line, self.column
        before = self.job.tex[:offset]
        line, column = self.spots[before.count("\n")]
        return line, None if column is None else column + len(before) - (before.rfind("\n") + 1)


@dataclass(frozen=True, slots=True)
class Group:
    """\\begin{subequations}: its displays share one number, (3a), (3b) …"""

    label: str
    """stands for the shared number; empty where the author gave none"""
    line: int


@dataclass(frozen=True, slots=True)
class FormulaHole:
    """Place of formula `index`, with the punctuation that must not part from it."""

    index: int
    before: str
    after: str
    held: bool = False
    """what follows it without being punctuation of its own must not part from it either"""


@dataclass(frozen=True, slots=True)
class ReferenceHole:
    """\\eqref, \\ref, [](#fig-x): a number that links to what it numbers."""

    label: str
    """as written, without the post part"""
    post: str
    """name of the other post, "" for this one"""
    parenthesised: bool
    """\\eqref"""
    line: int
    column: int | None = None
    linked: bool = True
    """False within the text of another link"""


@dataclass(frozen=True, slots=True)
class TitleHole:
    """《title》, which may be a link."""

    title: str
    line: int
    inside: "Pieces" = ()
    """what is shown between the brackets where it is none, if titles stand inside it"""


@dataclass(frozen=True, slots=True)
class HrefHole:
    """Inside an href attribute: a target within the site, as written."""

    target: str
    line: int


@dataclass(frozen=True, slots=True)
class ImageHole:
    """A whole <img>: its file lies beside the post."""

    src: str
    alt: str
    title: str
    line: int
    width: str = ""
    """CSS length; "" for the size of its file"""


@dataclass(frozen=True, slots=True)
class AnchorHole:
    """Inside an id attribute: made unique where several posts share a page."""

    name: str


@dataclass(frozen=True, slots=True)
class LocalHole:
    """Inside an href attribute: an anchor of this very post."""

    name: str


@dataclass(frozen=True, slots=True)
class CellHole:
    """Place of cell `index`: its code, its outputs, its card."""

    index: int


@dataclass(frozen=True, slots=True)
class ExhibitHole:
    """Place of exhibit `index`: what a cell of this or another post shows."""

    index: int


@dataclass(frozen=True, slots=True)
class ValueHole:
    """{eval}`…`: a recorded value in prose."""

    expression: str
    line: int
    linked: bool = True
    """False in the words of a link: there the number stands bare"""


@dataclass(frozen=True, slots=True)
class NoteHole:
    """Mark of a footnote: complete on the post's own page, elsewhere a link into the post."""

    number: int
    """1-based number of the footnote"""
    again: int
    """0 for the first mark of this footnote, else how often it was marked before"""


Hole = (
    FormulaHole
    | ReferenceHole
    | TitleHole
    | HrefHole
    | ImageHole
    | AnchorHole
    | LocalHole
    | CellHole
    | ExhibitHole
    | ValueHole
    | NoteHole
)
Pieces = tuple[str | Hole, ...]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A figure, table, listing, theorem or box that can be referred to by its label."""

    anchor: str
    text: str
    """what a reference shows: 图 1, 定理 2, or the title of what is not counted; "" for neither"""
    title: str
    """plain text; formulas as TeX"""
    line: int


@dataclass(frozen=True, slots=True)
class Exhibit:
    """`{figure} post#label`: a cell that is shown again."""

    post: str
    """name of the other post, "" for this one"""
    label: str
    line: int


@dataclass(frozen=True, slots=True)
class Typed:
    """A number of three digits or more that stands in the text."""

    text: str
    line: int
    column: int | None
    """1-based, where the source line tells it"""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the text."""

    level: int
    anchor: str
    text: str
    """plain text; formulas as TeX"""
    line: int
    pieces: Pieces = ()
    """the text as the page shows it, without its anchor"""


@dataclass(frozen=True, slots=True)
class Count:
    """Size of the prose: outside code and formulas."""

    hanzi: int
    words: int
    formulas: int
    displays: int


@dataclass(frozen=True, slots=True)
class Draft:
    """A post after parsing: plain data, remembered by the digest of its source."""

    path: str
    name: str
    """source name, e.g. hippo"""
    kind: str
    front: FrontMatter
    pieces: Pieces
    notes: Pieces
    """the footnotes' section, to be shown after the text; empty without footnotes"""
    cut: int
    """pieces[:cut] is the excerpt: a whole number of blocks"""
    whole: bool
    """the excerpt is the whole text"""
    formulas: tuple[Formula, ...]
    cells: tuple[Cell, ...]
    captions: tuple[Pieces, ...]
    """one for each cell, empty where it has none; formulas in them are in `formulas`"""
    headings: tuple[Heading, ...]
    anchors: tuple[str, ...]
    """every id of the text, headings, footnotes and cells included, equations not"""
    count: Count
    plain: str
    """prose as plain text, formulas as TeX: description, search, hanzi count"""
    macros: tuple[str, ...] = ()
    """names of the macros that hold at the end of the post, without backslash"""
    exhibits: tuple[Exhibit, ...] = ()
    labels: tuple[Labelled, ...] = ()
    """in the order of the text"""
    groups: tuple[Group, ...] = ()
    typed: tuple[Typed, ...] = ()
    """outside of code, formulas and links"""
