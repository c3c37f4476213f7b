"""The front matter of a post, checked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Update:
    """One entry of `updated`."""

    at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Fields as dialect.md §1 lists them; every date is aware."""

    title: str
    date: datetime | None
    """None only for a standalone page"""
    updated: tuple[Update, ...] = ()
    tags: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    series: str = ""
    slug: str = ""
    """address part chosen by the author; "" means the name of the source"""
    id: str = ""
    """number of a numbered address, or an imported feed id"""
    aliases: tuple[str, ...] = ()
    old_titles: tuple[str, ...] = ()
    draft: bool = False
    summary: str = ""
    author: str = ""
    lang: str = ""
    cover: str = ""
    toc: bool = True
    comments: bool = True
    pinned: bool = False
    macros: Mapping[str, str] = field(default_factory=dict)
    """name without backslash → body or (n args) definition, see mark/macros.py"""
    archived: bool = False
    """results: archived — figures are frozen for good and never called stale"""
    run: Mapping[str, str] = field(default_factory=dict)
    """execution defaults of the post's cells (front matter `huoye:`)"""
    lines: Mapping[str, int] = field(default_factory=dict)
    """key → its 1-based line, for problems"""
