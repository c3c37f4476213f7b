"""Wide displays shrink to 76 %, boxes to 55 %, then scroll under a shadow; the number stays."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from tests.tiny import Tree

from browser import serve, sideways

WIDTHS = (320, 390, 768, 1280)
MEASURE = """() => [...document.querySelectorAll('.eq')].map(eq => {
  const m = eq.querySelector('.m'), svg = m.querySelector('svg'), size = e => parseFloat(getComputedStyle(e).fontSize)
  const numbers = [...eq.querySelectorAll('.eqno')].map(no => {
    const box = no.getBoundingClientRect(), all = document.createRange()
    all.selectNodeContents(no)
    return {left: all.getBoundingClientRect().left, right: box.right, top: box.top, bottom: box.bottom}
  })
  const outer = eq.getBoundingClientRect(), frame = m.getBoundingClientRect(), drawn = svg.getBoundingClientRect()
  return {
    boxes: m.classList.contains('boxes'), ratio: size(m) / size(eq), scrolls: m.scrollWidth > m.clientWidth + 1,
    shadow: getComputedStyle(m).backgroundAttachment.includes('scroll'), numbers,
    left: outer.left, right: outer.right, frame: frame.right, drawn: Math.min(drawn.right, frame.right),
    cut: [frame.top - drawn.top, drawn.bottom - frame.bottom], shift: (drawn.left + drawn.right) / 2 - (outer.left + outer.right) / 2,
  }
})"""


def displays(browser: Browser, tree: Tree, width: int) -> tuple[list[dict[str, Any]], int]:
    page = browser.new_page(viewport={"width": width, "height": 900}, java_script_enabled=False)
    page.goto(f"{serve(page, tree)}/wide/")
    found, beyond = page.evaluate(MEASURE), sideways(page)
    page.close()
    return found, beyond


@pytest.mark.parametrize("width", WIDTHS)
def test_a_display_shrinks_then_scrolls_and_keeps_its_number(
    browser: Browser, printed: Tree, width: int
) -> None:
    found, beyond = displays(browser, printed, width)
    for d in found:
        print(f"{width} px: {d['ratio']:.2f}{' scrolls' if d['scrolls'] else ''}")
    assert beyond == 0
    assert [len(d["numbers"]) for d in found] == [1, 1, 2, 1, 0, 1, 1, 1]
    for d in found:
        least = 0.55 if d["boxes"] else 0.76
        assert least - 0.005 <= d["ratio"] <= 1.001
        assert d["ratio"] < least + 0.01 or not d["scrolls"]
        assert d["shadow"]
        assert max(d["cut"]) <= 0.5
        for number in d["numbers"]:
            assert d["left"] <= number["left"] and number["right"] <= min(d["right"] + 0.5, width)
            assert number["left"] >= d["drawn"]


@pytest.mark.parametrize("width", WIDTHS)
def test_what_fits_is_not_shrunk_and_stands_in_the_middle(
    browser: Browser, printed: Tree, width: int
) -> None:
    found, _ = displays(browser, printed, width)
    narrow = found[3]
    assert narrow["ratio"] == pytest.approx(1, abs=0.002)
    assert abs(narrow["shift"]) < 1 or width < 400
    assert not found[4]["scrolls"]


def test_a_scrolled_display_shows_its_end_and_takes_the_keyboard(
    browser: Browser, printed: Tree
) -> None:
    page: Page = browser.new_page(viewport={"width": 390, "height": 900})
    page.goto(f"{serve(page, printed)}/wide/")
    wide = page.locator(".eq > .m").first
    wide.focus()
    for _ in range(40):
        page.keyboard.press("ArrowRight")
    page.wait_for_timeout(500)
    hidden = wide.evaluate("m => m.scrollWidth - m.clientWidth - m.scrollLeft")
    page.close()
    assert hidden < 2
