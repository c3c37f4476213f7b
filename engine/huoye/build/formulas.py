"""Drafts to typeset, numbered formulas, in three passes over the whole site.

Numbers stand outside the formulas, so a pass over all of them comes first; only tags that hold
TeX and formulas that show the number of another are typeset afterwards.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from huoye.build.faults import Answers, answered, refused, unknown_label
from huoye.catalog.equations import tag_job
from huoye.catalog.number import Numbering, number
from huoye.catalog.rows import numbered_rows
from huoye.model.catalog import Catalog, Label
from huoye.model.draft import Draft, Formula
from huoye.model.formula import Job, Typeset, TypesetAll
from huoye.model.message import Level
from huoye.model.place import Place
from huoye.model.problem import Problem
from huoye.model.view import FormulaView


@dataclass(frozen=True, slots=True)
class Mathematics:
    """All formulas of the site."""

    numberings: Mapping[str, Numbering]
    """path of a draft → its numbers"""
    formulas: Mapping[str, tuple[FormulaView, ...]]
    """path of a draft → one for each of draft.formulas"""
    leads: Mapping[str, tuple[str, ...]]
    """path of a draft → addresses in other posts that its formulas lead to"""
    problems: tuple[Problem, ...]


def typeset_site(
    catalog: Catalog, typeset: TypesetAll, place: Place, link_level: Level
) -> Mathematics:
    """Typeset what is shown; one problem for each formula that MathJax refuses.

    `link_level`: how bad it is when a reference inside a formula leads nowhere.
    """
    entries = (*catalog.posts, *catalog.pages)
    drafts = [e.draft for e in entries]
    done = dict(typeset([f.job for d in drafts for f in d.formulas]))
    done.update(typeset([job for draft in drafts for job in _tag_jobs(draft, done)]))
    numberings = {d.path: number(d, done) for d in drafts}
    around = Around(catalog, numberings, place, link_level)
    referring = {d.path: _with_references(d, around) for d in drafts}
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
        {path: tuple(_leads(jobs)) for path, (jobs, _) in referring.items()},
        tuple(problems),
    )


def _tag_jobs(draft: Draft, done: Mapping[Job, Typeset]) -> tuple[Job, ...]:
    jobs = (
        tag_job(row, formula.job.definitions)
        for formula, rows in zip(draft.formulas, numbered_rows(draft, done), strict=True)
        for row in rows
    )
    return tuple(dict.fromkeys(job for job in jobs if job is not None))


@dataclass(frozen=True, slots=True)
class Around:
    """What a reference inside a formula may lead to."""

    catalog: Catalog
    numberings: Mapping[str, Numbering]
    place: Place
    link_level: Level


def _with_references(draft: Draft, around: Around) -> tuple[tuple[Job, ...], tuple[Problem, ...]]:
    """The draft's jobs, those with \\ref inside completed by the numbers they show."""
    jobs, problems = [], []
    for formula in draft.formulas:
        found = {label: _label(label, draft, around) for label in formula.refers}
        known = {label: value for label, value in found.items() if value is not None}
        jobs.append(_completed(formula, known))
        problems += [
            _unknown(label, formula, draft, around)
            for label, value in found.items()
            if value is None
        ]
    return tuple(jobs), tuple(problems)


def _unknown(label: str, formula: Formula, draft: Draft, around: Around) -> Problem:
    """A post that is broken itself must not take those down that refer to it."""
    found = unknown_label(label, formula, draft, around.catalog, around.numberings)
    broken = label.rpartition("#")[0] in around.catalog.absent
    return replace(found, level="warning" if broken else around.link_level)


def _completed(formula: Formula, known: Mapping[str, Label]) -> Job:
    references = tuple(
        (label, value.text.removeprefix("(").removesuffix(")"), value.anchor)
        for label, value in sorted(known.items())
    )
    return replace(formula.job, references=references)


def _label(written: str, draft: Draft, around: Around) -> Label | None:
    """The label of this post, or of the post it names; then its anchor is an address."""
    name, separator, inner = written.rpartition("#")
    if not separator:
        return around.numberings[draft.path].find(written)
    other = around.catalog.names.get(name)
    label = around.numberings[other.draft.path].find(inner) if other else None
    if other is None or label is None:
        return None
    return replace(label, anchor=f"{around.place.path(other.url)}#{label.anchor}")


def _leads(jobs: Iterable[Job]) -> Iterable[str]:
    return (address for job in jobs for _, _, address in job.references if "#" in address)


def _views(answers: Answers, numbering: Numbering) -> tuple[FormulaView, ...]:
    return tuple(
        FormulaView(job.tex, job.display, typeset, rows, group.anchor if group else "")
        for (job, typeset), rows, group in zip(
            answers, numbering.rows, numbering.begins, strict=True
        )
    )
