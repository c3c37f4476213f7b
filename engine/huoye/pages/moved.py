"""An old address to the page that sends its visitors on."""

from markdown_it.common.utils import escapeHtml

from huoye.model.catalog import Entry
from huoye.model.place import Place


def moved_page(entry: Entry, language: str, place: Place) -> str:
    """A page that needs no theme: a reader sees it for a moment, a search engine follows it."""
    title, address = escapeHtml(entry.draft.front.title), escapeHtml(place.absolute(entry.url))
    return (
        f'<!doctype html>\n<html lang="{escapeHtml(language)}">\n<meta charset="utf-8">\n'
        f'<title>{title}</title>\n<meta name="robots" content="noindex">\n'
        f'<link rel="canonical" href="{address}">\n'
        f'<meta http-equiv="refresh" content="0; url={address}">\n'
        f'<p>这一页已移到<a href="{address}">{title}</a>。</p>\n</html>\n'
    )
