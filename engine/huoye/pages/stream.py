"""Posts to the pages of a stream: the home page, a tag, a category."""

from collections.abc import Sequence
from dataclasses import dataclass

from huoye.model.catalog import Entry, Term
from huoye.model.config import Link
from huoye.model.page import EntryView, Html, Pager
from huoye.model.place import Place
from huoye.pages.tile import date_tile


@dataclass(frozen=True, slots=True)
class StreamPage:
    """One page of a stream, before its excerpts are rendered."""

    url: str
    """path in the site"""
    posts: tuple[Entry, ...]
    pager: Pager


def stream_pages(
    first_url: str, posts: Sequence[Entry], per_page: int, place: Place
) -> tuple[StreamPage, ...]:
    """Cut a stream into pages; an empty stream still has its first page."""
    count = max(1, -(-len(posts) // per_page))
    urls = [first_url if n == 1 else f"{first_url}page/{n}/" for n in range(1, count + 1)]
    links = tuple(Link(str(n), place.path(url)) for n, url in enumerate(urls, 1))
    return tuple(
        StreamPage(
            url,
            tuple(posts[(n - 1) * per_page : n * per_page]),
            Pager(
                number=n,
                count=count,
                pages=links,
                previous=links[n - 2].url if n > 1 else "",
                next=links[n].url if n < count else "",
            ),
        )
        for n, url in enumerate(urls, 1)
    )


def pinned_first(posts: Sequence[Entry]) -> tuple[Entry, ...]:
    """The home page begins with what its author pinned."""
    return tuple(sorted(posts, key=lambda e: not e.draft.front.pinned))


def entry_view(entry: Entry, excerpt: str, tags: Sequence[Link], place: Place) -> EntryView:
    """A post in a stream."""
    front = entry.draft.front
    assert front.date is not None, "only dated posts stand in a stream"
    return EntryView(
        title=front.title,
        url=place.path(entry.url),
        date=date_tile(front.date),
        tags=tuple(tags),
        excerpt=Html(excerpt),
        more=not entry.draft.whole,
        badge=entry.badge,
        pinned=front.pinned,
    )


def term_links(names: Sequence[str], terms: Sequence[Term], place: Place) -> tuple[Link, ...]:
    """Names of tags to links, in the author's order."""
    urls = {t.name: t.url for t in terms}
    return tuple(Link(n, place.path(urls[n])) for n in names if n in urls)
