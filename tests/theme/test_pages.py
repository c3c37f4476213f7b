"""Every template with sample values: well-formed, ids unique, links whole, titles never markup."""

from collections import Counter
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path

import pytest

from huoye.theme.engine import Theme
from theme import posts
from theme.posts import HOSTILE
from theme.samples import pages

VOID = {"meta", "link", "img", "br", "wbr", "hr", "input", "col"}
IMPLIED = {"dt", "dd"}
"""elements whose end tag may be left out"""


class Outline(HTMLParser):
    """Collects ids, inner links and headings, and refuses a tag that closes another."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: Counter[str] = Counter()
        self.inner: list[str] = []
        self.headings: list[str] = []
        self.tags: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_startendtag(tag, attrs)
        if tag not in VOID | IMPLIED:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.tags[tag] += 1
        self.ids.update([values["id"] or ""] if "id" in values else [])
        href = values.get("href") or ""
        self.inner += [href[1:]] if href.startswith("#") else []
        self.headings += [tag] if tag in {"h1", "h2", "h3"} else []

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID | IMPLIED:
            assert self.open and self.open[-1] == tag, f"</{tag}> closes {self.open[-3:]}"
            self.open.pop()


def outline(html: str) -> Outline:
    parser = Outline()
    parser.feed(html)
    parser.close()
    return parser


@pytest.mark.parametrize("name", pages())
def test_a_page_is_well_formed(rendered: Mapping[str, str], name: str) -> None:
    found = outline(rendered[name])
    assert found.open == []
    assert [i for i, n in found.ids.items() if n > 1] == []
    assert found.headings.count("h1") == 1
    assert found.tags["main"] == 1


@pytest.mark.parametrize("name", pages())
def test_every_link_within_the_page_has_its_anchor(rendered: Mapping[str, str], name: str) -> None:
    found = outline(rendered[name])
    elsewhere = {"fig-density", "框架", "先看结果"} if name in ("home", "tag") else set()
    assert set(found.inner) - set(found.ids) - elsewhere == set()


@pytest.mark.parametrize("name", ["home", "tag", "post", "archive", "tags", "all-series", "series"])
def test_a_title_is_never_markup(rendered: Mapping[str, str], name: str) -> None:
    assert HOSTILE not in rendered[name]
    assert "&lt;b&gt;“a &amp; b”&lt;/b&gt;" in rendered[name]


@pytest.mark.parametrize("name", pages())
def test_nothing_comes_from_elsewhere_and_no_script_stands_in_the_page(
    rendered: Mapping[str, str], name: str
) -> None:
    """The one script is a file, so that a policy of script-src 'self' is enough for it."""
    html = rendered[name]
    assert ('<script src="/_huoye/live.js" defer></script>' in html) == (name == "live")
    assert html.count("<script") == html.count("ld+json") + html.count(
        '.js" defer></script>'
    ) + html.count('theme.js"></script>')
    assert 'src="http' not in html


def test_a_post_says_what_it_is_to_readers_and_to_machines(rendered: Mapping[str, str]) -> None:
    html = rendered["post"]
    for part in (
        '<link rel="canonical" href="https://example.org/fourier/">',
        '<meta property="og:type" content="article">',
        '<meta property="article:published_time" content="2026-02-27T10:30:00+08:00">',
        '<link rel="alternate" type="application/atom+xml" title="活页" href="/feed.xml">',
        '<time class="tile" datetime="2026-02-27">27<small>Feb</small></time>',
        "约 1024 字\u00a0· 25 个公式&nbsp;· 读约 4 分钟",
        "改于 2026-03-09：补了一张表",
        "第 3 篇，共 5 篇",
        "@online{example-fourier,",
    ):
        assert part in html


def test_serve_marks_what_is_not_published(rendered: Mapping[str, str]) -> None:
    assert "这是上一次成功的版本" in rendered["live"]
    assert '<span class="badge">草稿</span>' in rendered["live"]
    assert "badge" not in rendered["post"]


def test_a_stream_reads_on_and_turns_its_pages(rendered: Mapping[str, str]) -> None:
    html = rendered["home"]
    assert html.count("点击阅读全文 »") == 2
    assert '<a href="/page/2/" aria-current=page aria-label="第 2 页">2</a>' in html
    assert [f">{n}</a>" in html for n in (1, 4, 5, 6, 9)] == [True, True, False, False, True]
    assert "翻页" not in rendered["tag"]


def test_a_bare_site_and_a_bare_post_render(folders: list[Path]) -> None:
    values = {
        "site": posts.bare_site(),
        "page": posts.page("post", "/p/", "短"),
        "post": posts.bare_post(),
    }
    html = Theme(folders).render("post.html", values)
    assert outline(html).open == []
    for absent in (
        'class="toc"',
        'class="series"',
        "标签：",
        "公式",
        "引用本文",
        "前后篇",
        'rel="license"',
    ):
        assert absent not in html
