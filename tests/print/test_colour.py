"""Formulas take the colour of the text, and every coloured one is read in light and dark."""

from typing import Any

import pytest
from playwright.sync_api import Browser
from tests.tiny import Tree

from browser import DESK, Scheme, serve

SCHEMES: tuple[Scheme, ...] = ("light", "dark")
CONTRASTS = """() => {
  const pen = new OffscreenCanvas(1, 1).getContext('2d', {willReadFrequently: true})
  const rgba = colour => {
    pen.clearRect(0, 0, 1, 1); pen.fillStyle = colour; pen.fillRect(0, 0, 1, 1)
    return [...pen.getImageData(0, 0, 1, 1).data]
  }
  const part = v => (v /= 255) <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4
  const light = ([r, g, b]) => .2126 * part(r) + .7152 * part(g) + .0722 * part(b)
  // by its middle: the box of a <text> is as high as its font wants, ink or not
  const middle = box => [(box.left + box.right) / 2, (box.top + box.bottom) / 2]
  const holds = (outer, [x, y]) => outer.left < x && x < outer.right && outer.top < y && y < outer.bottom
  const page = rgba(getComputedStyle(document.documentElement).backgroundColor)
  return [...document.querySelectorAll('article svg.m use, article svg.m text')].map(glyph => {
    const box = glyph.getBoundingClientRect()
    // the last rectangle painted behind the glyph is the ground it is seen on
    const behind = [...glyph.closest('svg').querySelectorAll('rect')].filter(rect =>
      rect.compareDocumentPosition(glyph) & 4 && holds(rect.getBoundingClientRect(), middle(box))
      && rgba(getComputedStyle(rect).fill)[3] > 200).at(-1)
    const ground = behind ? rgba(getComputedStyle(behind).fill) : page
    const ink = rgba(getComputedStyle(glyph).fill)
    const [high, low] = [light(ink), light(ground)].sort((a, b) => b - a)
    const tex = glyph.closest('.m:not(svg)').querySelector('.tex').textContent
    return {ratio: (high + .05) / (low + .05), ink: ink.join(), ground: ground.join(), boxed: !!behind,
      given: glyph.closest('[fill]')?.getAttribute('fill') ?? '', tex}
  })
}"""


def glyphs(browser: Browser, tree: Tree, scheme: Scheme, **more: Any) -> list[dict[str, Any]]:
    page = browser.new_page(viewport={"width": DESK, "height": 900}, color_scheme=scheme, **more)
    page.goto(f"{serve(page, tree)}/colour/")
    found: list[dict[str, Any]] = page.evaluate(CONTRASTS)
    page.close()
    return found


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_glyph_is_read_against_what_is_behind_it(
    browser: Browser, printed: Tree, scheme: Scheme
) -> None:
    found = glyphs(browser, printed, scheme)
    # another colour inside a box is a pair that the author chose
    judged = [g for g in found if not (g["boxed"] and g["given"])]
    print(
        f"{scheme}: {len(judged)} glyphs, the least contrast {min(g['ratio'] for g in judged):.2f}"
    )
    assert [g for g in judged if g["ratio"] < 4.5] == []
    assert sum(g["boxed"] for g in found) >= 14


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_formula_has_the_colour_of_the_text(
    browser: Browser, printed: Tree, scheme: Scheme
) -> None:
    page = browser.new_page(color_scheme=scheme)
    page.goto(f"{serve(page, printed)}/colour/")
    ink, text = page.evaluate(
        """[getComputedStyle([...document.querySelectorAll('p svg.m use')].at(-1)).fill,
            getComputedStyle(document.querySelector('article > p:not([class])')).color]"""
    )
    page.close()
    assert ink == text


def test_forced_colours_show_every_formula(browser: Browser, printed: Tree) -> None:
    for scheme in SCHEMES:
        found = glyphs(browser, printed, scheme, forced_colors="active")
        assert min(g["ratio"] for g in found) > 7
