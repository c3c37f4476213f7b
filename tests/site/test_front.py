"""What front matter says of a post, where a visitor or a program meets it."""

import json
import re
from pathlib import Path

import pytest
from tests.tiny import SETTINGS, Tiny

PICTURE = (Path(__file__).parents[2] / "docs" / "post.png").read_bytes()


@pytest.fixture
def whole(tiny: Tiny) -> Tiny:
    """A site with the engine's own templates, under a path of its host."""
    for template in (tiny.root / "themes" / "default").glob("*.html"):
        template.unlink()
    tiny.write("huoye.toml", SETTINGS.replace("example.org", "example.org/blog"))
    return tiny


@pytest.mark.parametrize(
    ("alias", "file"),
    [("/archives/9/", "archives/9/index.html"), ("旧文", "旧文/index.html"), ("/9.html", "9.html")],
)
def test_an_old_address_sends_its_visitors_on(whole: Tiny, alias: str, file: str) -> None:
    whole.post("新 文", title="题 <1>", aliases=alias)
    whole.post("又", f"[甲]({alias.strip('/')})")
    assert whole.build().problems == ()
    page = whole.tree()[file].decode()
    address = "https://example.org/blog/%E6%96%B0%20%E6%96%87/"
    assert f'<link rel="canonical" href="{address}">' in page
    assert f'http-equiv="refresh" content="0; url={address}"' in page
    assert "题 &lt;1&gt;" in page
    assert 'href="/blog/新%20文/"' in whole.tree()["又/index.html"].decode()
    assert file not in whole.tree()["sitemap.xml"].decode()


def test_the_feed_keeps_the_oldest_address_as_its_id(whole: Tiny) -> None:
    whole.post("甲", aliases="[/9/, /10/]")
    whole.post("乙", aliases="/11/", id="tag:a.org,2020:1")
    whole.build()
    ids = re.findall("<id>(.*?)</id>", whole.tree()["feed.xml"].decode())
    assert set(ids[1:]) == {"https://example.org/blog/9/", "tag:a.org,2020:1"}


@pytest.mark.parametrize("alias", ["/乙/", "/TAGS/", "/feed.xml", "/page/../乙", "/丙"])
def test_an_old_address_that_is_taken_is_told(tiny: Tiny, alias: str) -> None:
    tiny.post("甲", tags="x", aliases=alias, date="2026-01-02")
    tiny.post("乙", aliases="/丙/", date="2026-01-03")
    problems = tiny.build().problems
    assert [p.code for p in problems] == ["HY116" if ".." in alias else "HY433"]
    assert "乙/index.html" in tiny.tree()


def test_an_own_address_among_the_old_ones_is_harmless(tiny: Tiny) -> None:
    tiny.post("甲", aliases="[/甲/, /乙/, /乙]")
    assert [p.code for p in tiny.build().problems] == ["HY433"]
    tiny.post("甲", aliases="[/甲/, /乙/]")
    assert tiny.build().problems == ()


def test_a_cover_stands_for_the_post_elsewhere(whole: Tiny) -> None:
    whole.post("甲", cover="图/一 1.png")
    whole.write("posts/甲/图/一 1.png", PICTURE)
    assert whole.build().problems == ()
    assert whole.tree()["甲/图/一 1.png"] == PICTURE
    page = whole.tree()["甲/index.html"].decode()
    address = "https://example.org/blog/%E7%94%B2/%E5%9B%BE/%E4%B8%80%201.png"
    assert f'<meta property="og:image" content="{address}">' in page
    data = json.loads(re.search(r'ld\+json">(.*?)</script>', page)[1])  # type: ignore[index]
    assert data["image"] == address


def test_a_cover_elsewhere_is_kept_and_a_lost_one_told(whole: Tiny) -> None:
    whole.post("甲", cover="https://a.org/x.png")
    whole.post("乙", cover="没有.png")
    assert [(p.code, p.path, p.line) for p in whole.build().problems] == [
        ("HY406", "posts/乙/index.md", 4)
    ]
    assert 'og:image" content="https://a.org/x.png"' in whole.tree()["甲/index.html"].decode()


def test_a_post_may_be_in_another_language(whole: Tiny) -> None:
    whole.post("甲", lang="en")
    whole.post("乙")
    assert whole.build().problems == ()
    assert '<html lang="en">' in whole.tree()["甲/index.html"].decode()
    assert '<html lang="zh-CN">' in whole.tree()["乙/index.html"].decode()
    whole.post("甲", lang="英文")
    assert [p.code for p in whole.build().problems] == ["HY124"]
