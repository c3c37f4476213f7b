"""A label that is given a second time to the problem that names both places."""

import re

from huoye.model.draft import Formula, Group, Spot
from huoye.model.problem import Problem, problem
from huoye.text.window import window

Span = tuple[int, int]
Giver = Formula | Group


def given_twice(label: str, here: Giver, first: Giver, path: str) -> Problem:
    """`here` gives a label that `first`, perhaps the same formula, gave before."""
    again, before = _labels(label, here), _labels(label, first)
    start, stop = again[-1] if again else (None, None)
    line, column = _place(here, start)
    first_line, _ = _place(first, before[0][0] if before else None)
    shown = window(_tex(here), start, stop)
    return problem("HY302", path, line, column=column, label=label, first=first_line, formula=shown)


def _tex(giver: Giver) -> str:
    return giver.job.tex if isinstance(giver, Formula) else rf"\label{{{giver.label}}}"


def _place(giver: Giver, offset: int | None) -> Spot:
    return giver.place(offset) if isinstance(giver, Formula) else (giver.line, None)


def _labels(label: str, giver: Giver) -> list[Span]:
    """Where the formula gives the label; nowhere if it is given outside, or by a macro."""
    given = re.finditer(rf"\\label\s*\{{\s*{re.escape(label)}\s*\}}", _tex(giver))
    return [match.span() for match in given]
