"""What is wrong in a post's formulas: what MathJax refused, and numbers asked for in vain."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from huoye.catalog.number import Numbering
from huoye.mark.fault import fault, left_open_by, with_macros
from huoye.model.catalog import Catalog
from huoye.model.draft import Draft, Formula
from huoye.model.formula import Job, Typeset
from huoye.model.problem import Problem, problem
from huoye.text.near import nearest
from huoye.text.window import window

Answers = Sequence[tuple[Job, Typeset]]
"""what each formula of a draft became"""


def answered(draft: Draft, jobs: Sequence[Job], done: Mapping[Job, Typeset]) -> Answers:
    """Each formula with its answer; to a refusal the post adds what it knows of its macros."""
    return tuple((job, _aware(job, done[job], draft)) for job in jobs)


def refused(draft: Draft, answers: Answers) -> Iterator[Problem]:
    """A problem for each formula that has no picture."""
    for formula, (job, typeset) in zip(draft.formulas, answers, strict=True):
        if typeset.error is not None:
            found = fault(job.tex, typeset.error)
            yield found.problem(draft.path, formula.place(found.start))


def unknown_label(
    label: str,
    formula: Formula,
    draft: Draft,
    catalog: Catalog,
    numberings: Mapping[str, Numbering],
) -> Problem:
    """A \\ref inside a formula that leads nowhere, with the labels that it may have meant."""
    name, separator, inner = label.rpartition("#")
    owner = catalog.names.get(name) if separator else None
    path = owner.draft.path if owner else draft.path
    near = nearest(inner, numberings[path].labels) if owner or not separator else ()
    shown = [f"{name}#{other}" if separator else other for other in near]
    tex = formula.job.tex
    found = re.search(rf"\\(?:eq)?ref\s*\{{\s*{re.escape(label)}\s*\}}", tex)
    start, stop = found.span() if found else (None, None)
    line, column = formula.place(start)
    return problem(
        "HY303",
        draft.path,
        line,
        column=column,
        label=label,
        near=", ".join(shown) or "-",
        formula=window(tex, start, stop),
    )


def _aware(job: Job, typeset: Typeset, draft: Draft) -> Typeset:
    if typeset.error is None:
        return typeset
    error = with_macros(typeset.error, draft.macros)
    return replace(typeset, error=left_open_by(job.definitions, job.tex, error))
