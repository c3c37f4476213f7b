"""Typeset formulas to the numbers of a post's equations, and to what their labels stand for."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape

from huoye.catalog.counter import Counter
from huoye.catalog.rows import Rows, numbered_rows
from huoye.catalog.twice import given_twice
from huoye.model.catalog import Label
from huoye.model.draft import Draft, Formula, Group
from huoye.model.formula import Job, Row, Typeset
from huoye.model.problem import Problem, problem
from huoye.model.view import Number
from huoye.text.slug import Anchors, anchor_of
from huoye.text.window import window

NUMBER = re.compile(r"\\(?:tag\*?|label)\s*\{")


def tag_job(row: Row, definitions: str) -> Job | None:
    """The formula that a tag with TeX inside is, or None for a tag of plain text."""
    if row.auto or not any(mark in row.text for mark in "$\\"):
        return None
    text = row.text if row.starred else f"({row.text})"
    return Job(f"\\text{{{text}}}", display=False, definitions=definitions)


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

    def enter(self, formula: Formula, rows: Rows, typeset: Mapping[Job, Typeset]) -> None:
        """Number a formula."""
        self.begins.append(self._begin(self.counter.enter(formula.group, rows)))
        numbers = []
        for row in rows:
            text = self.counter.show(row)
            if row.part == "whole":
                self.begins[-1] = self._share(row, text, formula)
                continue
            job = tag_job(row, formula.job.definitions)
            html = _drawn(typeset[job], text) if job is not None else ""
            number = Number(text, self._anchor(row, text), row.y, html)
            self._give(row.label, Label(text, number.anchor, html), formula)
            numbers.append(number)
        self.rows.append(tuple(numbers))

    def _begin(self, group: Group | None) -> Label | None:
        if group is None or not group.label:
            return None
        label = Label(self.counter.whole, anchor_of(group.label))
        self._give(group.label, label, group)
        return label

    def _share(self, row: Row, text: str, formula: Formula) -> Label:
        """The label that stands before the brace of numcases."""
        label = Label(text, anchor_of(row.label))
        self._give(row.label, label, formula)
        return self.begins[-1] or label

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
    found = numbered_rows(draft, typeset)
    labels = [row.label for rows in found for row in rows if row.label]
    labels += [group.label for group in draft.groups]
    chosen = {*map(anchor_of, labels), *draft.anchors}
    made = Equations(draft.path, Counter(draft.groups), Anchors.avoiding(chosen))
    for formula, rows in zip(draft.formulas, found, strict=True):
        made.enter(formula, rows, typeset)
    made.problems += _unplaced(draft, typeset)
    return made


def _unplaced(draft: Draft, typeset: Mapping[Job, Typeset]) -> Iterator[Problem]:
    """Numbers of formulas within a line of text, where no page shows them."""
    for formula in draft.formulas:
        numbered = typeset[formula.job].rows or NUMBER.search(formula.job.tex)
        if numbered and not formula.job.display:
            line, column = formula.place(None)
            shown = window(formula.job.tex, None, None)
            yield problem("HY313", draft.path, line, column=column, formula=shown)


def _drawn(typeset: Typeset, text: str) -> str:
    """The picture of a tag, and its source for copying and for screen readers."""
    return f'{typeset.html}<span class="tex">{escape(text)}</span>' if typeset.html else ""
