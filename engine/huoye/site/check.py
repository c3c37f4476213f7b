"""Everything that is wrong with a site, found without writing a file."""

from collections.abc import Iterator

from huoye.build.score import Composition
from huoye.build.typed import typed_hints
from huoye.catalog.advice import advice
from huoye.catalog.collect import Visibility
from huoye.model.event import Report
from huoye.model.halt import Halt
from huoye.model.problem import Problem
from huoye.site.assemble import Wish, assemble
from huoye.site.opened import Site
from huoye.site.render import render
from huoye.site.workshop import Workshop


def check(site: Site, visibility: Visibility, report: Report) -> tuple[Problem, ...]:
    """Problems of the whole site, drafts and future posts included; templates are tried too."""
    with Workshop(site, report) as workshop:
        assembled = assemble(workshop, Wish(visibility))
        faults: dict[Problem, None] = {}
        for recipe in assembled.composition.recipes:
            try:
                render(workshop, recipe)
            except Halt as halt:
                faults.update(dict.fromkeys(halt.problems))
        told = _advice(assembled.composition)
        return (*assembled.problems, *faults, *workshop.typesetter.problems, *told)


def _advice(composition: Composition) -> Iterator[Problem]:
    """What is not wrong, but worth knowing."""
    catalog = composition.catalog
    for entry in (*catalog.posts, *catalog.pages):
        yield from advice(entry, catalog)
        yield from typed_hints(entry.draft, composition.values.get(entry.draft.path, {}))
