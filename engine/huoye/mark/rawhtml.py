"""Raw HTML of an author to pieces as they are, and the ids in it to anchors of the post."""

import re

from huoye.mark.press import Press

ID = re.compile(r"<\w[^<>]*\s(?:id|name)=[\"']([^\"'\s]+)[\"']")


def claim_ids(press: Press, html: str) -> None:
    """Links may lead to an id that the author wrote in HTML."""
    for anchor in ID.findall(html):
        press.anchors.claim(anchor)
