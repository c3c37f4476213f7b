"""Sources to drafts, remembered: an edit parses one post again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from huoye.disk.scan import find_sources
from huoye.fresh.canon import canon
from huoye.mark.parse import Parsed, ParseOptions, parse
from huoye.model.config import Config
from huoye.model.problem import Problem
from huoye.model.source import Source
from huoye.text.digest import sha

Met = Callable[[Parsed], None]
"""told of each text right after it was parsed anew"""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Every source of the site and what became of it."""

    sources: tuple[Source, ...]
    parsed: Mapping[str, Parsed]
    """path → draft and problems"""
    problems: tuple[Problem, ...]
    """of folders that are no post"""


class Library:
    """Reads and parses the sources of one site."""

    def __init__(self, root: Path, config: Config) -> None:
        self._root = root
        self._options = parse_options(config)
        self._memory: dict[tuple[str, str], Parsed] = {}

    def read(self, met: Met = lambda parsed: None) -> Shelf:
        """The sources as they are now; unchanged ones are not parsed again."""
        scan = find_sources(self._root)
        parsed = {source.path: self.parse(source, met) for source in scan.sources}
        # broken, not gone: such a post keeps its last good page like any other
        parsed |= {lost.source.path: Parsed(None, (lost.problem,)) for lost in scan.unread}
        current = {(s.path, s.digest) for s in scan.sources}
        self._memory = {key: p for key, p in self._memory.items() if key in current}
        return Shelf((*scan.sources, *(lost.source for lost in scan.unread)), parsed, scan.problems)

    def parse(self, source: Source, met: Met = lambda parsed: None) -> Parsed:
        """The draft of one source."""
        key = (source.path, source.digest)
        if key not in self._memory:
            self._memory[key] = parse(source, self._options)
            met(self._memory[key])
        return self._memory[key]


def parse_options(config: Config) -> ParseOptions:
    """What of the settings changes how Markdown is read."""
    return ParseOptions(
        timezone=config.site.timezone,
        html=config.markdown.html,
        macros=config.math.macros,
        series_from_title=config.site.series_from_title,
        title_links=config.markdown.title_links,
        links=config.links,
        name_of=lambda code: sha(canon(code), 8),
    )
