"""Typeset formulas to the numbers of a post's equations, and to what their labels stand for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from huoye.catalog.twice import given_twice
from huoye.model.catalog import Label
from huoye.model.draft import Draft, Formula, Group
from huoye.model.formula import Job, Row, Typeset
from huoye.model.problem import Problem
from huoye.model.view import Number
from huoye.text.slug import Anchors, anchor_of


def tag_job(row: Row, definitions: str) -> Job | None:
    """The formula that a tag with TeX inside is, or None for a tag of plain text."""
    if row.auto or not any(mark in row.text for mark in "$\\"):
        return None
    text = row.text if row.starred else f"({row.text})"
    return Job(f"\\text{{{text}}}", display=False, definitions=definitions)


@dataclass(slots=True)
class Counter:
    """The numbers of a post in their order: 1, 2, 3a, 3b, 4."""

    groups: Sequence[Group]
    counted: int = 0
    group: int = 0
    """the group that the last formula stands in, 0 for none"""
    inside: int = 0
    """numbers given within the group"""

    def enter(self, group: int) -> Group | None:
        """Come to a formula of that group; the group itself where it begins here."""
        begins = group not in (0, self.group)
        self.group = group
        if not begins:
            return None
        self.counted, self.inside = self.counted + 1, 0
        return self.groups[group - 1]

    def next(self) -> str:
        """The number of the next row."""
        if not self.group:
            self.counted += 1
            return str(self.counted)
        self.inside += 1
        return f"{self.counted}{_letters(self.inside)}"


@dataclass(slots=True)
class Equations:
    """The equations of one post, entered one after the other."""

    path: str
    counter: Counter
    anchors: Anchors
    """ids that no label claims, for rows without one"""
    rows: list[tuple[Number, ...]] = field(default_factory=list)
    """for each formula, its numbered rows from top to bottom"""
    begins: list[Label | None] = field(default_factory=list)
    """for each formula, the labelled group that begins with it"""
    labels: dict[str, Label] = field(default_factory=dict)
    givers: dict[str, Formula | Group] = field(default_factory=dict)
    """anchor of a label → what gave it first"""
    problems: list[Problem] = field(default_factory=list)

    def enter(self, formula: Formula, rows: Sequence[Row], typeset: Mapping[Job, Typeset]) -> None:
        """Number a formula."""
        self.begins.append(self._begin(self.counter.enter(formula.group)))
        numbers = []
        for row in rows:
            text = _text(row) if not row.auto else f"({self.counter.next()})"
            job = tag_job(row, formula.job.definitions)
            html = typeset[job].html if job is not None else ""
            number = Number(text, self._anchor(row, text), row.y, html)
            self._give(row.label, Label(text, number.anchor, html), formula)
            numbers.append(number)
        self.rows.append(tuple(numbers))

    def _begin(self, group: Group | None) -> Label | None:
        if group is None or not group.label:
            return None
        label = Label(f"({self.counter.counted})", anchor_of(group.label))
        self._give(group.label, label, group)
        return label

    def _anchor(self, row: Row, text: str) -> str:
        return anchor_of(row.label) if row.label else self.anchors.derive(f"eq-{text}")

    def _give(self, name: str, label: Label, giver: Formula | Group) -> None:
        if not name:
            return
        if self.anchors.claim(label.anchor):
            self.labels[name] = label
            self.givers[label.anchor] = giver
        else:
            first = self.givers[label.anchor]
            self.problems.append(given_twice(name, giver, first, self.path))


def equations(draft: Draft, typeset: Mapping[Job, Typeset]) -> Equations:
    """Count the rows of a post from top to bottom, as a reader does.

    `typeset` answers every job of the draft and every tag job of its rows.
    """
    found = [_rows(formula, typeset[formula.job]) for formula in draft.formulas]
    labels = [row.label for rows in found for row in rows if row.label]
    labels += [group.label for group in draft.groups]
    chosen = {*map(anchor_of, labels), *draft.anchors}
    made = Equations(draft.path, Counter(draft.groups), Anchors.avoiding(chosen))
    for formula, rows in zip(draft.formulas, found, strict=True):
        made.enter(formula, rows, typeset)
    return made


def _rows(formula: Formula, typeset: Typeset) -> Sequence[Row]:
    """The rows that MathJax numbers; else the one of a display that is numbered for its label.

    $$…$$ (eq-x) around numbered rows names the first of them that has no name.
    """
    rows, label = typeset.rows, formula.anchor
    if not label or any(row.label == label for row in rows):
        return rows
    free = next((at for at, row in enumerate(rows) if not row.label), None)
    if free is not None:
        return (*rows[:free], replace(rows[free], label=label), *rows[free + 1 :])
    return rows or (Row(auto=True, text="", starred=False, label=label, y=0.0),)


def _text(row: Row) -> str:
    return row.text if row.starred else f"({row.text})"


def _letters(number: int) -> str:
    """1 → a, 26 → z, 27 → aa."""
    letters = ""
    while number:
        number, letter = divmod(number - 1, 26)
        letters = chr(ord("a") + letter) + letters
    return letters
