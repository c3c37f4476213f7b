"""Posts to an Atom feed."""

from collections.abc import Sequence
from datetime import datetime

from huoye.model.catalog import Entry
from huoye.model.config import SiteConfig
from huoye.model.page import FeedEntryView, FeedView, Html
from huoye.model.place import Place
from huoye.pages.head import description, modified

NEVER = "1970-01-01T00:00:00+00:00"
"""`updated` of a feed without entries: Atom demands a date, and now would change every build"""


def feed_entry(entry: Entry, content: str, site: SiteConfig, place: Place) -> FeedEntryView:
    """One post; its id stays what it was when the post was published first."""
    front = entry.draft.front
    address = place.absolute(entry.url)
    return FeedEntryView(
        title=front.title,
        url=address,
        id=_identity(entry, place),
        published=front.date.isoformat() if front.date else NEVER,
        updated=modified(entry) or NEVER,
        author=front.author or site.author or site.title,
        tags=front.tags,
        summary=description(entry),
        content=Html(content),
    )


def _identity(entry: Entry, place: Place) -> str:
    """What `id:` says, else the address at first publication: the oldest alias of a post."""
    front = entry.draft.front
    if ":" in front.id:
        return front.id
    return place.absolute(front.aliases[0] if front.aliases else entry.url)


def feed_view(
    title: str, page: str, url: str, entries: Sequence[FeedEntryView], place: Place
) -> FeedView:
    """A feed that follows the page at `page` and lives at `url`."""
    return FeedView(
        title=title,
        url=place.absolute(page),
        self_url=place.absolute(url),
        id=place.absolute(page),
        updated=max((e.updated for e in entries), key=datetime.fromisoformat, default=NEVER),
        entries=tuple(entries),
    )
