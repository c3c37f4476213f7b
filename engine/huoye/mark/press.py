"""What printing one post gathers on its way from tokens to a draft."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from markdown_it.token import Token
from markdown_it.utils import EnvType

from huoye.mark.flow import Out
from huoye.mark.ledger import Ledger
from huoye.mark.macros import definitions, reachable
from huoye.mark.prose import Prose
from huoye.mark.references import labels_inside, plain_label
from huoye.mark.subequations import BEGIN, END
from huoye.mark.typed import Found
from huoye.model.cell import Cell
from huoye.model.draft import (
    AnchorHole,
    Exhibit,
    Formula,
    Group,
    Heading,
    Hole,
    Labelled,
    Pieces,
)
from huoye.model.formula import Job
from huoye.text.slug import Anchors, anchor_of


@dataclass(frozen=True, slots=True)
class Note:
    """The text of a footnote."""

    out: Out
    line: int
    """0-based body line where it begins"""
    last: int
    """where it ends"""


@dataclass(slots=True)
class Press:
    """The state of one printing; `out` and `prose` are exchanged for footnotes and captions."""

    ledger: Ledger
    env: EnvType
    anchors: Anchors
    macros: dict[str, str]
    """valid at this point of the post, name → definition"""
    title_links: bool
    shift: int
    """how many levels headings sink, so that the post's title stays the only <h1>"""
    out: Out = field(default_factory=list)
    prose: Prose = field(default_factory=Prose)
    ends: list[tuple[int, int]] = field(default_factory=list)
    """after each whole block of the post: (pieces so far, hanzi so far)"""
    more: int | None = None
    """pieces before <!--more-->"""
    formulas: list[Formula] = field(default_factory=list)
    group: Group | None = None
    """the group of equations that is open"""
    groups: list[Group] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    captions: list[Pieces] = field(default_factory=list)
    exhibits: list[Exhibit] = field(default_factory=list)
    labels: list[Labelled] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    """word before a number → the last number given"""
    notes: dict[str, Note] = field(default_factory=dict)
    """label of a footnote → its text"""
    marks: dict[str, int] = field(default_factory=dict)
    """label of a footnote that is shown → how many marks lead to it; in the order of the first"""
    aside_depth: int = 0
    typed: list[Found] = field(default_factory=list)
    """numbers in the text"""

    def put(self, *pieces: str | Hole) -> None:
        """Print pieces."""
        self.out.extend(pieces)

    def define(self, tex: str) -> None:
        """What a formula or a text defines holds from here to the end of the post."""
        for name, source in definitions(tex, self.macros).items():
            self.macros.pop(name, None)
            self.macros[name] = source

    def formula(self, token: Token, *, display: bool, anchor: str = "") -> int:
        """Note a formula to typeset; its index in the draft."""
        tex, line, where = token.content, token.map[0] if token.map else 0, token.meta["where"]
        job = Job(tex, display, reachable(tex, self.macros))
        at = self.ledger.at(line)
        refers = labels_inside(tex)
        label = anchor or (plain_label(tex) if display else "")
        group = len(self.groups) if self.group else 0
        self.formulas.append(Formula(job, at, refers, label, where.column, where.spots, group))
        self.define(tex)
        return len(self.formulas) - 1

    def open_group(self, label: str, line: int) -> None:
        """The displays that follow share one number; groups do not nest."""
        self.end_groups()
        self.group = Group(label, self.ledger.at(line))
        self.groups.append(self.group)

    def close_group(self, label: str) -> bool:
        """End the open group, which may be labelled here too; False where none is open."""
        closed, self.group = self.group, None
        if closed is not None and label:
            self.groups[-1] = replace(closed, label=label)
        return closed is not None

    def end_groups(self) -> None:
        """Tell of a group that nothing closed."""
        if self.group is not None:
            line = self.group.line - self.ledger.at(0)
            self.ledger.add("HY217", line, mark=BEGIN, close=END)
            self.group = None

    def number(self, word: str) -> str:
        """定理 1, 图 2: the next of its kind in the post."""
        self.counts[word] = self.counts.get(word, 0) + 1
        return f"{word} {self.counts[word]}"

    def enter(self, label: str, text: str, line: int, title: str = "") -> Pieces:
        """Note what may be referred to by a label; the id attribute that it is found by."""
        anchor = anchor_of(label)
        if not anchor:
            return ()
        if not self.anchors.claim(anchor):
            self.ledger.add("HY216", line, anchor=anchor)
            return ()
        self.labels.append(Labelled(anchor, text, title, self.ledger.at(line)))
        return (' id="', AnchorHole(anchor), '"')

    def chosen(self) -> Iterator[tuple[str, int]]:
        """Anchors of labels and headings, with their 0-based body lines."""
        for label in self.labels:
            yield label.anchor, label.line - self.ledger.body_line
        for heading in self.headings:
            yield heading.anchor, heading.line - self.ledger.body_line

    def end_block(self) -> None:
        """A whole block of the post has been printed."""
        if not self.aside_depth:
            self.ends.append((len(self.out), self.prose.hanzi))

    @contextmanager
    def aside(self) -> Iterator[Out]:
        """Print into a list of its own: a footnote or a caption."""
        out, self.out = self.out, []
        self.aside_depth += 1
        try:
            yield self.out
        finally:
            self.out = out
            self.aside_depth -= 1
