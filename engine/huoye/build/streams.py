"""A catalog to recipes of its streams: home page, tags, categories, each in pages."""

from collections.abc import Mapping, Sequence

from huoye.build.scene import Scene
from huoye.build.shown import excerpt, glyphs
from huoye.model.catalog import Entry, Term
from huoye.model.page import EntryView, StreamView
from huoye.model.recipe import Recipe
from huoye.pages.head import list_page
from huoye.pages.stream import StreamPage, entry_view, pinned_first, stream_pages, term_links


def stream_recipes(scene: Scene) -> list[Recipe]:
    """Every page of every stream."""
    catalog = scene.catalog
    return [
        *_stream("home.html", "", "/", pinned_first(catalog.posts), scene),
        *_terms("标签", catalog.tags, scene),
        *_terms("分类", catalog.categories, scene),
    ]


def _terms(word: str, terms: Sequence[Term], scene: Scene) -> list[Recipe]:
    return [
        recipe
        for term in terms
        for recipe in _stream("stream.html", f"{word}：{term.name}", term.url, term.posts, scene)
    ]


def _stream(
    template: str, heading: str, url: str, posts: Sequence[Entry], scene: Scene
) -> list[Recipe]:
    site, place = scene.world.config.site, scene.world.place
    pages = stream_pages(url, posts, site.per_page, place)
    return [_recipe(template, heading, url, page, scene) for page in pages]


def _recipe(template: str, heading: str, first: str, page: StreamPage, scene: Scene) -> Recipe:
    return Recipe(page.url, template, lambda: _values(heading, first, page, scene), "list")


def _values(heading: str, first: str, page: StreamPage, scene: Scene) -> Mapping[str, object]:
    world, number = scene.world, page.pager.number
    posts = [scene.shown[entry.draft.path] for entry in page.posts]
    used: set[str] = set().union(*(glyphs(post, post.excerpt) for post in posts))
    head = list_page(
        heading if number == 1 else f"{heading or '首页'}，第 {number} 页",
        page.url,
        "list" if heading else "home",
        world.place,
        description=world.config.site.description,
        outlines=scene.outlines(used),
        feed=f"{first}feed.xml" if heading else "",
        live=world.live,
    )
    entries = tuple(_entry(entry, n, scene) for n, entry in enumerate(page.posts, 1))
    return {"site": scene.site, "page": head, "stream": StreamView(heading, entries, page.pager)}


def _entry(entry: Entry, n: int, scene: Scene) -> EntryView:
    place = scene.world.place
    text = excerpt(scene.shown[entry.draft.path], f"p{n}-", place)
    tags = term_links(entry.draft.front.tags, scene.catalog.tags, place)
    return entry_view(entry, text, tags, place)
