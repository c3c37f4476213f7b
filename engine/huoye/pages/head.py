"""A post or list to what the head of its page says."""

import json

from huoye.model.catalog import Entry
from huoye.model.page import Html, PageView
from huoye.model.place import Place

DESCRIPTION_LENGTH = 120


def post_page(
    entry: Entry, author: str, outlines: str, place: Place, *, image: str = "", live: bool
) -> PageView:
    """Head of a post's or standalone page's own page; `image` is absolute."""
    front = entry.draft.front
    is_post = entry.draft.kind == "post" and front.date is not None
    return PageView(
        title=front.title,
        url=place.path(entry.url),
        canonical=place.absolute(entry.url),
        description=description(entry),
        kind=entry.draft.kind,
        published=front.date.isoformat() if front.date and is_post else "",
        modified=modified(entry) if is_post else "",
        language=front.lang,
        image=image,
        outlines=Html(outlines),
        live=live,
        json_ld=Html(_json_ld(entry, author, image, place)) if is_post else Html(""),
    )


def list_page(
    title: str,
    url: str,
    kind: str,
    place: Place,
    *,
    description: str = "",
    outlines: str = "",
    feed: str = "",
    live: bool = False,
) -> PageView:
    """Head of a page that lists posts."""
    return PageView(
        title=title,
        url=place.path(url),
        canonical=place.absolute(url),
        description=description,
        kind=kind,
        feed=place.path(feed) if feed else "",
        outlines=Html(outlines),
        live=live,
    )


def description(entry: Entry) -> str:
    """The author's summary, else the beginning of the prose."""
    text = entry.draft.front.summary or " ".join(entry.draft.plain.split())
    return text if len(text) <= DESCRIPTION_LENGTH else text[: DESCRIPTION_LENGTH - 1] + "…"


def modified(entry: Entry) -> str:
    """ISO date-time of the last update the author declared, else of publication."""
    front = entry.draft.front
    dates = [u.at for u in front.updated] + ([front.date] if front.date else [])
    return max(dates).isoformat() if dates else ""


def _json_ld(entry: Entry, author: str, image: str, place: Place) -> str:
    """schema.org BlogPosting; "<" is escaped so that no title can end the script block."""
    front = entry.draft.front
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "BlogPosting",
        "headline": front.title,
        "datePublished": front.date.isoformat() if front.date else "",
        "dateModified": modified(entry),
        "author": {"@type": "Person", "name": author},
        "mainEntityOfPage": place.absolute(entry.url),
        "keywords": list(front.tags),
        "description": description(entry),
        **({"image": image} if image else {}),
        **({"inLanguage": front.lang} if front.lang else {}),
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/ld+json">{text}</script>'
