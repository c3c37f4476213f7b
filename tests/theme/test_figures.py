"""Figures of cells as a browser lays them out: their width, and animations that stand still."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from huoye.pages.width import styled

STYLE = Path(__file__).parents[2] / "themes" / "default" / "static" / "style.css"
PIXEL = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"


def _page(inner: str) -> str:
    style = STYLE.read_text("utf-8")
    return f"<style>{style}</style><main><figure class=cell>{inner}</figure></main>"


@pytest.mark.parametrize(
    ("width", "share"), [("30%", 0.3), ("100%", 1.0), ("100px", 100.0), ("9000px", 1.0)]
)
def test_a_figure_has_the_width_that_was_asked_for(
    browser: Browser, width: str, share: float
) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 800})
    svg = f'<svg width="442" height="278"{styled(width)} viewBox="0 0 442 278"></svg>'
    page.set_content(_page(f'<div class="fig">{svg}</div>'))
    box, room = page.evaluate(
        "[document.querySelector('.fig>*').getBoundingClientRect().toJSON(),"
        " parseFloat(getComputedStyle(document.querySelector('.fig')).width)"
        " - 2 * parseFloat(getComputedStyle(document.querySelector('.fig')).paddingLeft)]"
    )
    page.close()
    wanted = share if share > 1 else share * room
    assert box["width"] == pytest.approx(wanted, abs=3)
    assert box["height"] == pytest.approx(box["width"] * 278 / 442, abs=1)


def test_an_animation_moves_on_the_screen_and_stands_still_elsewhere(browser: Browser) -> None:
    page = browser.new_page()
    images = f'<img class="moving" src="{PIXEL}"><img class="still" src="{PIXEL}">'
    page.set_content(_page(f'<div class="fig">{images}</div>'))
    seen = "['moving','still'].filter(c => document.querySelector('.' + c).offsetWidth)"
    found = []
    for media, motion in (("screen", "no-preference"), ("screen", "reduce"), ("print", None)):
        page.emulate_media(media=media, reduced_motion=motion)  # type: ignore[arg-type]
        found.append(page.evaluate(seen))
    page.close()
    assert found == [["moving"], ["still"], ["still"]]
