"""Typeset formulas to numbers: what each row shows, and what each label stands for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from huoye.catalog.equations import equations
from huoye.model.catalog import Label
from huoye.model.draft import Draft
from huoye.model.formula import Job, Typeset
from huoye.model.problem import Problem, problem
from huoye.model.view import Number
from huoye.text.slug import anchor_of


@dataclass(frozen=True, slots=True)
class Numbering:
    """Numbers of one post."""

    rows: tuple[tuple[Number, ...], ...]
    """for each formula of the draft, its numbered rows from top to bottom"""
    labels: Mapping[str, Label]
    """formulas, figures, tables and headings that can be referred to"""
    captions: Mapping[str, str]
    """cell name → 图 1"""
    problems: tuple[Problem, ...]
    begins: tuple[Label | None, ...] = ()
    """for each formula of the draft, the labelled group that begins with it"""

    def find(self, written: str) -> Label | None:
        """What a reference names; [](#eq-x) finds eq:x, as the anchor is what a link can hold."""
        anchor = anchor_of(written)
        by_anchor = (label for label in self.labels.values() if label.anchor == anchor)
        return self.labels.get(written) or next(by_anchor, None)

    @property
    def equations(self) -> Iterator[Label]:
        """All that an equation of the post can be referred to as, in the order of the text."""
        for group, rows in zip(self.begins, self.rows, strict=True):
            if group is not None:
                yield group
            yield from (Label(row.text, row.anchor, row.html) for row in rows)


def number(draft: Draft, typeset: Mapping[Job, Typeset]) -> Numbering:
    """Numbers of a post; `typeset` answers every job of the draft and every tag job of its rows."""
    counted = equations(draft, typeset)
    problems = [
        problem("HY302", draft.path, x.line, label=x.anchor, first=counted.givers[x.anchor].line)
        for x in draft.labels
        if x.anchor in counted.givers
    ]
    named = {x.anchor: Label(x.text, x.anchor, title=x.title) for x in draft.labels if x.text}
    labels = counted.labels | named
    for heading in draft.headings:
        labels.setdefault(heading.anchor, Label(heading.text, heading.anchor))
    return Numbering(
        rows=tuple(counted.rows),
        labels=labels,
        captions={anchor: label.text for anchor, label in named.items()},
        problems=(*counted.problems, *problems),
        begins=tuple(counted.begins),
    )
