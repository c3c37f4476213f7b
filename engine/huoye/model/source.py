"""A Markdown file as it was read."""

import unicodedata
from dataclasses import dataclass
from typing import Literal

Kind = Literal["post", "page"]


@dataclass(frozen=True, slots=True)
class Source:
    """Text of one post or page; decoding and locating were done by the disk room."""

    path: str
    """posix path relative to the site's folder: posts/hippo/index.md"""
    kind: Kind
    """post (dated, listed) or page (standalone)"""
    text: str
    """without byte order mark, line ends as \\n"""
    digest: str
    """digest of the text"""

    @property
    def folder(self) -> str:
        """Folder the source lies in: posts/hippo, or posts for a single-file post."""
        return self.path.rpartition("/")[0]

    @property
    def name(self) -> str:
        """Name an author calls it by, in NFC: hippo for posts/hippo/index.md, posts/hippo.md."""
        stem = self.path.removesuffix("/index.md").removesuffix(".md")
        return unicodedata.normalize("NFC", stem.rpartition("/")[2])
