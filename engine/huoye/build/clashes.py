"""Addresses of posts held against those of the site's own lists."""

from collections.abc import Iterable, Iterator

from huoye.model.catalog import Entry
from huoye.model.problem import Problem, problem
from huoye.model.recipe import Recipe


def clashes(entries: Iterable[Entry], recipes: Iterable[Recipe]) -> Iterator[Problem]:
    """A post that claims /tags/ or /page/2/ is the one to move; case is no difference."""
    lists = {recipe.url.casefold(): recipe for recipe in recipes if recipe.rank == "list"}
    for entry in entries:
        taken = lists.get(entry.url.casefold())
        if taken is not None:
            line = entry.draft.front.lines.get("slug", 1)
            yield problem("HY401", entry.draft.path, line, url=entry.url, other=taken.template)
