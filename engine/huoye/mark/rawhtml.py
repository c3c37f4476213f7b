"""Raw HTML of an author to pieces as they are, its ids to anchors, its addresses to look-ups."""

import re
from html import unescape

from huoye.mark.links import href_pieces, is_external
from huoye.mark.press import Press
from huoye.model.draft import Hole, Pieces

ID = re.compile(r"<\w[^<>]*\s(?:id|name)=[\"']([^\"'\s]+)[\"']")
ADDRESS = re.compile(
    r"<(?:a|img|source|video|audio)\b[^<>]*?\s(?:href|src)\s*=\s*"
    r"(\"[^\"<>]*\"|'[^'<>]*'|[^\s\"'<>=]+)",
    re.I,
)
"""group 1 is the address, mostly in quotes"""
HIDDEN = {"<!--": "-->", "<script": "</script", "<style": "</style", "<textarea": "</textarea"}
"""what begins a stretch in which no tag is one → what ends it"""
HIDES = re.compile(r"<!--|<(?:script|style|textarea)\b", re.I)


def raw_pieces(press: Press, html: str, line: int) -> Pieces:
    """The HTML that begins on a body line; what it links and shows of the site is looked up."""
    _claim_ids(press, html)
    pieces: list[str | Hole] = []
    position = 0
    for match in ADDRESS.finditer(_without_hidden(html)):
        start, stop = match.span(1)
        target = unescape(match[1].strip("\"'")).strip()
        if target.strip("#") and not is_external(target):
            before = html[position:start]
            line += before.count("\n")
            pieces += [before, '"', *href_pieces(press, target, line), '"']
            position = stop
    return (*pieces, html[position:])


def _claim_ids(press: Press, html: str) -> None:
    """Links may lead to an id that the author wrote in HTML."""
    for anchor in ID.findall(html):
        press.anchors.claim(anchor)


def _without_hidden(html: str) -> str:
    """The HTML, comments and scripts blanked; every position stays what it was."""
    kept, position = [], 0
    while match := HIDES.search(html, position):
        close = re.compile(HIDDEN[match[0].lower()], re.I).search(html, match.end())
        stop = close.start() if close else len(html)
        kept += [html[position : match.start()], " " * (stop - match.start())]
        position = stop
    return "".join(kept) + html[position:]
