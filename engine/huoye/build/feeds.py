"""A catalog to recipes of what programs read: feeds, sitemap, robots.txt."""

from collections.abc import Mapping, Sequence

from huoye.build.equations import equation_recipes
from huoye.build.feedtext import feed_content, feed_pictures, page_pictures
from huoye.build.reproduction import reproduction_recipes
from huoye.build.scene import Scene
from huoye.model.catalog import Catalog, Entry, Term
from huoye.model.page import SitemapView
from huoye.model.recipe import Asset, Recipe
from huoye.pages.feed import feed_entry, feed_view
from huoye.pages.sitemap import sitemap_view


def feed_recipes(scene: Scene) -> list[Recipe]:
    """The site's feed, one for each tag, category and series; sitemap and robots.txt."""
    catalog, site = scene.catalog, scene.world.config.site
    return [
        _feed("/", site.title, catalog.posts, scene),
        *(
            _feed(t.url, f"{site.title}：{t.name}", _newest_first(t.posts), scene)
            for t in _terms(catalog)
        ),
        Recipe("/sitemap.xml", "sitemap.xml", lambda: {"sitemap": _sitemap(scene)}, "list"),
        Recipe("/robots.txt", "robots.txt", lambda: {"site": scene.site}, "list"),
    ]


def picture_assets(scene: Scene) -> list[Asset]:
    """Pictures of the posts that some feed shows, and those that the pages show as files."""
    limit = scene.world.config.feed.entries
    catalog = scene.catalog
    groups = [catalog.posts, *(_newest_first(t.posts) for t in _terms(catalog))]
    paths = dict.fromkeys(e.draft.path for posts in groups for e in posts[:limit])
    fed = feed_pictures([scene.shown[path] for path in paths], scene.world)
    shown = (asset for one in scene.shown.values() for asset in page_pictures(one))
    return list({asset.url: asset for asset in (*fed, *shown)}.values())


def _terms(catalog: Catalog) -> tuple[Term, ...]:
    return (*catalog.tags, *catalog.categories, *catalog.series)


def _feed(page: str, title: str, posts: Sequence[Entry], scene: Scene) -> Recipe:
    url = f"{page}feed.xml"
    return Recipe(url, "feed.xml", lambda: _values(page, url, title, posts, scene), "list")


def _values(
    page: str, url: str, title: str, posts: Sequence[Entry], scene: Scene
) -> Mapping[str, object]:
    world = scene.world
    chosen = posts[: world.config.feed.entries]
    entries = [
        feed_entry(
            e, feed_content(scene.shown[e.draft.path], world), world.config.site, world.place
        )
        for e in chosen
    ]
    return {"site": scene.site, "feed": feed_view(title, page, url, entries, world.place)}


def _newest_first(posts: Sequence[Entry]) -> list[Entry]:
    dated = [(e.draft.front.date, e) for e in posts]
    return [e for date, e in sorted(dated, key=lambda d: d[0].timestamp() if d[0] else 0)][::-1]


def _sitemap(scene: Scene) -> SitemapView:
    urls = (recipe.url for recipe in (*equation_recipes(scene), *reproduction_recipes(scene)))
    lists = [url for url in urls if url.endswith("/")]
    return sitemap_view(scene.catalog, lists, scene.world.place)
