"""/复现/ of whole sites: there only where something is computed, reached by links, like any list."""

from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import quote
from xml.etree import ElementTree as ET

import feedparser
import pytest
from tests.site.samples import CODE, MODULE, TEXT, flow_site, flow_text
from tests.sites.pages import address, lost, pages
from tests.tiny import Tiny, changed, told

from huoye.catalog.collect import Visibility
from huoye.fresh.record import load
from huoye.fresh.signature import signed
from huoye.model.event import silent
from huoye.run.record import write_record
from huoye.site.opened import open_site
from huoye.site.preview import preview
from huoye.site.workshop import Workshop

PAGE, FEED = "复现/index.html", "复现/feed.xml"
URL = "https://example.org/blog"


@pytest.fixture
def site(tiny: Tiny) -> Tiny:
    """Below a path, with a post that was run."""
    flow_site(tiny)
    tiny.write("huoye.toml", f'[site]\ntitle = "站"\nurl = "{URL}"\nauthor = "甲"\n')
    return tiny


def sign(site: Tiny, name: str = "fig-loss") -> None:
    """As a rerun of 2026-11-24 would."""
    folder = site.root / "posts/flow/frozen/quick"
    record = load((folder / f"{name}.json").read_text("utf-8"), name)
    card = {"at": "2026-11-24", "preset": "quick", "device": "cpu", "torch": "2.13.0"}
    write_record(folder, signed(record, replace(record, card=card)), {})


def test_a_site_that_computes_nothing_has_no_page_and_no_link(tiny: Tiny) -> None:
    tiny.post("plain", "没有代码。\n\n```{code-cell} python\n#| eval: false\nplot()\n```")
    tree = tiny.built()
    assert not [path for path in tree if "复现" in path]
    assert not [path for path, content in tree.items() if "复现".encode() in content]


def test_every_link_leads_somewhere_and_every_page_leads_there(site: Tiny) -> None:
    sign(site)
    tree = site.built()
    found = pages(tree)
    page = found[PAGE]
    links = {f"/blog/flow/#{name}" for name in ("fig-loss", "tbl-end", "fig-apart")}
    assert links <= set(page.links)
    assert all("/blog/复现/" in other.links for other in found.values())
    base = {f"blog/{path}": content for path, content in tree.items()}
    below = {f"blog/{path}": other for path, other in found.items()}
    wrong = [
        link for link in page.links
        if lost(link, address(f"blog/{PAGE}"), base, below, "https://example.org")
    ]  # fmt: skip
    assert wrong == []
    assert f"<loc>{URL}/{quote('复现')}/</loc>" in site.page("sitemap.xml")
    assert quote("复现/feed") not in site.page("sitemap.xml")


def test_it_tells_states_reasons_and_verifications(site: Tiny) -> None:
    sign(site)
    site.built()
    text = site.page(PAGE)
    assert "共 3 格：新鲜 3" in text and "核验过 1 格，最近一次 2026-11-24" in text
    assert "核验：2026-11-24，CPU，torch 2.13.0，小规模" in text
    assert "<code>huoye verify</code>" in text
    site.write(MODULE, CODE.replace("n + 1", "n + 2"))
    site.build()
    text = site.page(PAGE)
    assert "已过时 2，新鲜 1" in text
    assert (
        '<b>已过时</b><a href="/blog/flow/#fig-loss">图\u00a01</a>：'
        "code/lab/flow.py 已改动（<code>sample</code>）"
    ) in text
    (site.root / "posts/flow/frozen/quick/fig-apart.json").unlink()
    site.write("posts/flow/frozen/quick/tbl-end.json", "{}")
    site.build()
    assert "已过时 1，记录已损坏 1，尚未运行 1" in site.page(PAGE)
    archived = flow_text(TEXT).replace("title:", "results: archived\ntitle:", 1)
    site.write("posts/flow/index.md", archived)
    site.build()
    assert "已冻结 1" in site.page(PAGE)


def test_the_feed_is_read_and_only_news_change_it(site: Tiny) -> None:
    before = site.built()
    assert ET.fromstring(site.page(FEED)).findtext("{*}updated") == "1970-01-01T00:00:00+00:00"
    sign(site)
    after = site.built()
    assert changed(before, after) == {PAGE, FEED, "flow/index.html"}
    site.write("posts/flow/index.md", flow_text(TEXT.replace("开头。", "另一个开头。")))
    assert not {PAGE, FEED} & changed(after, site.built())
    site.write(MODULE, CODE.replace("n + 1", "n + 2"))
    site.build()
    read = feedparser.parse(site.page(FEED).encode())
    assert (read.bozo, read.feed.title) == (False, "站：复现")
    assert [entry.title for entry in read.entries] == [
        "已过时：《流》图 1、表 1", "已核验：1 格与记录一致（CPU，torch 2.13.0，小规模）",
    ]  # fmt: skip
    assert {entry.updated[:10] for entry in read.entries} == {"2026-11-24"}
    assert all(entry.id.startswith(f"{URL}/{quote('复现')}/#") for entry in read.entries)


def test_a_post_cannot_take_its_address(site: Tiny) -> None:
    before = site.built()
    site.post("new", "新。", slug="复现", date="2026-03-01")
    assert told(site.build().problems) == ["HY401 posts/new/index.md:4"]
    assert site.tree() == before


def test_serve_makes_the_page_when_it_is_asked_for(site: Tiny) -> None:
    site.post("draft", TEXT.replace("flow", "other"), draft="true")
    site.lend()
    with Workshop(open_site(site.root), silent) as workshop:
        now = Visibility(datetime(2026, 11, 24, tzinfo=UTC), drafts=True, future=True)
        shown = preview(workshop, now)
        assert not [path for path in shown.rendered if "复现" in path]
        page = (shown.get("/blog/复现/") or b"").decode()
    assert "草稿" in page and "尚未运行 3" in page
