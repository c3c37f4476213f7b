"""A catalog to the addresses that search engines are told of."""

from huoye.model.catalog import Catalog
from huoye.model.page import SitemapView
from huoye.model.place import Place
from huoye.pages.head import modified


def sitemap_view(catalog: Catalog, place: Place) -> SitemapView:
    """Home, posts and standalone pages; lists are found from there."""
    home = (place.absolute("/"), "")
    entries = ((place.absolute(e.url), modified(e)[:10]) for e in (*catalog.posts, *catalog.pages))
    return SitemapView((home, *entries))
