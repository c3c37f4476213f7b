"""Typeset formulas to numbers: what each row shows, and what each label stands for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from huoye.catalog.twice import given_twice
from huoye.model.catalog import Label
from huoye.model.draft import Draft, Formula
from huoye.model.formula import Job, Row, Typeset
from huoye.model.problem import Problem, problem
from huoye.model.view import Number
from huoye.text import slug


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


def anchor_of(label: str) -> str:
    """eq:loss → eq-loss: an id that needs no escaping in an address."""
    return slug.anchor_of(label)


def tag_job(row: Row, definitions: str) -> Job | None:
    """The formula that a tag with TeX inside is, or None for a tag of plain text."""
    if row.auto or not any(mark in row.text for mark in "$\\"):
        return None
    text = row.text if row.starred else f"({row.text})"
    return Job(f"\\text{{{text}}}", display=False, definitions=definitions)


def number(draft: Draft, typeset: Mapping[Job, Typeset]) -> Numbering:
    """Count the rows of a post from top to bottom, as a reader does.

    `typeset` answers every job of the draft and every tag job of its rows.
    """
    labels: dict[str, Label] = {}
    givers: dict[str, Formula] = {}
    problems: list[Problem] = []
    rows: list[tuple[Number, ...]] = []
    counted = 0
    for formula in draft.formulas:
        numbers: list[Number] = []
        found = typeset[formula.job].rows or _labelled_outside(formula.anchor)
        for row in found:
            counted += row.auto
            shown = _number(
                row, counted, typeset.get(tag_job(row, formula.job.definitions) or formula.job)
            )
            numbers.append(shown)
            if row.label and row.label in labels:
                problems.append(given_twice(row.label, formula, givers[row.label], draft.path))
            elif row.label:
                labels[row.label] = Label(shown.text, shown.anchor, shown.html)
                givers[row.label] = formula
        rows.append(tuple(numbers))
    lines = {label.anchor: givers[name].line for name, label in labels.items()}
    problems += [
        problem("HY302", draft.path, x.line, label=x.anchor, first=lines[x.anchor])
        for x in draft.labels
        if x.anchor in lines
    ]
    named = {x.anchor: Label(x.text, x.anchor, title=x.title) for x in draft.labels if x.text}
    labels.update(named)
    for heading in draft.headings:
        labels.setdefault(heading.anchor, Label(heading.text, heading.anchor))
    captions = {anchor: label.text for anchor, label in named.items()}
    return Numbering(tuple(rows), labels, captions, tuple(problems))


def _labelled_outside(anchor: str) -> Sequence[Row]:
    """$$…$$ (eq-x): a plain display that is numbered because it is labelled."""
    return (Row(auto=True, text="", starred=False, label=anchor, y=0.0),) if anchor else ()


def _number(row: Row, counted: int, tag: Typeset | None) -> Number:
    text = f"({counted})" if row.auto else (row.text if row.starred else f"({row.text})")
    anchor = anchor_of(row.label) if row.label else f"eq-{counted}" if row.auto else ""
    is_tex = not row.auto and any(mark in row.text for mark in "$\\")
    return Number(text, anchor, row.y, tag.html if is_tex and tag is not None else "")
