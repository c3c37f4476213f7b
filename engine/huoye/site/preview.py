"""A site in memory: pages are rendered when the browser asks for them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

from huoye.build.score import Composition
from huoye.catalog.collect import Visibility
from huoye.model.halt import Halt
from huoye.model.problem import Problem
from huoye.site.assemble import Wish, assemble
from huoye.site.render import render
from huoye.site.workshop import Workshop


@dataclass
class Preview:
    """One state of the site; every page is rendered at most once."""

    problems: tuple[Problem, ...]
    makers: Mapping[str, Callable[[], bytes]]
    """path as the browser asks for it, decoded → content"""
    posts: Mapping[str, str] = field(default_factory=dict)
    """path of a page → source of the post that it shows"""
    rendered: dict[str, bytes] = field(default_factory=dict)

    def get(self, path: str) -> bytes | None:
        """Content of a page or file; None where the site has none. Raises Halt on a template."""
        if path not in self.makers:
            return None
        if path not in self.rendered:
            self.rendered[path] = self.makers[path]()
        return self.rendered[path]


def preview(workshop: Workshop, visibility: Visibility) -> Preview:
    """The site as its author would see it now, drafts and future posts shown and marked."""
    assembled = assemble(workshop, Wish(visibility, live=True))
    workshop.good.keep(assembled.sound)
    catalog = assembled.composition.catalog
    if any(entry.draft.formulas for entry in (*catalog.posts, *catalog.pages)):
        workshop.typesetter.begin()  # the next formula is on its author's mind
    problems = (*assembled.problems, *workshop.typesetter.problems)
    base = workshop.site.place.base
    posts = {base + entry.url: entry.draft.path for entry in catalog.posts}
    return Preview(problems, _makers(workshop, assembled.composition), posts)


def _makers(workshop: Workshop, composition: Composition) -> dict[str, Callable[[], bytes]]:
    """The theme is the one of this state: a later edit of a template makes a new preview."""
    base = workshop.site.place.base
    makers: dict[str, Callable[[], bytes]] = {}
    for file in workshop.static.values():
        makers[base + file.url] = _constant(file.content)
    for asset in composition.assets:
        makers[base + asset.url] = asset.content
    for recipe in composition.recipes:
        makers[base + recipe.url] = partial(render, workshop, recipe)
    return makers


def _constant(content: bytes) -> Callable[[], bytes]:
    return lambda: content


def halted(halt: Halt) -> str:
    """Why a page cannot be rendered, as plain text."""
    return "\n".join(f"{p.code} {p.path}:{p.line or 1}  {p.text('zh')}" for p in halt.problems)
