"""What the theme's templates are given: every value of a page, ready to print.

Fields of type Html are printed as they are; all others are escaped by the theme.
"""

from dataclasses import dataclass
from typing import NewType

from huoye.model.config import Link

Html = NewType("Html", str)


@dataclass(frozen=True, slots=True)
class DateTile:
    """A date as the tile shows it."""

    iso: str
    """2026-02-27, for <time datetime>"""
    day: str
    """27"""
    month: str
    """Feb"""
    year_month: str
    """2026.02"""


@dataclass(frozen=True, slots=True)
class SiteView:
    """What every page shows of the site."""

    title: str
    url: str
    """absolute, no trailing slash"""
    root: str
    """path of the home page: "/" or "/blog/" """
    author: str
    description: str
    language: str
    menu: tuple[Link, ...]
    footer: tuple[Html, ...]
    licence: str
    licence_url: str
    feed: str
    """path of the site's feed"""
    style: str
    """path of the hashed style sheet"""
    icon: str
    """path of the hashed favicon"""
    script: str = ""
    """path of the hashed script, which reading does not need; empty: none is loaded"""
    reproduction: str = ""
    """path of the page that tells which results still count; empty: nothing is computed"""


@dataclass(frozen=True, slots=True)
class PageView:
    """What the head of a page needs."""

    title: str
    """for <title>, without the site's name; empty on the home page"""
    url: str
    """path of this page"""
    canonical: str
    """absolute address"""
    description: str
    kind: str
    """home, post, page, list, archive, tags, series, equations, reproduction, 404"""
    feed: str = ""
    """path of the page's own feed besides the site's; empty where there is none"""
    published: str = ""
    """ISO date-time, posts only"""
    modified: str = ""
    language: str = ""
    """of a post that names its own; empty: the site's"""
    image: str = ""
    """absolute address of the picture that stands for the page"""
    outlines: Html = Html("")
    """hidden <svg> with the glyph outlines that the page's formulas use"""
    live: bool = False
    """in `serve`: the page loads the reload script"""
    json_ld: Html = Html("")
    """<script type="application/ld+json"> block of a post; data, not code"""


@dataclass(frozen=True, slots=True)
class TocItem:
    """One line of the contents."""

    level: int
    anchor: str
    text: Html
    """as the heading shows it, without links"""


@dataclass(frozen=True, slots=True)
class SeriesView:
    """The bar above a post of a series."""

    name: str
    url: str
    index: int
    count: int
    previous: Link | None
    next: Link | None


@dataclass(frozen=True, slots=True)
class UpdateView:
    """One change of a post."""

    date: str
    note: str


@dataclass(frozen=True, slots=True)
class CitedView:
    """An equation of a post that other posts refer to."""

    number: Html
    """(3), or a typeset tag"""
    url: str
    """#anchor of the equation"""
    id: str
    """of this line: the mark beside the number leads to it"""
    posts: tuple[Link, ...]
    """newest first"""


@dataclass(frozen=True, slots=True)
class PostView:
    """A post or a standalone page in full."""

    title: str
    url: str
    author: str
    date: DateTile | None
    """None on a standalone page"""
    updated: tuple[UpdateView, ...]
    tags: tuple[Link, ...]
    categories: tuple[Link, ...]
    series: SeriesView | None
    toc: tuple[TocItem, ...]
    body: Html
    notes: Html
    """the footnotes' section, or empty"""
    hanzi: int
    formulas: int
    minutes: int
    older: Link | None
    newer: Link | None
    cite_text: str
    """one line; empty on a standalone page"""
    cite_bibtex: str
    badge: str
    """草稿 or 未来 in serve; empty for a published post"""
    banner: str = ""
    """in serve: why the page shown is the last good one"""
    cited: tuple[CitedView, ...] = ()
    """its equations that other posts refer to"""


@dataclass(frozen=True, slots=True)
class EntryView:
    """A post in a stream: tile, title, rendered excerpt."""

    title: str
    url: str
    date: DateTile
    tags: tuple[Link, ...]
    excerpt: Html
    more: bool
    """the post goes on beyond the excerpt"""
    badge: str
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class Pager:
    """Where a stream goes on."""

    number: int
    count: int
    pages: tuple[Link, ...]
    """every page of the stream, text = its number"""
    previous: str
    """path, or empty"""
    next: str


@dataclass(frozen=True, slots=True)
class StreamView:
    """The home page, or the posts of a tag or category."""

    heading: str
    """empty on the home page; 标签：概率"""
    entries: tuple[EntryView, ...]
    pager: Pager


@dataclass(frozen=True, slots=True)
class LineView:
    """A post in a plain list."""

    title: str
    url: str
    date: DateTile
    badge: str


@dataclass(frozen=True, slots=True)
class YearView:
    """One year of the archive."""

    year: str
    posts: tuple[LineView, ...]


@dataclass(frozen=True, slots=True)
class ArchiveView:
    """All posts by year."""

    years: tuple[YearView, ...]
    count: int


@dataclass(frozen=True, slots=True)
class TermView:
    """A tag, category or series with its posts."""

    name: str
    url: str
    posts: tuple[LineView, ...]


@dataclass(frozen=True, slots=True)
class TermsView:
    """The page of all tags, or of all series, or of one series."""

    heading: str
    terms: tuple[TermView, ...]


@dataclass(frozen=True, slots=True)
class EquationView:
    """A numbered display on the page of all of them: typeset, or its TeX with links."""

    shown: Html = Html("")
    """the display with its source, its numbers leading to its place"""
    tex: str = ""
    """where it is not shown"""
    numbers: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class IndexedView:
    """A post with its numbered equations."""

    title: str
    url: str
    badge: str
    equations: tuple[EquationView, ...]


@dataclass(frozen=True, slots=True)
class EquationsView:
    """Every numbered equation of the site."""

    posts: tuple[IndexedView, ...]
    """newest first"""
    count: int
    plain: int
    """how many are told by their TeX alone"""


@dataclass(frozen=True, slots=True)
class FeedEntryView:
    """One entry of a feed."""

    title: str
    url: str
    """absolute"""
    id: str
    published: str
    updated: str
    author: str
    tags: tuple[str, ...]
    summary: str
    content: Html
    """full text, self-contained: absolute addresses, formulas as images"""


@dataclass(frozen=True, slots=True)
class FeedView:
    """An Atom feed."""

    title: str
    url: str
    """absolute address of the page it follows"""
    self_url: str
    id: str
    updated: str
    entries: tuple[FeedEntryView, ...]


@dataclass(frozen=True, slots=True)
class SitemapView:
    """Absolute addresses with their last change (may be empty)."""

    addresses: tuple[tuple[str, str], ...]
