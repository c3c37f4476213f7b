"""Recipes to files: the path in the output folder and the bytes of each page and asset."""

from collections.abc import Iterator
from dataclasses import dataclass

from huoye.build.score import Composition
from huoye.model.recipe import Rank, Recipe
from huoye.site.workshop import Workshop


@dataclass(frozen=True, slots=True)
class BuiltFile:
    """One file of the built site."""

    path: str
    """posix path relative to the output folder"""
    content: bytes
    rank: Rank
    source: str
    """post it belongs to, or empty"""


def file_of(url: str) -> str:
    """/hippo/ lies in hippo/index.html, /feed.xml in feed.xml."""
    return f"{url}index.html".lstrip("/") if url.endswith("/") else url.lstrip("/")


def render(workshop: Workshop, recipe: Recipe) -> bytes:
    """One page, as the theme prints it."""
    return workshop.theme.render(recipe.template, recipe.values()).encode()


def static_built(workshop: Workshop) -> Iterator[BuiltFile]:
    """The theme's static files under their hashed names."""
    for file in workshop.static.values():
        yield BuiltFile(file_of(file.url), file.content, "asset", "")


def asset_files(composition: Composition) -> Iterator[BuiltFile]:
    """Files beside posts and pictures for feeds."""
    for asset in composition.assets:
        yield BuiltFile(file_of(asset.url), asset.content(), "asset", asset.source)


def page_file(workshop: Workshop, recipe: Recipe) -> BuiltFile:
    """A page, a feed or a list. Raises Halt where its template is at fault."""
    content = render(workshop, recipe)
    return BuiltFile(file_of(recipe.url), content, recipe.rank, recipe.source)
