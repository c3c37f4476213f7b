"""A resolved post to the recipe of its own page."""

import re
from collections.abc import Mapping
from urllib.parse import quote

from huoye.build.scene import Scene
from huoye.build.shown import Shown, body, contents, glyphs, notes
from huoye.model.place import Place
from huoye.model.recipe import Recipe
from huoye.pages.cited import cited_views
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
    foot = cited_views(shown.cited, world.place)
    filled = Filled(text, below, contents(shown), banner, foot)
    view = post_view(entry, filled, scene.catalog, world.config.site, world.place)
    outlines = scene.outlines(glyphs(shown))
    image = _image(shown, world.place)
    page = post_page(entry, view.author, outlines, world.place, image=image, live=world.live)
    return {"site": scene.site, "page": page, "post": view}


def _image(shown: Shown, place: Place) -> str:
    """Absolute address of the post's cover; empty without one, or where its file is lost."""
    cover = shown.entry.draft.front.cover
    beside = shown.view.images.get(cover)
    if beside is not None:
        return place.origin + quote(beside.url, safe="/%")
    return cover if re.match(r"https?://", cover) else ""
