"""A page of 300 formulas, 250 of them distinct: its bytes, its nodes, and that nothing moves."""

import gzip
import re

import pytest
from playwright.sync_api import Browser, Page
from tests.tiny import Tree

from browser import DESK, PHONE, serve


def packed(content: bytes) -> int:
    return len(gzip.compress(content, mtime=0))


def test_bytes_of_the_page_and_its_style(printed: Tree) -> None:
    page = printed["heavy/index.html"]
    (style,) = (content for path, content in printed.items() if path.endswith(".css"))
    tex = re.findall(rb'<span class="tex">(.*?)</span>', page, re.DOTALL)
    assert (len(tex), len(set(tex))) == (300, 250)
    print(
        f"page {len(page)} bytes, {packed(page)} gzipped; style {len(style)}, {packed(style)} gzipped"
    )
    assert packed(page) + packed(style) <= 80 * 1024


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("script", [True, False])
def test_nothing_moves_and_nodes_are_few(
    browser: Browser, printed: Tree, width: int, script: bool
) -> None:
    page = browser.new_page(java_script_enabled=script, viewport={"width": width, "height": 900})
    shifts = layout_shifts(page)
    page.goto(f"{serve(page, printed)}/heavy/")
    for part in range(10):
        page.evaluate(
            f"scrollTo({{top: {part / 9} * document.body.scrollHeight, behavior: 'instant'}})"
        )
        page.screenshot()
    nodes = page.evaluate("document.querySelectorAll('*').length")
    page.close()
    print(f"{width} px, script {script}: {nodes} nodes, layout shift {sum(shifts)}")
    assert nodes <= 14_000
    assert shifts == []


def test_a_shift_would_be_seen(browser: Browser) -> None:
    page = browser.new_page()
    shifts = layout_shifts(page)
    page.set_content("<p>甲</p><p>乙</p>")
    page.screenshot()  # a shift is one between two painted frames
    page.evaluate("document.querySelector('p').style.height = '300px'")
    page.screenshot()
    for _ in range(50):
        if shifts:
            break
        page.wait_for_timeout(100)
    page.close()
    assert sum(shifts) > 0.01


def layout_shifts(page: Page) -> list[float]:
    """What the browser itself reports from now on; it needs no script in the page."""
    found: list[float] = []
    session = page.context.new_cdp_session(page)
    session.on(
        "PerformanceTimeline.timelineEventAdded",
        lambda told: found.append(told["event"]["layoutShiftDetails"]["value"]),
    )
    session.send("PerformanceTimeline.enable", {"eventTypes": ["layout-shift"]})
    return found
