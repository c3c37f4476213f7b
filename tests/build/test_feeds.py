"""Feeds: full text that stands alone, in a reader that knows neither the site's style nor paths."""

import re
from html import unescape
from xml.etree import ElementTree as ET

import pytest
from tests.site.samples import SVG, flow_site
from tests.sites.pages import Page
from tests.tiny import Tiny

ATOM = "{http://www.w3.org/2005/Atom}"
URL = "https://example.org/blog"


@pytest.fixture
def site(tiny: Tiny) -> Tiny:
    """A site below a path, with cells, formulas, footnotes, references and files."""
    flow_site(tiny)
    tiny.write("huoye.toml", settings())
    tiny.post(
        "math",
        "行内 $a_1$，\n\n\\begin{equation}\nE=mc^2\\label{eq:e}\n\\end{equation}\n\n"
        "由 \\eqref{eq:e}、《流》、[流](flow)、[图](flow#fig-loss)、[表](d.csv)。[^1]\n\n"
        "![点](p.svg)\n\n## 一节\n\n[^1]: 脚注 $b$。",
        date="2026-03-01",
    )
    tiny.write("posts/math/d.csv", "1\n")
    tiny.write("posts/math/p.svg", SVG)
    return tiny


def settings(more: str = "") -> str:
    """Settings with further tables."""
    return f'[site]\ntitle = "站"\nurl = "{URL}/"\nauthor = "甲"\n{more}'


def entries(site: Tiny, feed: str = "feed.xml") -> dict[str, ET.Element]:
    """Title → entry."""
    found = ET.fromstring(site.page(feed)).iter(f"{ATOM}entry")
    return {e.findtext(f"{ATOM}title") or "": e for e in found}


def content(site: Tiny, title: str) -> str:
    """HTML of an entry."""
    return entries(site)[title].findtext(f"{ATOM}content") or ""


def test_every_address_is_whole(site: Tiny) -> None:
    site.built()
    for title in ("math", "流"):
        page = Page(content(site, title))
        links = [link for link in page.links if not link.startswith("#nh")]
        assert len(links) > 3
        assert [link for link in links if not link.startswith(f"{URL}/")] == []
    text = content(site, "math")
    for path in ("math/#eq-e", "flow/", "flow/#fig-loss", "math/d.csv", "math/p.svg", "math/#n1"):
        assert f'"{URL}/{path}"' in text, path


def test_formulas_are_pictures_that_lie_there(site: Tiny) -> None:
    tree = site.built()
    text = content(site, "math") + content(site, "流")
    pictures = re.findall(rf'<img src="{URL}/(assets/math/\w+\.svg)" alt="([^"]*)"', text)
    assert [unescape(alt) for _, alt in pictures] == [
        "\\(a_1\\)",
        "\\[\\begin{equation}\nE=mc^2\\label{eq:e}\n\\end{equation}\\]",
        "\\(b\\)",
        "\\(L_t\\)",
    ]
    for path, _ in pictures:
        drawing = ET.fromstring(tree[path])
        assert drawing.get("stroke") == "currentColor", "rules and crossings out are strokes"
        ids = {e.attrib["id"] for e in drawing.iter() if "id" in e.attrib}
        uses = {e.attrib["href"] for e in drawing.iter() if "href" in e.attrib}
        assert uses and uses <= {f"#{name}" for name in ids}
    assert "<svg" not in text and "$" not in "".join(Page(text).prose)


def test_formulas_may_be_tex(site: Tiny) -> None:
    site.write("huoye.toml", settings('[feed]\nmath = "tex"\n'))
    tree = site.built()
    text = content(site, "math")
    assert "行内 " in text and "\\(a_1\\)" in text and "\\label{eq:e}" in text
    assert not [path for path in tree if path.startswith("assets/math/")]


def test_results_are_there_with_their_values(site: Tiny) -> None:
    tree = site.built()
    text = content(site, "流")
    assert f'<img src="{URL}/flow/fig-loss.svg"' in text
    assert re.search(rf'<a class="val" href="{URL}/flow/#fig-loss"[^>]*>0\.192</a>', text)
    assert "output of tbl-end" in text
    assert b"var(" not in tree["flow/fig-loss.svg"], "a picture alone knows no theme"


def test_an_identity_outlives_edits_and_updates_are_declared(site: Tiny) -> None:
    site.built()
    before = entries(site)["math"]
    site.post("math", "改了文字。", title="新题", date="2026-03-01",
              updated="[{date: '2026-05-01', note: 改}]")  # fmt: skip
    site.built()
    after = entries(site)["新题"]
    assert after.findtext(f"{ATOM}id") == before.findtext(f"{ATOM}id") == f"{URL}/math/"
    assert before.findtext(f"{ATOM}updated") == "2026-03-01T00:00:00+08:00"
    assert after.findtext(f"{ATOM}updated") == "2026-05-01T00:00:00+08:00"
    assert after.findtext(f"{ATOM}published") == "2026-03-01T00:00:00+08:00"


def test_an_imported_identity_is_kept_byte_for_byte(site: Tiny) -> None:
    site.post("math", "旧文。", id="'tag:old.example,2009:/?p=7'", date="2026-03-01")
    site.built()
    assert entries(site)["math"].findtext(f"{ATOM}id") == "tag:old.example,2009:/?p=7"


def test_a_feed_is_cut_to_its_newest(site: Tiny) -> None:
    site.write("huoye.toml", settings("[feed]\nentries = 2\n"))
    site.post("older", date="2020-01-01", tags="旧")
    site.built()
    assert list(entries(site)) == ["math", "流"]
    assert list(entries(site, "tags/旧/feed.xml")) == ["older"]


def test_a_series_is_newest_first_in_its_feed_and_oldest_first_on_its_page(site: Tiny) -> None:
    site.post("p1", title="漫谈（一）：甲", date="2026-01-01")
    site.post("p2", title="漫谈（二）：乙", date="2026-01-02")
    site.built()
    assert list(entries(site, "series/漫谈/feed.xml")) == ["漫谈（二）：乙", "漫谈（一）：甲"]
    page = site.page("series/漫谈/index.html")
    assert page.index("漫谈（一）") < page.index("漫谈（二）")


def test_what_xml_cannot_hold_breaks_no_feed(site: Tiny) -> None:
    site.post("odd", "]]> &amp; <b>粗</b> \x07 \u2028", title="'a & b <c> \"'", date="2026-06-01")
    site.build()
    assert 'a & b <c> "' in entries(site)


def test_an_empty_site_has_a_feed(tiny: Tiny) -> None:
    first = tiny.built()["feed.xml"]
    assert b"<updated>1970-01-01T00:00:00+00:00</updated>" in first
