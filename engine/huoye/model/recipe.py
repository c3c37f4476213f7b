"""How to make one file of the site: a template with its values, or bytes as they are."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

Rank = Literal["asset", "page", "list"]


@dataclass(frozen=True, slots=True)
class Recipe:
    """A page that the theme renders when somebody wants it."""

    url: str
    """path in the site: /hippo/, /feed.xml"""
    template: str
    """name of the theme's template: post.html"""
    values: Callable[[], Mapping[str, object]]
    """the template's values; called only when the page is rendered"""
    rank: Rank
    """order of writing: assets before pages before lists"""
    source: str = ""
    """path of the post it shows, for keeping its last good page; empty for lists"""


@dataclass(frozen=True, slots=True)
class Asset:
    """A file published as it is."""

    url: str
    content: Callable[[], bytes]
    source: str = ""
    """path of the post it belongs to, or empty"""
