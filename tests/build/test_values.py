"""Recorded numbers of a post wherever its text goes: page, contents, links, lists, feed, guests."""

import re
from html import unescape

import pytest
from tests.site.samples import TEXT, flow_site, flow_text
from tests.tiny import Tiny

FIRST = (
    "先说 {eval}`final`，[见 {eval}`final`](plain)[^1]。\n\n## 精度 {eval}`final`\n\n"
    "## 次节\n\n[^1]: 注 {eval}`final`。\n\n"
)


@pytest.fixture
def site(tiny: Tiny) -> Tiny:
    """The post `flow`; its figure stands in `guest` too, with a number in its caption."""
    flow_site(tiny)
    text = FIRST + TEXT.replace(":caption: 损失 $L_t$", ":caption: 损失 {eval}`final`")
    tiny.write("posts/flow/index.md", flow_text(text))
    tiny.post("guest", "```{figure} flow#fig-loss\n```", date="2026-03-01")
    tiny.built()
    return tiny


def test_on_its_page_every_number_opens_the_one_box_of_its_value(site: Tiny) -> None:
    page = site.page("flow/index.html")
    assert page.count('<button popovertarget="v.1" aria-label="出处">') == 5
    assert re.findall(r'<div class="from" id="([^"]*)" popover>', page) == ["v.1"]
    assert '出自<a href="#fig-loss">图 1</a>' in page
    assert '<a href="/plain/">见 0.1921</a>' in page, "no button in a link"
    assert ">精度 0.1921</a>" in page, "none in the contents"


def test_elsewhere_a_number_is_a_link_into_its_post(site: Tiny) -> None:
    home, feed, guest = map(site.page, ("index.html", "feed.xml", "guest/index.html"))
    assert '先说 <a class="val" href="/flow/#fig-loss" title="' in home
    assert '先说 <a class="val" href="https://example.org/flow/#fig-loss"' in unescape(feed)
    assert '损失 <a class="val" href="/flow/#fig-loss"' in guest
    for text in (home, feed, guest):
        assert "popover" not in text
