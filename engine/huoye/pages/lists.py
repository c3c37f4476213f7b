"""Catalog to the plain lists of a site: archive, tags, series."""

from collections.abc import Sequence
from itertools import groupby

from huoye.model.catalog import Catalog, Entry, Term
from huoye.model.page import ArchiveView, LineView, TermsView, TermView, YearView
from huoye.model.place import Place
from huoye.pages.tile import date_tile


def archive_view(catalog: Catalog, place: Place) -> ArchiveView:
    """All posts, newest first, by year."""
    years = groupby(catalog.posts, key=_year)
    return ArchiveView(
        years=tuple(YearView(year, lines(tuple(posts), place)) for year, posts in years),
        count=len(catalog.posts),
    )


def terms_view(heading: str, terms: Sequence[Term], place: Place) -> TermsView:
    """Tags or series with their posts."""
    views = (TermView(t.name, place.path(t.url), lines(t.posts, place)) for t in terms)
    return TermsView(heading, tuple(views))


def lines(posts: Sequence[Entry], place: Place) -> tuple[LineView, ...]:
    """One line a post."""
    return tuple(
        LineView(e.draft.front.title, place.path(e.url), date_tile(e.draft.front.date), e.badge)
        for e in posts
        if e.draft.front.date is not None
    )


def _year(entry: Entry) -> str:
    date = entry.draft.front.date
    return f"{date.year}" if date else ""
