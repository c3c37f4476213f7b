"""The one script: what it adds, and that reading does not need it."""

from collections.abc import Mapping

from playwright.sync_api import Browser, Page

from browser import DESK, PHONE, look
from theme.bodies import CODE


def ground(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.documentElement).backgroundColor"))


def test_the_switch_goes_round_and_is_remembered(
    browser: Browser, addresses: Mapping[str, str]
) -> None:
    with look(browser, addresses["post"], PHONE, "light") as page:
        seen = [ground(page)]
        for _ in range(3):
            page.locator(".scheme").click()
            seen.append(ground(page))
        auto, light, dark, again = seen
        assert (auto, again) == (light, light)
        assert dark != light
        page.locator(".scheme").click()
        page.locator(".scheme").click()
        page.reload()
        assert ground(page) == dark
        assert page.locator(".scheme").get_attribute("aria-label") == "明暗：深色"


def test_a_remembered_scheme_is_there_before_the_first_paint(
    browser: Browser, addresses: Mapping[str, str]
) -> None:
    """Regression: the script waited for the text, and a dark page flashed white."""
    with look(browser, addresses["post"], DESK, "light") as page:
        page.evaluate("localStorage.setItem('huoye-scheme', 'dark')")
        page.add_init_script(
            """new MutationObserver((_, seen) => {
              if (!document.body) return
              window.first = document.documentElement.style.colorScheme
              seen.disconnect()
            }).observe(document, {childList: true, subtree: true})"""
        )
        page.reload()
        assert page.evaluate("window.first") == "dark"


def test_paper_is_light_whatever_was_chosen(browser: Browser, addresses: Mapping[str, str]) -> None:
    with look(browser, addresses["post"], DESK, "dark") as page:
        page.evaluate("document.documentElement.style.colorScheme = 'dark'")
        page.emulate_media(media="print")
        assert ground(page) == "rgb(255, 255, 255)"
        assert (
            page.evaluate("getComputedStyle(document.querySelector('.eq svg')).fill")
            == "rgb(0, 0, 0)"
        )


def test_a_block_of_code_is_copied_whole(browser: Browser, addresses: Mapping[str, str]) -> None:
    with look(browser, addresses["post"], DESK, "light") as page:
        page.evaluate("navigator.clipboard.writeText = async text => { window.copied = text }")
        page.locator(".code .copy").click()
        page.locator(".code .copy", has_text="已复制").wait_for()
        assert page.evaluate("window.copied").strip() == CODE


def test_equations_are_searched_by_their_tex(
    browser: Browser, addresses: Mapping[str, str]
) -> None:
    with look(browser, addresses["equations"], PHONE, "light") as page:
        shown = ".index section:visible :is(.eq, .told):visible"
        assert page.locator(shown).count() == 4
        for typed, count in (
            (r"\SUM", 2),
            (r"\sum_{n=-N} ^{N}", 2),
            (r"\frac{a}", 1),
            ("zzz", 0),
            ("", 4),
        ):
            page.locator(".find input").fill(typed)
            assert page.locator(shown).count() == count, typed
            assert page.locator(".find output").inner_text() == (f"{count} 个" if typed else "")
        page.locator(".find input").fill(r"\frac{a}")
        assert page.locator(".index h2:visible").count() == 1


def test_without_scripts_the_index_is_whole_and_offers_no_search(
    browser: Browser, addresses: Mapping[str, str]
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(addresses["equations"])
    assert not page.locator(".find input").is_visible()
    assert page.locator(".index .tex", has_text="\\sum").first.is_visible()
    assert page.locator(".index :is(.eq, .told):visible").count() == 4
    context.close()


def test_without_scripts_the_page_is_the_same_but_for_the_buttons(
    browser: Browser, addresses: Mapping[str, str]
) -> None:
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": DESK, "height": 900}
    )
    page = context.new_page()
    page.goto(addresses["post"])
    assert page.locator("button:not([popovertarget])").count() == 0
    assert page.locator(".eq svg").first.bounding_box() is not None
    assert page.locator(".toc a").first.is_visible()
    context.close()
