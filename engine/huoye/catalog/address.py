"""Front matter to the address of a post."""

import unicodedata

from huoye.model.draft import Draft


def address(draft: Draft, permalink: str) -> str:
    """Path of a post or page: the permalink filled in, with one slash at each end.

    A standalone page lives at /<slug>/ whatever the permalink of posts.
    """
    slug = draft.front.slug or draft.name
    if draft.kind == "page" or draft.front.date is None:
        return _tidy(f"/{slug}/")
    date = draft.front.date
    parts = {
        "slug": slug,
        "id": draft.front.id or slug,
        "year": f"{date:%Y}",
        "month": f"{date:%m}",
        "day": f"{date:%d}",
    }
    return _tidy(permalink.format_map(parts))


def _tidy(path: str) -> str:
    segments = [
        s for s in unicodedata.normalize("NFC", path).split("/") if s not in ("", ".", "..")
    ]
    return "/" + "/".join(segments) + "/" if segments else "/"
