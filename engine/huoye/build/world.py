"""What the world knows, gathered by the site room and handed to the score as plain values."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from huoye.build.script import Kit
from huoye.catalog.collect import Visibility
from huoye.catalog.resolve import Files
from huoye.model.config import Config
from huoye.model.draft import Draft
from huoye.model.formula import Outlines, TypesetAll
from huoye.model.place import Place
from huoye.model.record import Verdict


@dataclass(frozen=True, slots=True)
class CellFacts:
    """What is known of the cells of one post."""

    verdicts: Mapping[str, Verdict] = field(default_factory=dict)
    """cell → the verdict that the page shows, the best of its presets"""
    blobs: Mapping[tuple[str, str], bytes] = field(default_factory=dict)
    """(cell, file) → content, for the record of that verdict"""
    scripts: Mapping[str, Callable[[], bytes]] = field(default_factory=dict)
    """cell → the script that gives its result again, where one can"""
    run: str = ""
    """what `huoye run` calls the post, where its author is who sees the page (serve)"""


@dataclass(frozen=True, slots=True)
class World:
    """Everything that is not computed."""

    config: Config
    place: Place
    drafts: tuple[Draft, ...]
    visibility: Visibility
    typeset: TypesetAll
    outlines: Outlines
    cells: Mapping[str, CellFacts]
    """path of a draft → its cells"""
    files: Files
    read: Callable[[str, str], bytes]
    """content of a file that `files` found"""
    static: Mapping[str, str]
    """static file of the theme → path of its hashed copy"""
    absent: frozenset[str] = frozenset()
    """names of posts that exist but cannot be shown"""
    banners: Mapping[str, str] = field(default_factory=dict)
    """in `serve`: path of a post → why its last good text is shown"""
    borne: Mapping[str, str] = field(default_factory=dict)
    """folded title that a post bore at an earlier build → path of that post"""
    kit: Kit | None = None
    """what scripts are made of; None: none are offered"""
    strict: bool = False
    """a result that is not fresh is an error"""
    live: bool = False
    """in `serve`: pages load the reload script"""
