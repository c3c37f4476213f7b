"""The whole site as one value: which posts there are, where they live, what they number."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from huoye.model.draft import Draft


@dataclass(frozen=True, slots=True)
class Entry:
    """A post or page that will be shown."""

    draft: Draft
    url: str
    """path in the site, e.g. /hippo/"""
    badge: str = ""
    """草稿 or 未来, where `serve` shows what `build` would not"""


@dataclass(frozen=True, slots=True)
class Term:
    """A tag, a category or a series with its posts."""

    name: str
    url: str
    posts: tuple[Entry, ...]
    """newest first; a series: first part first"""


@dataclass(frozen=True, slots=True)
class Label:
    """What a reference to a numbered thing shows and where it leads."""

    text: str
    """(3), 图 1, or the text of a heading"""
    anchor: str
    html: str = ""
    """the number as HTML where it is itself a formula (\\tag{$\\star$})"""
    title: str = ""
    """plain text of a theorem's title or of a caption"""


@dataclass(frozen=True, slots=True)
class Catalog:
    """Everything a page may ask about the others."""

    posts: tuple[Entry, ...]
    """newest first"""
    pages: tuple[Entry, ...]
    tags: tuple[Term, ...]
    categories: tuple[Term, ...]
    series: tuple[Term, ...]
    names: Mapping[str, Entry]
    """every way an author may name a post: folder, slug, id"""
    titles: Mapping[str, tuple[Entry, ...]]
    """folded title → the posts that bear it or bore it"""
    absent: frozenset[str] = field(default_factory=frozenset)
    """names of sources that exist but cannot be shown now: a reference to one is no new error"""
