"""Posts on A4 by chromium itself: numbers and links are there, nothing is cut or left behind."""

import io
import re
from collections.abc import Mapping

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader
from tests.tiny import Tree

from browser import serve

POSTS = ("wide", "places", "copy", "heavy")
MEASURE = 170 / 25.4 * 96
"""CSS pixels between the margins of the page"""


@pytest.fixture(scope="module")
def papers(browser: Browser, printed: Tree) -> Mapping[str, PdfReader]:
    """Each post as chromium prints it."""
    found = {}
    page = browser.new_page()
    origin = serve(page, printed)
    for post in POSTS:
        page.goto(f"{origin}/{post}/")
        pdf = page.pdf(prefer_css_page_size=True, tagged=True, outline=True)
        found[post] = PdfReader(io.BytesIO(pdf))
    page.close()
    return found


def text(paper: PdfReader) -> str:
    return "\n".join(page.extract_text() for page in paper.pages)


def test_the_paper_is_a4(papers: Mapping[str, PdfReader]) -> None:
    width, height = papers["wide"].pages[0].mediabox[2:]
    assert (float(width), float(height)) == (
        pytest.approx(595, abs=1),
        pytest.approx(842, abs=1),
    )


def test_numbers_are_printed_and_no_tex_is(papers: Mapping[str, PdfReader]) -> None:
    words = text(papers["wide"])
    assert [n for n in ("(1)", "(2)", "(3)", "(9)", "(10)", "(HiPPO-LegS)") if n not in words] == []
    for paper in papers.values():
        assert not re.search(r"\\[a-zA-Z(\[]", text(paper))


def test_links_lead_on_within_the_paper_and_out_of_it(papers: Mapping[str, PdfReader]) -> None:
    outer, inner = set(), 0
    for page in papers["places"].pages:
        for link in page.get("/Annots") or []:
            target = link.get_object()
            action = target.get("/A", {})
            outer |= {str(action["/URI"])} if "/URI" in action else set()
            inner += "/Dest" in target or action.get("/S") == "/GoTo"
    assert "https://example.org/" in outer
    assert inner >= 10


def test_no_heading_stands_at_the_foot_of_a_page(papers: Mapping[str, PdfReader]) -> None:
    pages = [page.extract_text().rstrip().splitlines() for page in papers["heavy"].pages]
    assert len(pages) > 4
    assert [lines[-1] for lines in pages if re.match(r"第\d+节", lines[-1])] == []


def test_no_page_is_blank(papers: Mapping[str, PdfReader]) -> None:
    for paper in papers.values():
        assert all(len(page.extract_text().strip()) > 20 for page in paper.pages)


@pytest.mark.parametrize("post", POSTS)
def test_no_display_is_cut_off_at_the_edge(browser: Browser, printed: Tree, post: str) -> None:
    page = browser.new_page(viewport={"width": int(MEASURE), "height": 900})
    page.emulate_media(media="print")
    page.goto(f"{serve(page, printed)}/{post}/")
    beyond = page.evaluate(
        """[...document.querySelectorAll('svg.m, .eqno, table, figure')].map(e => {
          const box = e.getBoundingClientRect()
          return Math.max(box.right - innerWidth, -box.left)
        })"""
    )
    page.close()
    assert max(beyond) <= 1
