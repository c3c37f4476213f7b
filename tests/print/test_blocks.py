"""Blocks inside others keep to their place: code, captions, boxes, the end of a proof."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from tests.tiny import Tree

from browser import DESK, PHONE, SETTINGS, Scheme, serve, sideways, violations


@pytest.fixture(params=[PHONE, DESK])
def page(browser: Browser, printed: Tree, request: pytest.FixtureRequest) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": request.param, "height": 900})
    opened.goto(f"{serve(opened, printed)}/blocks/")
    yield opened
    opened.close()


def test_code_inside_another_block_stays_inside_it(page: Page) -> None:
    beyond = page.evaluate(
        """[...document.querySelectorAll(':is(li, blockquote, .adm) > .code')].map(code => {
          const inner = code.getBoundingClientRect(), outer = code.parentElement.getBoundingClientRect()
          return Math.max(outer.left - inner.left, inner.right - outer.right)
        })"""
    )
    assert len(beyond) == 3 and max(beyond) <= 0
    assert sideways(page) == 0


def test_a_box_has_no_gap_where_a_figure_begins_or_a_display_ends_it(page: Page) -> None:
    gaps = page.evaluate(
        """[...document.querySelectorAll('.adm')].map(adm => {
          const [title, ...rest] = adm.children, box = e => e.getBoundingClientRect()
          return [box(rest[0]).top - box(title).bottom, box(adm).bottom - box(rest.at(-1)).bottom]
        })"""
    )
    assert all(gap < 16 for pair in gaps for gap in pair)


def test_the_caption_of_a_scrolled_table_is_seen_whole(page: Page) -> None:
    seen, width, scrolls = page.evaluate(
        """() => {
          const all = document.createRange(), tbl = document.querySelector('.tbl')
          all.selectNodeContents(tbl.querySelector('caption'))
          return [all.getBoundingClientRect().right, tbl.getBoundingClientRect().right, tbl.scrollWidth > tbl.clientWidth]
        }"""
    )
    assert scrolls or page.viewport_size != {"width": PHONE, "height": 900}
    assert seen <= width


def test_the_end_of_a_proof_stands_in_its_last_line(page: Page) -> None:
    """Below the last block it would make the proof a line higher; only a number leaves no room."""
    lines = page.evaluate(
        """[...document.querySelectorAll('.thm-proof')].map(proof => {
          const last = proof.lastElementChild, end = last.matches('.eq') ? last : last.lastElementChild
          const below = proof.getBoundingClientRect().bottom - end.getBoundingClientRect().bottom
          return below / parseFloat(getComputedStyle(proof).lineHeight)
        })"""
    )
    assert [round(line) for line in lines] == [0, 0, 1, 0]


def test_a_display_keeps_clear_of_the_end_of_its_proof(page: Page) -> None:
    room = page.evaluate(
        """[...document.querySelectorAll('.thm-proof > .eq:last-child')].map(eq =>
          eq.getBoundingClientRect().right - eq.querySelector('.m').getBoundingClientRect().right)"""
    )
    assert min(room) > 10


def test_the_border_of_the_last_box_is_not_cut(browser: Browser, printed: Tree) -> None:
    opened = browser.new_page(viewport={"width": DESK, "height": 900})
    opened.goto(f"{serve(opened, printed)}/wide/")
    room = opened.evaluate(
        """() => {
          const frame = document.querySelector('.boxes'), drawn = frame.querySelector('svg').getBoundingClientRect()
          const seen = frame.getBoundingClientRect()
          return [drawn.left - seen.left, seen.right - drawn.right]
        }"""
    )
    opened.close()
    assert min(room) >= 0.5


def test_an_english_post_has_its_code_in_a_fixed_width_font(
    browser: Browser, printed: Tree
) -> None:
    opened = browser.new_page(viewport={"width": DESK, "height": 900})
    opened.goto(f"{serve(opened, printed)}/blocks/")
    opened.evaluate("document.documentElement.lang = 'en'")
    code, head, text = opened.evaluate(
        """['pre code', 'h1', 'article > p'].map(e => getComputedStyle(document.querySelector(e)).fontFamily)"""
    )
    opened.close()
    assert code.endswith("monospace")
    assert head.startswith("Georgia")
    assert text.startswith('"Helvetica Neue"')


@pytest.mark.parametrize("post", ["blocks", "wide", "places"])
@pytest.mark.parametrize(("width", "scheme"), SETTINGS)
def test_axe_finds_nothing_in_any_block_or_number(
    browser: Browser, printed: Tree, post: str, width: int, scheme: Scheme
) -> None:
    opened = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    opened.goto(f"{serve(opened, printed)}/{post}/")
    found = violations(opened)
    opened.close()
    assert found == []
