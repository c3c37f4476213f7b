"""Old addresses of posts to pages that send their visitors on, each where nothing else lies."""

from collections.abc import Iterable
from dataclasses import dataclass
from posixpath import basename

from huoye.build.world import World
from huoye.model.catalog import Entry
from huoye.model.problem import Problem, problem
from huoye.model.recipe import Asset, Recipe
from huoye.pages.moved import moved_page


@dataclass(frozen=True, slots=True)
class Moved:
    """Pages at old addresses, and old addresses that are taken."""

    assets: tuple[Asset, ...]
    problems: tuple[Problem, ...]


def moved(
    entries: Iterable[Entry], recipes: Iterable[Recipe], assets: Iterable[Asset], world: World
) -> Moved:
    """A page for each alias; what is there now, or another post's alias, comes first."""
    taken = {recipe.url.casefold(): recipe.source or recipe.template for recipe in recipes}
    taken |= {asset.url.casefold(): asset.source or asset.url for asset in assets}
    pages: list[Asset] = []
    problems: list[Problem] = []
    for entry, url in ((e, _page(a)) for e in entries for a in e.draft.front.aliases):
        key, path = url.casefold(), entry.draft.path
        if key not in taken:
            taken[key] = path
            pages.append(_asset(url, entry, world))
        elif key != entry.url.casefold():
            line = entry.draft.front.lines["aliases"]
            problems.append(problem("HY433", path, line, url=url, other=taken[key]))
    return Moved(tuple(pages), tuple(problems))


def _page(alias: str) -> str:
    """/old is a folder to a host of files, /old.html a file."""
    return alias if alias.endswith("/") or "." in basename(alias) else f"{alias}/"


def _asset(url: str, entry: Entry, world: World) -> Asset:
    language = entry.draft.front.lang or world.config.site.language
    return Asset(url, lambda: moved_page(entry, language, world.place).encode(), entry.draft.path)
