"""What leaves the page as text: a copied selection, and what a screen reader is told."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page
from tests.tiny import Tree

from browser import DESK, serve

LONG = r"\(f(x)=a_0+a_1x+a_2x^2+a_3x^3+a_4x^4+a_5x^5+a_6x^6\)"


@pytest.fixture
def page(browser: Browser, printed: Tree) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": DESK, "height": 900})
    opened = context.new_page()
    origin = serve(opened, printed, "https://site.test")
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=origin)
    opened.goto(f"{origin}/copy/")
    yield opened
    context.close()


def copied(page: Page, first: str, last: str = "") -> str:
    """The clipboard after a reader has marked from one element to another and copied."""
    page.evaluate(
        """([first, last]) => {
          const range = document.createRange()
          range.setStart(document.querySelector(first), 0)
          const end = document.querySelector(last || first)
          range.setEnd(end, end.childNodes.length)
          getSelection().removeAllRanges()
          getSelection().addRange(range)
        }""",
        [first, last],
    )
    page.keyboard.press("Control+C")
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_a_paragraph_is_copied_with_its_tex(page: Page) -> None:
    assert copied(page, "article > p:not([class])") == r"设 \(x^2\) 为变量，则（\(y\)）为正。"


def test_a_formula_in_pieces_is_copied_once_and_before_its_comma(page: Page) -> None:
    assert copied(page, "p:has(svg.m ~ .nb)") == f"又，长的 {LONG}，可以折行。"


def test_a_display_is_copied_with_its_number_behind_it(page: Page) -> None:
    text = copied(page, ".eq")
    assert text.split() == [
        r"\[\begin{equation}",
        r"a^2+b^2=c^2\label{eq:a}",
        r"\end{equation}\]",
        "(1)",
    ]


def test_words_drawn_in_a_formula_are_copied_with_its_tex_only(page: Page) -> None:
    page.goto(page.url.replace("/copy/", "/wide/"))
    text = copied(page, ".eq:has(#eq-two)")
    assert text.startswith(r"\[\begin{align}")
    assert text.count("常数项") == 1


def test_lists_and_marks_of_notes_are_copied(page: Page) -> None:
    lines = copied(page, "article ul").split("\n")
    assert [line for line in lines if line] == [r"列表里的 \(z\)，第一项；", "第二项1，见 (1)。"]


def test_a_screen_reader_hears_the_tex_once_and_every_link_has_a_name(page: Page) -> None:
    tree = page.locator("article").aria_snapshot()
    assert tree.count(r"(x^2") == 1
    assert tree.count(r"a_5x^5") == 1
    assert tree.count("a^2+b^2") == 1
    named = [line for line in tree.splitlines() if "- link" in line]
    assert named and all('"' in line for line in named)
    assert sum('link "(1)"' in line for line in named) == 2  # the number itself, and one reference


def test_chinese_is_stressed_by_dots_and_latin_by_italics(page: Page) -> None:
    found = page.evaluate(
        """[...document.querySelectorAll('article p em')].map(em => {
          const style = getComputedStyle(em)
          return [style.fontStyle, style.textEmphasisStyle, style.textEmphasisPosition]
        })"""
    )
    assert found == [["normal", "dot", "under"], ["italic", "none", "under"]]


def test_notes_stand_beside_their_lines_one_below_the_other(page: Page) -> None:
    notes = page.evaluate(
        """[...document.querySelectorAll('.notes li')].map(li => {
          const box = li.getBoundingClientRect()
          const mark = document.getElementById('r' + li.dataset.n).getBoundingClientRect()
          return {top: box.top, bottom: box.bottom, left: box.left, right: box.right, mark: mark.top,
            text: document.querySelector('article').getBoundingClientRect().right}
        })"""
    )
    assert len(notes) == 4
    for above, below in pairwise(notes):
        assert below["top"] >= above["bottom"]
    assert all(n["text"] < n["left"] and n["right"] <= DESK for n in notes)
    assert abs(notes[0]["top"] - notes[0]["mark"]) < 40
    assert abs(notes[1]["top"] - notes[1]["mark"]) < 40
