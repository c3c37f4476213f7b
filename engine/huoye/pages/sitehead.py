"""Settings and catalog to what every page shows of the site."""

from huoye.model.catalog import Catalog
from huoye.model.config import Config, Link
from huoye.model.page import Html, SiteView
from huoye.model.place import Place

EQUATIONS = "/equations/"
"""path of the page that indexes them"""
REPRODUCTION = "/复现/"
"""path of the page that tells which results still count"""


def site_view(
    config: Config,
    catalog: Catalog,
    place: Place,
    style: str,
    icon: str,
    *,
    script: str = "",
    equations: bool = False,
    reproduction: bool = False,
) -> SiteView:
    """Header, menu and footer; `style`, `icon` and `script` are paths of the hashed assets.

    `equations`, `reproduction`: whether there is a page of them.
    """
    site = config.site
    return SiteView(
        title=site.title,
        url=site.url.rstrip("/"),
        root=place.path("/"),
        author=site.author,
        description=site.description,
        language=site.language,
        menu=tuple(_menu(config, catalog, place, equations=equations)),
        footer=tuple(Html(line) for line in site.footer),
        licence=site.licence,
        licence_url=site.licence_url,
        feed=place.path("/feed.xml"),
        style=place.path(style),
        icon=place.path(icon),
        script=place.path(script) if script else "",
        reproduction=place.path(REPRODUCTION) if reproduction else "",
    )


def _menu(config: Config, catalog: Catalog, place: Place, *, equations: bool) -> list[Link]:
    chosen = config.site.menu
    if chosen:
        return [Link(e.text, place.path(e.url) if e.url.startswith("/") else e.url) for e in chosen]
    entries = [Link("归档", place.path("/archive/"))]
    if catalog.series:
        entries.append(Link("系列", place.path("/series/")))
    if catalog.tags:
        entries.append(Link("标签", place.path("/tags/")))
    if equations:
        entries.append(Link("公式", place.path(EQUATIONS)))
    entries += [Link(p.draft.front.title, place.path(p.url)) for p in catalog.pages]
    entries.append(Link("订阅", place.path("/feed.xml")))
    return entries
