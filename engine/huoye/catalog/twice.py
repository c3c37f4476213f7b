"""A label that is given a second time to the problem that names both places."""

import re

from huoye.model.draft import Formula
from huoye.model.problem import Problem, problem
from huoye.text.window import window

Span = tuple[int, int]


def given_twice(label: str, here: Formula, first: Formula, path: str) -> Problem:
    """`here` gives a label that `first`, perhaps the same formula, gave before."""
    again, before = _labels(label, here), _labels(label, first)
    start, stop = again[-1] if again else (None, None)
    line, column = here.place(start)
    first_line, _ = first.place(before[0][0] if before else None)
    shown = window(here.job.tex, start, stop)
    return problem("HY302", path, line, column=column, label=label, first=first_line, formula=shown)


def _labels(label: str, formula: Formula) -> list[Span]:
    """Where the formula gives the label; nowhere if it is given outside, or by a macro."""
    given = re.finditer(rf"\\label\s*\{{\s*{re.escape(label)}\s*\}}", formula.job.tex)
    return [match.span() for match in given]
