"""Feed, sitemap and robots: as their readers parse them."""

from pathlib import Path
from xml.etree import ElementTree

import feedparser
import pytest

from huoye.theme.engine import Theme
from theme import samples
from theme.posts import HOSTILE, URL, site


@pytest.fixture(scope="module")
def theme(folders: list[Path]) -> Theme:
    return Theme(folders)


def test_a_feed_reader_gets_every_field_as_it_was(theme: Theme) -> None:
    text = theme.render("feed.xml", {"site": site(), "feed": samples.feed()})
    read = feedparser.parse(text.encode(), sanitize_html=False, resolve_relative_uris=False)
    assert read.bozo is False
    assert (read.version, read.feed.title, read.feed.id) == ("atom10", "活页 & 友", f"{URL}/")
    entry = read.entries[0]
    assert entry.title == HOSTILE
    assert (
        entry.content[0].value
        == '<p>1 &lt; 2 &amp; <img alt="x^2" src="https://example.org/m/1.svg"> ]]&gt; “终”</p>'
    )
    assert [tag.term for tag in entry.tags] == ["概率", 'a"b']
    assert (entry.author, entry.summary) == ("编辑 & 部", "1 < 2 & 3")
    assert (entry.published, entry.updated) == (
        "2026-02-27T10:30:00+08:00",
        "2026-03-09T08:00:00+08:00",
    )


def test_a_sitemap_is_read_back(theme: Theme) -> None:
    text = theme.render("sitemap.xml", {"sitemap": samples.sitemap()})
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    urls = ElementTree.fromstring(text.encode())
    assert [u.findtext(f"{space}loc") for u in urls] == [f"{URL}/", f"{URL}/fourier/?a=1&b=2"]
    assert [u.findtext(f"{space}lastmod") for u in urls] == [None, "2026-03-09"]


def test_robots_name_the_sitemap(theme: Theme) -> None:
    text = theme.render("robots.txt", {"site": site()})
    assert text.splitlines()[-1] == f"Sitemap: {URL}/sitemap.xml"
