"""Formulas stand level with the text, grow with it, and leave ordinary lines their height."""

import pytest
from playwright.sync_api import Browser, Page
from tests.tiny import Tree

from browser import DESK, serve

LEVEL = """() => [...document.querySelectorAll('p svg.m')].map(svg => {
  const foot = document.createElement('span')   // an empty inline-block stands on the baseline
  foot.style.cssText = 'display:inline-block;width:0;height:0'
  svg.before(foot)
  const box = svg.getBoundingClientRect(), em = box.height / parseFloat(svg.getAttribute('height'))
  const depth = -parseFloat(svg.style.verticalAlign || 0) * em
  const off = box.bottom - depth - foot.getBoundingClientRect().bottom
  foot.remove()
  return off
})"""
SIZE = "() => [...document.querySelectorAll('svg.m')].map(svg => svg.getBoundingClientRect().width)"
SURPLUS = """() => [...document.querySelectorAll('article > p')].map(p => {
  const line = parseFloat(getComputedStyle(p).lineHeight)
  const height = p.getBoundingClientRect().height
  return height - line * Math.floor(height / line + 0.01)
})"""
"""what the lines of each paragraph have beyond their height"""


def opened(browser: Browser, tree: Tree, scale: float = 1) -> Page:
    page = browser.new_page(viewport={"width": DESK, "height": 900}, device_scale_factor=scale)
    page.goto(f"{serve(page, tree)}/level/")
    return page


@pytest.mark.parametrize("scale", [1, 3])
def test_the_baseline_of_a_formula_is_that_of_its_line(
    browser: Browser, printed: Tree, scale: float
) -> None:
    page = opened(browser, printed, scale)
    off = page.evaluate(LEVEL)
    page.close()
    print(f"{len(off)} formulas, off by at most {max(map(abs, off)):.3f} px at scale {scale}")
    assert len(off) > 30
    assert max(map(abs, off)) < 0.5


def test_ordinary_formulas_leave_lines_their_height(browser: Browser, printed: Tree) -> None:
    page = opened(browser, printed)
    surplus = page.evaluate(SURPLUS)
    page.close()
    *ordinary, tall, plain = surplus
    print(f"surplus of ordinary paragraphs {max(ordinary):.3f} px, of tall fractions {tall:.3f} px")
    assert abs(plain) < 0.1
    assert max(ordinary) < 0.5
    assert tall < 12


def test_formulas_grow_with_the_text(browser: Browser, printed: Tree) -> None:
    page = opened(browser, printed)
    before = page.evaluate(SIZE)
    page.add_style_tag(content="html{font-size:36px!important}.page{width:1200px!important}")
    after = page.evaluate(SIZE)
    page.close()
    assert len(before) == len(after)
    assert all(b == pytest.approx(2 * a, rel=0.01) for a, b in zip(before, after, strict=True))
