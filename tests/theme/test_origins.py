"""The origin of a number in prose: one tap away, without a script, out of the way of the text."""

from collections.abc import Iterator, Mapping

import pytest
from playwright.sync_api import Browser, Page

from browser import DESK, PHONE, SETTINGS, Scheme, look, sideways, violations

NUMBER, STALE = ".val button[popovertarget='v.1']", ".val button[popovertarget='v.2']"
OPEN = """() => {
  const box = document.querySelector(':popover-open')
  return box && {id: box.id, ...box.getBoundingClientRect().toJSON()}
}"""
LINES = """() => {
  const text = document.querySelector('.val').closest('p'), range = document.createRange()
  range.selectNodeContents(text)
  return [...range.getClientRects()].map(r => [r.x, r.y, r.width].map(Math.round).join())
}"""


@pytest.fixture
def quiet(browser: Browser, addresses: Mapping[str, str]) -> Iterator[Page]:
    """The post on a phone without scripts."""
    context = browser.new_context(
        viewport={"width": PHONE, "height": 800}, java_script_enabled=False, has_touch=True
    )
    page = context.new_page()
    page.goto(addresses["post"])
    yield page
    context.close()


def test_a_tap_opens_it_beside_the_number_and_another_closes_it(quiet: Page) -> None:
    quiet.locator(NUMBER).scroll_into_view_if_needed()
    number = quiet.locator(NUMBER).bounding_box()
    quiet.locator(NUMBER).tap()
    box = quiet.evaluate(OPEN)
    assert number is not None and box["id"] == "v.1"
    assert box["left"] >= 0 and box["right"] <= PHONE
    gap = max(box["top"] - number["y"] - number["height"], number["y"] - box["bottom"])
    assert abs(gap) < 12
    quiet.touchscreen.tap(5, 5)
    assert quiet.evaluate(OPEN) is None


def test_the_keyboard_opens_it_reaches_its_links_and_closes_it(quiet: Page) -> None:
    quiet.locator(STALE).focus()
    quiet.keyboard.press("Enter")
    assert quiet.evaluate(OPEN)["id"] == "v.2"
    quiet.keyboard.press("Tab")
    assert quiet.evaluate("document.activeElement.hash") == "#fig-loss"
    quiet.keyboard.press("Escape")
    assert quiet.evaluate(OPEN) is None


def test_the_link_to_the_card_opens_it(quiet: Page) -> None:
    quiet.locator(NUMBER).click()
    quiet.locator(":popover-open a").nth(1).click()
    assert quiet.evaluate("document.getElementById('fig-density.card').parentElement.open")


@pytest.mark.parametrize(("width", "scheme"), SETTINGS)
def test_axe_finds_nothing_in_an_open_box(
    browser: Browser, addresses: Mapping[str, str], width: int, scheme: Scheme
) -> None:
    with look(browser, addresses["post"], width, scheme) as page:
        for number in (NUMBER, STALE):
            page.locator(number).click()
            assert page.evaluate(OPEN)
            assert sideways(page) == 0
            assert violations(page) == []
            page.keyboard.press("Escape")


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_lines_break_and_copy_as_if_the_number_were_text(
    browser: Browser, addresses: Mapping[str, str], width: int
) -> None:
    with look(browser, addresses["post"], width, "light") as page:
        with_button = page.evaluate(LINES)
        copied = page.evaluate("""() => {
          getSelection().selectAllChildren(document.querySelector('.val').closest('p'))
          return getSelection().toString()
        }""")
        page.evaluate("document.querySelectorAll('.val button').forEach(b => b.remove())")
        bare = page.evaluate(LINES)
    assert set(bare) <= set(with_button)
    assert "留出集上是 0.192，旧的是 0.204，还缺" in copied
