"""The formulas of a post to the rows that carry a number."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from huoye.catalog.counter import Counter
from huoye.model.draft import Draft, Formula
from huoye.model.formula import Job, Row, Typeset

Rows = Sequence[Row]
LABEL = re.compile(r"\\label\s*\{\s*([^{}]*?)\s*\}")
REFERENCE = re.compile(r"\\(eq)?ref\s*\{([^{}]*)\}")


def numbered_rows(draft: Draft, typeset: Mapping[Job, Typeset]) -> Sequence[Rows]:
    """The rows of each formula; a tag shows the number of another equation by its \\ref."""
    found = [_rows(formula, typeset[formula.job]) for formula in draft.formulas]
    if not any(REFERENCE.search(row.text) for rows in found for row in rows):
        return found
    shown = _shown(draft, found)
    return [[_told(row, shown) for row in rows] for rows in found]


def _rows(formula: Formula, typeset: Typeset) -> Rows:
    """The rows that MathJax numbers; else the one of a display that is numbered for its label.

    $$…$$ (eq-x) around numbered rows names the first of them that has no name. Beside a formula in
    a line of text there is no place for a number.
    """
    if not formula.job.display:
        return ()
    rows = typeset.rows if typeset.error is None else _meant(formula.job.tex)
    label = formula.anchor
    if not label or any(row.label == label for row in rows):
        return rows
    free = next((at for at, row in enumerate(rows) if not row.label), None)
    if free is not None:
        return (*rows[:free], replace(rows[free], label=label), *rows[free + 1 :])
    return rows or (Row(auto=True, text="", starred=False, label=label, y=0.0),)


def _meant(tex: str) -> Rows:
    """Of a formula that was refused, the rows with a label: references to them are not at fault."""
    auto = "\\tag" not in tex
    return [Row(auto, "" if auto else "?", False, name, 0.0) for name in LABEL.findall(tex)]


def _shown(draft: Draft, found: Sequence[Rows]) -> Mapping[str, str]:
    """Label → what a reference to it shows."""
    counter, shown = Counter(draft.groups), dict[str, str]()
    for formula, rows in zip(draft.formulas, found, strict=True):
        group = counter.enter(formula.group, rows)
        if group is not None:
            shown.setdefault(group.label, counter.whole)
        for row in rows:
            shown.setdefault(row.label, counter.show(row))
    shown.pop("", None)
    return {label: _resolved(text, shown) for label, text in shown.items()}


def _told(row: Row, shown: Mapping[str, str]) -> Row:
    return replace(row, text=_resolved(row.text, shown))


def _resolved(text: str, shown: Mapping[str, str]) -> str:
    """A label that nobody gave stays: it is told where the formula refers to it."""

    def number(match: re.Match[str]) -> str:
        told = shown.get(match[2].strip())
        if told is None or match[1]:
            return told or match[0]
        return told.removeprefix("(").removesuffix(")")

    return REFERENCE.sub(number, text)
