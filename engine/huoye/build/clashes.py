"""Addresses of posts held against those of the site's own lists."""

from collections.abc import Iterable, Iterator

from huoye.catalog.collect import chosen_at
from huoye.model.catalog import Entry
from huoye.model.problem import Problem, problem
from huoye.model.recipe import Recipe


def clashes(entries: Iterable[Entry], recipes: Iterable[Recipe]) -> Iterator[Problem]:
    """A post that claims /tags/ or lies in /feed.xml is the one to move; case is no difference."""
    lists = {_key(recipe.url): recipe for recipe in recipes if recipe.rank == "list"}
    files = {key: recipe for key, recipe in lists.items() if not recipe.url.endswith("/")}
    for entry in entries:
        key = _key(entry.url)
        above = (key[:at] for at, character in enumerate(key) if character == "/")
        taken = lists.get(key) or next((files[path] for path in above if path in files), None)
        if taken is not None:
            path, line = entry.draft.path, chosen_at(entry)
            yield problem("HY401", path, line, url=entry.url, other=taken.template)


def _key(url: str) -> str:
    return url.strip("/").casefold()
