"""The site resolved: what every recipe is made from."""

from collections.abc import Mapping
from dataclasses import dataclass

from huoye.build.shown import Shown
from huoye.build.world import World
from huoye.mark.outline import outlines_html
from huoye.model.catalog import Catalog
from huoye.model.page import SiteView


@dataclass(frozen=True, slots=True)
class Scene:
    """Posts with their holes' contents, beside what is the same on all pages."""

    world: World
    catalog: Catalog
    site: SiteView
    shown: Mapping[str, Shown]
    """path of a draft → the post, resolved"""

    def outlines(self, glyphs: set[str]) -> str:
        """The glyph table of a page."""
        return outlines_html(self.world.outlines(sorted(glyphs)))
