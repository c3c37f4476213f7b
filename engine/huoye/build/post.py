"""A resolved post to the recipe of its own page."""

from collections.abc import Mapping

from huoye.build.scene import Scene
from huoye.build.shown import Shown, body, contents, glyphs, notes
from huoye.model.recipe import Recipe
from huoye.pages.head import post_page
from huoye.pages.post import Filled, post_view


def post_recipe(shown: Shown, scene: Scene) -> Recipe:
    """The page of a post or of a standalone page."""
    draft = shown.entry.draft
    return Recipe(
        url=shown.entry.url,
        template="post.html" if draft.kind == "post" else "page.html",
        values=lambda: _values(shown, scene),
        rank="page",
        source=draft.path,
    )


def _values(shown: Shown, scene: Scene) -> Mapping[str, object]:
    world, entry = scene.world, shown.entry
    banner = world.banners.get(entry.draft.path, "")
    text, below = body(shown, world.place), notes(shown, world.place)
    filled = Filled(text, below, contents(shown), banner)
    view = post_view(entry, filled, scene.catalog, world.config.site, world.place)
    outlines = scene.outlines(glyphs(shown))
    page = post_page(entry, view.author, outlines, world.place, live=world.live)
    return {"site": scene.site, "page": page, "post": view}
