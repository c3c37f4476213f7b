"""The settings of a site, huoye.toml, checked (dialect.md §6)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Link:
    """A named address, e.g. an entry of the menu."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class SiteConfig:
    """[site]"""

    title: str = "活页"
    url: str = "http://localhost:8000"
    """absolute address of the home page, without a trailing slash; may hold a path"""
    author: str = ""
    description: str = ""
    language: str = "zh-CN"
    timezone: str = "Asia/Shanghai"
    permalink: str = "/{slug}/"
    """address of a post: {slug}, {id}, {year}, {month}, {day} are filled in"""
    per_page: int = 10
    licence: str = ""
    """text shown in the footer"""
    licence_url: str = ""
    series_from_title: bool = True
    theme: str = "default"
    menu: tuple[Link, ...] = ()
    """empty: archive, series, tags, standalone pages and the feed"""
    footer: tuple[str, ...] = ()
    """further lines of the footer, HTML as the author writes it"""


@dataclass(frozen=True, slots=True)
class MarkdownConfig:
    """[markdown]"""

    html: Literal["trusted", "off"] = "trusted"
    links: Literal["error", "warn"] = "error"
    strictness: Literal["post", "import"] = "post"
    title_links: bool = True


@dataclass(frozen=True, slots=True)
class MathConfig:
    """[math]"""

    macros: Mapping[str, str] = field(default_factory=dict)
    """name without backslash → definition; "[2]…#1…#2…" takes two arguments"""
    packages: tuple[str, ...] = ()
    """further MathJax packages, e.g. physics"""
    deadline: float = 10.0
    """seconds for one formula"""


@dataclass(frozen=True, slots=True)
class RunConfig:
    """[run]"""

    preset: Literal["quick", "full"] = "quick"
    timeout: float = 600.0
    """seconds for one cell"""
    memory: str = ""
    """limit for one kernel, e.g. 8GB; empty: none"""
    env: tuple[str, ...] = ()
    """names of variables that cells may see"""
    font: str = ""
    """path of a font for Chinese labels; empty: the pinned one"""


@dataclass(frozen=True, slots=True)
class FeedConfig:
    """[feed]"""

    entries: int = 20
    math: Literal["svg", "tex"] = "svg"


@dataclass(frozen=True, slots=True)
class PublishConfig:
    """[publish.NAME]"""

    kind: Literal["git"] = "git"
    repository: str = ""
    """remote name or address"""
    branch: str = "gh-pages"
    cname: str = ""
    """custom domain, written as CNAME"""


@dataclass(frozen=True, slots=True)
class Config:
    """All of huoye.toml; lines locate a key ("site.url") for problems."""

    site: SiteConfig = SiteConfig()
    markdown: MarkdownConfig = MarkdownConfig()
    math: MathConfig = MathConfig()
    run: RunConfig = RunConfig()
    feed: FeedConfig = FeedConfig()
    publish: Mapping[str, PublishConfig] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
