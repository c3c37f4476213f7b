"""A catalog to the addresses that search engines are told of."""

from collections.abc import Iterable

from huoye.model.catalog import Catalog
from huoye.model.page import SitemapView
from huoye.model.place import Place
from huoye.pages.head import modified


def sitemap_view(catalog: Catalog, lists: Iterable[str], place: Place) -> SitemapView:
    """Home, `lists` worth naming, posts and standalone pages; the rest is found from there."""
    home = (place.absolute("/"), "")
    entries = ((place.absolute(e.url), modified(e)[:10]) for e in (*catalog.posts, *catalog.pages))
    return SitemapView((home, *((place.absolute(url), "") for url in lists), *entries))
