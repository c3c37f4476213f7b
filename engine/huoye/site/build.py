"""A site to its output folder; nothing is executed."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from huoye.catalog.collect import Visibility
from huoye.disk.manifest import Manifest, read_manifest
from huoye.disk.paths import inside
from huoye.disk.tree import publish_tree
from huoye.model.event import Event, Report
from huoye.model.halt import Halt
from huoye.model.problem import Problem
from huoye.site.assemble import Assembled, Wish, assemble
from huoye.site.opened import Site
from huoye.site.render import BuiltFile, asset_files, page_file, static_built
from huoye.site.workshop import Workshop


@dataclass(frozen=True, slots=True)
class BuildWish:
    """What is to be built, and where."""

    out: Path
    visibility: Visibility
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did."""

    posts: int
    files: int
    written: int
    deleted: int
    seconds: float
    problems: tuple[Problem, ...]
    missing: frozenset[str]
    """paths of posts that exist and are shown by no page: `publish` deletes nothing then"""


def build(site: Site, wish: BuildWish, report: Report) -> Built:
    """Compose, render, write; raises Halt where the output folder cannot be used."""
    started = time.monotonic()
    before = read_manifest(wish.out) or {}
    with Workshop(site, report) as workshop:
        look = Wish(wish.visibility, wish.strict, fallback=_Published(wish.out, before).content)
        assembled = assemble(workshop, look)
        faults: list[Problem] = []
        files = [*_files(workshop, assembled, report, faults)]
        written = publish_tree(wish.out, files, site=site.root, keep=assembled.dropped)
        workshop.good.keep(assembled.sound)
        workshop.good.forget(assembled.hidden)
    return Built(
        posts=len(assembled.composition.catalog.posts),
        files=written.files,
        written=written.written,
        deleted=written.deleted,
        seconds=time.monotonic() - started,
        problems=(*assembled.problems, *faults, *written.problems, *workshop.typesetter.problems),
        missing=assembled.dropped,
    )


def _files(
    workshop: Workshop, assembled: Assembled, report: Report, faults: list[Problem]
) -> Iterator[BuiltFile]:
    """Every file of the site; a page that the theme cannot print is left out and told."""
    composition = assembled.composition
    yield from static_built(workshop)
    yield from asset_files(composition)
    total = len(composition.recipes)
    for done, recipe in enumerate(composition.recipes, 1):
        try:
            yield page_file(workshop, recipe)
        except Halt as halt:
            faults += [p for p in halt.problems if p not in faults]
        report(Event("render", recipe.url, done, total))


class _Published:
    """Files beside posts as the last build published them."""

    def __init__(self, out: Path, manifest: Manifest) -> None:
        self._out, self._manifest = out, manifest

    def content(self, post: str, name: str) -> bytes | None:
        """The file of a post whose last good text still shows it, or None."""
        mine = [path for path, entry in self._manifest.items() if entry.source == post]
        pages = [path for path in mine if self._manifest[path].rank == "page"]
        path = f"{pages[0].removesuffix('index.html')}{name}" if pages else ""
        try:
            return inside(self._out, path).read_bytes() if path in mine else None
        except (OSError, ValueError):
            return None
