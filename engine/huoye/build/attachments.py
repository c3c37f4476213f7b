"""Files beside posts to assets, and links within the site held against what will be there."""

from collections.abc import Collection, Iterable, Mapping
from posixpath import basename
from urllib.parse import unquote

from huoye.build.world import World
from huoye.catalog.resolve import Links
from huoye.model.catalog import Entry
from huoye.model.message import Level
from huoye.model.problem import Problem, problem
from huoye.model.recipe import Asset


def attachments(entries: Iterable[Entry], links: Mapping[str, Links], world: World) -> list[Asset]:
    """Only files that a post refers to are published, each at its place beside the post."""
    return [
        _asset(url, entry.draft.path, name, world)
        for entry in entries
        for name, url in links[entry.draft.path].attached.items()
    ]


def _asset(url: str, post: str, name: str, world: World) -> Asset:
    return Asset(url, lambda: world.read(post, name), post)


def lost_paths(
    entry: Entry, links: Links, urls: Collection[str], level: Level
) -> Iterable[Problem]:
    """Links like /tags/x/ that lead to no page of the site."""
    for target, line in links.site_paths:
        path = unquote(target).partition("#")[0]
        as_page = path if path.endswith("/") or "." in basename(path) else f"{path}/"
        if as_page not in urls:
            yield problem("HY407", entry.draft.path, line, level=level, target=target)
