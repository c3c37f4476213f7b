"""A site to its output folder; nothing is executed."""

import time
from dataclasses import dataclass
from pathlib import Path

from huoye.catalog.collect import DRAFT, Visibility
from huoye.disk.manifest import Manifest, read_manifest
from huoye.disk.paths import inside
from huoye.disk.tree import publish_tree
from huoye.model.event import Event, Report
from huoye.model.halt import Halt
from huoye.model.problem import Problem
from huoye.site.assemble import Assembled, Wish, assemble
from huoye.site.held import Held, held
from huoye.site.opened import Site
from huoye.site.render import BuiltFile, asset_files, file_of, page_file, static_built
from huoye.site.workshop import Workshop

FORMULAS = "assets/math/"


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
    """sources that are shown by no page, and pages that could not be printed even once: `publish`
    deletes nothing then"""
    held: tuple[Held, ...]
    """posts with results that are not fresh: `publish` does not change those"""


def build(site: Site, wish: BuildWish, report: Report) -> Built:
    """Compose, render, write; raises Halt where the output folder cannot be used."""
    started = time.monotonic()
    before = read_manifest(wish.out) or {}
    with Workshop(site, report) as workshop:
        look = Wish(wish.visibility, wish.strict, fallback=_Published(wish.out, before).content)
        assembled = assemble(workshop, look)
        printed = _print(workshop, assembled, report)
        spare = {*printed.failed, *(_static(before) if printed.failed or assembled.dropped else ())}
        written = publish_tree(
            wish.out, printed.files, site=site.root, keep=assembled.dropped, spare=spare
        )
        workshop.good.keep(assembled.sound)
        workshop.good.forget(assembled.hidden)
        catalog = assembled.composition.catalog
        workshop.borne.keep(e for e in (*catalog.posts, *catalog.pages) if e.badge != DRAFT)
    told = (*assembled.problems, *printed.problems, *written.problems)
    return Built(
        posts=len(assembled.composition.catalog.posts),
        files=written.files,
        written=written.written,
        deleted=written.deleted,
        seconds=time.monotonic() - started,
        problems=(*told, *workshop.typesetter.problems),
        missing=assembled.dropped | (printed.failed - before.keys()),
        held=held(assembled.composition, assembled.problems),
    )


@dataclass(frozen=True, slots=True)
class _Printed:
    """The files of a site, as far as its theme could print them."""

    files: tuple[BuiltFile, ...]
    failed: frozenset[str]
    """paths of pages that it could not: they stay as they were"""
    problems: tuple[Problem, ...]


def _print(workshop: Workshop, assembled: Assembled, report: Report) -> _Printed:
    composition = assembled.composition
    files = [*static_built(workshop), *asset_files(composition)]
    failed: set[str] = set()
    problems: dict[Problem, None] = {}
    for done, recipe in enumerate(composition.recipes, 1):
        try:
            files.append(page_file(workshop, recipe))
        except Halt as halt:
            failed.add(file_of(recipe.url))
            problems.update(dict.fromkeys(halt.problems))
        report(Event("render", recipe.url, done, len(composition.recipes)))
    return _Printed(tuple(files), frozenset(failed), tuple(problems))


def _static(before: Manifest) -> list[str]:
    """Files of the theme as it was: pages that stay from the last build name them."""
    return [
        path
        for path, entry in before.items()
        if entry.rank == "asset" and not entry.source and not path.startswith(FORMULAS)
    ]


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
