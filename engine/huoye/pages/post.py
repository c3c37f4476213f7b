"""A post with its filled text to what the theme shows of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from huoye.model.catalog import Catalog, Entry, Term
from huoye.model.config import Link, SiteConfig
from huoye.model.draft import Count
from huoye.model.page import CitedView, Html, PostView, SeriesView, TocItem, UpdateView
from huoye.model.place import Place
from huoye.pages.cite import bibtex, citation
from huoye.pages.stream import term_links
from huoye.pages.tile import date_tile

HANZI_A_MINUTE = 350
WORDS_A_MINUTE = 220
SECONDS_A_DISPLAY = 10
"""reading speeds are conventions, not measurements"""


@dataclass(frozen=True, slots=True)
class Filled:
    """Text of a post with no holes left."""

    body: str
    notes: str
    contents: tuple[str, ...] = ()
    """text of each heading"""
    banner: str = ""
    cited: tuple[CitedView, ...] = ()


def post_view(
    entry: Entry, filled: Filled, catalog: Catalog, site: SiteConfig, place: Place
) -> PostView:
    """Everything post.html and page.html print."""
    draft, front = entry.draft, entry.draft.front
    older, newer = _neighbours(entry, catalog.posts, place)
    author = front.author or site.author
    return PostView(
        title=front.title,
        url=place.path(entry.url),
        author=author,
        date=date_tile(front.date) if front.date and draft.kind == "post" else None,
        updated=tuple(UpdateView(f"{u.at:%Y-%m-%d}", u.note) for u in front.updated),
        tags=term_links(front.tags, catalog.tags, place),
        categories=term_links(front.categories, catalog.categories, place),
        series=_series(entry, catalog.series, place),
        toc=_toc(entry, filled.contents) if front.toc else (),
        body=Html(filled.body),
        notes=Html(filled.notes),
        hanzi=draft.count.hanzi,
        formulas=draft.count.formulas + draft.count.displays,
        minutes=reading_minutes(draft.count),
        older=older,
        newer=newer,
        cite_text=citation(entry, author, place) if draft.kind == "post" else "",
        cite_bibtex=bibtex(entry, author, place) if draft.kind == "post" else "",
        badge=entry.badge,
        banner=filled.banner,
        cited=filled.cited,
    )


def reading_minutes(count: Count) -> int:
    """Whole minutes, at least one; formulas are read slowly."""
    prose = count.hanzi / HANZI_A_MINUTE + count.words / WORDS_A_MINUTE
    return max(1, round(prose + count.displays * SECONDS_A_DISPLAY / 60))


def _toc(entry: Entry, texts: Sequence[str]) -> tuple[TocItem, ...]:
    return tuple(
        TocItem(h.level, h.anchor, Html(text))
        for h, text in zip(entry.draft.headings, texts, strict=True)
        if h.level in (2, 3)
    )


def _series(entry: Entry, series: Sequence[Term], place: Place) -> SeriesView | None:
    for term in series:
        if entry not in term.posts:
            continue
        at = term.posts.index(entry)
        before = term.posts[at - 1] if at else None
        after = term.posts[at + 1] if at + 1 < len(term.posts) else None
        return SeriesView(
            name=term.name,
            url=place.path(term.url),
            index=at + 1,
            count=len(term.posts),
            previous=_link(before, place),
            next=_link(after, place),
        )
    return None


def _neighbours(
    entry: Entry, posts: Sequence[Entry], place: Place
) -> tuple[Link | None, Link | None]:
    """(older, newer) by date; a standalone page has none."""
    if entry not in posts:
        return None, None
    at = list(posts).index(entry)
    newer = posts[at - 1] if at else None
    older = posts[at + 1] if at + 1 < len(posts) else None
    return _link(older, place), _link(newer, place)


def _link(entry: Entry | None, place: Place) -> Link | None:
    return Link(entry.draft.front.title, place.path(entry.url)) if entry else None
