"""A catalog to recipes of its plain lists: archive, tags, series; and the 404 page."""

from collections.abc import Callable, Mapping

from huoye.build.scene import Scene
from huoye.model.catalog import Term
from huoye.model.recipe import Recipe
from huoye.pages.head import list_page
from huoye.pages.lists import archive_view, terms_view


def list_recipes(scene: Scene) -> list[Recipe]:
    """Pages that show titles only."""
    catalog, place = scene.catalog, scene.world.place
    return [
        _page(
            "/archive/", "归档", "archive", scene, lambda: {"archive": archive_view(catalog, place)}
        ),
        _page(
            "/tags/",
            "标签",
            "tags",
            scene,
            lambda: {"terms": terms_view("标签", catalog.tags, place)},
        ),
        _page(
            "/series/",
            "系列",
            "series",
            scene,
            lambda: {"terms": terms_view("系列", catalog.series, place)},
        ),
        *(_series(term, scene) for term in catalog.series),
        _page("/404.html", "没有这一页", "404", scene, dict),
    ]


def _series(term: Term, scene: Scene) -> Recipe:
    heading = f"系列：{term.name}"
    place = scene.world.place
    return _page(
        term.url, heading, "series", scene, lambda: {"terms": terms_view(heading, [term], place)}
    )


def _page(
    url: str, title: str, kind: str, scene: Scene, more: Callable[[], Mapping[str, object]]
) -> Recipe:
    """A page whose template bears the name of its kind."""
    head = list_page(title, url, kind, scene.world.place, live=scene.world.live)
    return Recipe(url, f"{kind}.html", lambda: {"site": scene.site, "page": head, **more()}, "list")
