"""The settings of a site, huoye.toml, checked (dialect.md §6)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

LINKS: Mapping[str, str] = {
    "arxiv": "https://papers.cool/arxiv/{id}",
    "doi": "https://doi.org/{id}",
}


@dataclass(frozen=True, slots=True)
class Link:
    """A named address, e.g. an entry of the menu."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class SiteConfig:
    """[site]"""

    title: str = "活页"
    """name of the site, in the head of every page"""
    url: str = "http://localhost:8000"
    """absolute address of the home page, without a trailing slash; may hold a path"""
    author: str = ""
    """who writes it; a post may name another author"""
    description: str = ""
    """one sentence about the site, for feeds and search engines"""
    language: str = "zh-CN"
    """language of the pages, as HTML names it"""
    timezone: str = "Asia/Shanghai"
    """zone of dates that carry none, e.g. Asia/Shanghai"""
    permalink: str = "/{slug}/"
    """address of a post: {slug}, {id}, {year}, {month}, {day} are filled in"""
    per_page: int = 10
    """posts on one page of a list"""
    licence: str = ""
    """text shown in the footer"""
    licence_url: str = ""
    """where the licence is explained; empty: no link"""
    series_from_title: bool = True
    """a title such as 《漫谈（二）：…》 puts the post into the series 漫谈"""
    theme: str = "default"
    """folder of the theme, in the site's themes/ or the package's"""
    menu: tuple[Link, ...] = ()
    """empty: archive, series, tags, equations, standalone pages and the feed"""
    footer: tuple[str, ...] = ()
    """further lines of the footer, HTML as the author writes it"""


@dataclass(frozen=True, slots=True)
class MarkdownConfig:
    """[markdown]"""

    html: Literal["trusted", "off"] = "trusted"
    """whether raw HTML in posts is kept or shown as text"""
    links: Literal["error", "warn"] = "error"
    """what a broken link within the site is"""
    strictness: Literal["post", "import"] = "post"
    """import: a bad formula is shown as framed source instead of stopping the post"""
    title_links: bool = True
    """《title》 of another post becomes a link to it"""


@dataclass(frozen=True, slots=True)
class MathConfig:
    """[math]"""

    macros: Mapping[str, str] = field(default_factory=dict)
    """name without backslash → definition; "[2]…#1…#2…" takes two arguments"""
    packages: tuple[str, ...] = ()
    """further MathJax packages, e.g. physics"""
    deadline: float = 10.0
    """seconds for one formula"""
    mathml: bool = False
    """whether each formula carries hidden MathML for screen readers"""


@dataclass(frozen=True, slots=True)
class RunConfig:
    """[run]"""

    preset: Literal["quick", "full"] = "quick"
    """size of the experiments that `huoye run` takes when it is not told"""
    timeout: float = 600.0
    """seconds for one cell"""
    jobs: int = 0
    """kernels side by side; 0: what cores and free memory allow"""
    threads: int = 2
    """threads of a kernel, on every machine the same: they decide the last digits of sums"""
    memory: str = ""
    """limit for one kernel and its children, e.g. 8GB; empty: three quarters of the machine's"""
    env: tuple[str, ...] = ()
    """names of variables that cells may see"""
    font: str = ""
    """path of a font for Chinese labels; empty: the pinned one"""
    scripts: bool = True
    """each result offers a script that holds its cells, their modules and data files"""


@dataclass(frozen=True, slots=True)
class FeedConfig:
    """[feed]"""

    entries: int = 20
    """posts in a feed"""
    math: Literal["svg", "tex"] = "svg"
    """how formulas stand in a feed: as pictures or as TeX"""


@dataclass(frozen=True, slots=True)
class PublishConfig:
    """[publish.NAME]"""

    kind: Literal["git"] = "git"
    """how the site travels: one commit on a branch of a repository"""
    repository: str = ""
    """remote name or address"""
    branch: str = "gh-pages"
    """branch that holds the published site and nothing else"""
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
    links: Mapping[str, str] = field(default_factory=lambda: LINKS)
    """where PREFIX:id leads, {id} filled in; arxiv and doi are there unless replaced"""
    publish: Mapping[str, PublishConfig] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
