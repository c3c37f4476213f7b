"""The results of all posts to the recipes of /复现/ and its feed, where there are any."""

from collections.abc import Iterable, Iterator, Mapping

from huoye.build.scene import Scene
from huoye.build.shown import Shown
from huoye.model.recipe import Recipe
from huoye.model.record import Verdict
from huoye.pages.feed import feed_view
from huoye.pages.head import list_page
from huoye.pages.reproduction import Told, reproduction_view
from huoye.pages.reproductionfeed import Desk, reproduction_entries
from huoye.pages.sitehead import REPRODUCTION

FEED = f"{REPRODUCTION}feed.xml"
TITLE = "复现"
SAID = "全站的图与数：哪些仍与代码一致，哪些已过时、为什么，最近在哪里核验过。"


def has_results(shown: Iterable[Shown]) -> bool:
    """Whether anything on the site is computed."""
    return any(True for one in shown for _ in _cells(one))


def reproduction_recipes(scene: Scene) -> list[Recipe]:
    """The page and its feed."""
    if not has_results(scene.shown.values()):
        return []
    return [
        Recipe(REPRODUCTION, "reproduction.html", lambda: _page(scene), "list"),
        Recipe(FEED, "feed.xml", lambda: _feed(scene), "list"),
    ]


def _page(scene: Scene) -> Mapping[str, object]:
    world = scene.world
    head = list_page(
        TITLE, REPRODUCTION, "reproduction", world.place,
        description=SAID, feed=FEED, live=world.live,
    )  # fmt: skip
    view = reproduction_view(_told(scene), world.place, FEED, scripts=world.kit is not None)
    return {"site": scene.site, "page": head, "reproduction": view}


def _feed(scene: Scene) -> Mapping[str, object]:
    world = scene.world
    site = world.config.site
    desk = Desk(world.place, REPRODUCTION, site.author or site.title)
    entries = reproduction_entries(_told(scene), desk, world.config.feed.entries)
    title = f"{site.title}：{TITLE}"
    return {"site": scene.site, "feed": feed_view(title, REPRODUCTION, FEED, entries, world.place)}


def _told(scene: Scene) -> list[Told]:
    """Posts and pages with results, newest first."""
    shown = (scene.shown[e.draft.path] for e in (*scene.catalog.posts, *scene.catalog.pages))
    found = ((one, tuple(_cells(one))) for one in shown)
    return [
        Told(one.entry.draft.front.title, one.entry.url, one.entry.badge, cells)
        for one, cells in found
        if cells
    ]


def _cells(shown: Shown) -> Iterator[tuple[str, Verdict]]:
    """Cells that show a result; a silent one is told only where its record is damaged."""
    for cell in shown.entry.draft.cells:
        verdict = shown.facts.verdicts.get(cell.name)
        if verdict is not None and (cell.labelled or verdict.state == "damaged"):
            yield shown.numbering.captions.get(cell.name, "") or cell.name, verdict
