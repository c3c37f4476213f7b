"""What the template of /复现/ is given: which results still count, and who verified them where."""

from dataclasses import dataclass

from huoye.model.config import Link
from huoye.model.page import Html


@dataclass(frozen=True, slots=True)
class RowView:
    """Cells of one post of which the same is to be said."""

    state: str
    """fresh, stale, never, damaged, archived"""
    word: str
    """the state in Chinese"""
    cells: tuple[Link, ...]
    why: Html
    """the reasons, empty where the result counts"""
    made: str
    """day, device and version; empty where there is no result"""
    verified: str
    """the same of the last rerun that agreed; empty where there is none"""


@dataclass(frozen=True, slots=True)
class ReproducedView:
    """A post with its cells."""

    title: str
    url: str
    badge: str
    counts: str
    """its cells by state, in words"""
    rows: tuple[RowView, ...]
    """empty: the post is told by its counts alone"""


@dataclass(frozen=True, slots=True)
class ReproductionView:
    """Every cell of the site that shows a result or ought to."""

    posts: tuple[ReproducedView, ...]
    """those with results that do not count, then the others, each newest first"""
    cells: int
    counts: str
    """the site's cells by state, in words"""
    verified: int
    """cells that a rerun agreed with"""
    latest: str
    """day of the last such rerun; empty where there is none"""
    short: int
    """posts that are told by their counts alone"""
    feed: str
    """path of the feed"""
    scripts: bool
    """whether run cards offer scripts"""
