"""Drafts to typeset, numbered formulas, in three passes over the whole site.

Numbers stand outside the formulas, so a pass over all of them comes first; only tags that hold
TeX and formulas that show the number of another are typeset afterwards.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from huoye.build.faults import Answers, answered, refused, unknown_label
from huoye.catalog.number import Numbering, number, tag_job
from huoye.model.catalog import Catalog, Label
from huoye.model.draft import Draft, Formula
from huoye.model.formula import Job, Typeset, TypesetAll
from huoye.model.problem import Problem
from huoye.model.view import FormulaView


@dataclass(frozen=True, slots=True)
class Mathematics:
    """All formulas of the site."""

    numberings: Mapping[str, Numbering]
    """path of a draft → its numbers"""
    formulas: Mapping[str, tuple[FormulaView, ...]]
    """path of a draft → one for each of draft.formulas"""
    tags: Mapping[str, tuple[Typeset, ...]]
    """path of a draft → tags that are formulas themselves; their glyphs are needed too"""
    problems: tuple[Problem, ...]


def typeset_site(catalog: Catalog, typeset: TypesetAll) -> Mathematics:
    """Typeset what is shown; one problem for each formula that MathJax refuses."""
    entries = (*catalog.posts, *catalog.pages)
    drafts = [e.draft for e in entries]
    done = dict(typeset([f.job for d in drafts for f in d.formulas]))
    tags = {d.path: _tag_jobs(d, done) for d in drafts}
    done.update(typeset([job for jobs in tags.values() for job in jobs]))
    numberings = {d.path: number(d, done) for d in drafts}
    referring = {e.draft.path: _with_references(e.draft, numberings, catalog) for e in entries}
    done.update(typeset([job for jobs, _ in referring.values() for job in jobs]))
    answers = {d.path: answered(d, referring[d.path][0], done) for d in drafts}
    problems = [
        *(p for n in numberings.values() for p in n.problems),
        *(p for _, unknown in referring.values() for p in unknown),
        *(p for d in drafts for p in refused(d, answers[d.path])),
    ]
    return Mathematics(
        numberings,
        {d.path: _views(answers[d.path], numberings[d.path]) for d in drafts},
        {path: tuple(done[job] for job in jobs) for path, jobs in tags.items()},
        tuple(problems),
    )


def _tag_jobs(draft: Draft, done: Mapping[Job, Typeset]) -> tuple[Job, ...]:
    jobs = (
        tag_job(row, formula.job.definitions)
        for formula in draft.formulas
        for row in done[formula.job].rows
    )
    return tuple(dict.fromkeys(job for job in jobs if job is not None))


def _with_references(
    draft: Draft, numberings: Mapping[str, Numbering], catalog: Catalog
) -> tuple[tuple[Job, ...], tuple[Problem, ...]]:
    """The draft's jobs, those with \\ref inside completed by the numbers they show."""
    jobs, problems = [], []
    for formula in draft.formulas:
        found = {label: _label(label, draft, numberings, catalog) for label in formula.refers}
        known = {label: value for label, value in found.items() if value is not None}
        jobs.append(_completed(formula, known))
        problems += [
            unknown_label(label, formula, draft, catalog, numberings)
            for label, value in found.items()
            if value is None
        ]
    return tuple(jobs), tuple(problems)


def _completed(formula: Formula, known: Mapping[str, Label]) -> Job:
    references = tuple(
        (label, value.text.removeprefix("(").removesuffix(")"), value.anchor)
        for label, value in sorted(known.items())
    )
    return replace(formula.job, references=references)


def _label(
    label: str, draft: Draft, numberings: Mapping[str, Numbering], catalog: Catalog
) -> Label | None:
    name, separator, inner = label.partition("#")
    if not separator:
        return numberings[draft.path].labels.get(label)
    other = catalog.names.get(name)
    return numberings[other.draft.path].labels.get(inner) if other else None


def _views(answers: Answers, numbering: Numbering) -> tuple[FormulaView, ...]:
    return tuple(
        FormulaView(job.tex, job.display, typeset, rows)
        for (job, typeset), rows in zip(answers, numbering.rows, strict=True)
    )
