"""No line begins with a closing mark or ends with an opening one, whatever stands beside it."""

import pytest
from playwright.sync_api import Browser
from tests.print.lines import Line, faults, measure
from tests.tiny import Tree

from browser import DESK, serve

SEEDS = range(3)


@pytest.mark.parametrize("post", [*(f"lines{seed}" for seed in SEEDS), "places"])
def test_no_line_begins_or_ends_with_a_wrong_mark(
    browser: Browser, printed: Tree, post: str
) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{serve(page, printed)}/{post}/")
    measured = measure(page)
    page.close()
    print(f"{post}: {len(measured.faults)} of {measured.lines} lines")
    assert measured.faults == []
    assert measured.lines > 1000


def test_notes_beside_the_text_keep_the_rules_too(browser: Browser, printed: Tree) -> None:
    page = browser.new_page()
    page.goto(f"{serve(page, printed)}/places/")
    assert measure(page, (DESK, 1440)).faults == []
    page.close()


def test_the_measurement_would_find_what_is_wrong() -> None:
    texts = ["甲（", "，乙…", "…丙—", "—丁", "†戊"]
    laid = [
        Line(text, first=not i, indent=0, right=9, limit=9, block="p")
        for i, text in enumerate(texts)
    ]
    assert [fault.partition(":")[0] for fault in faults(laid)] == [
        "begins with ，", "ends with （", "begins with …", "parts ……", "parts ——", "begins with †",
    ]  # fmt: skip
    wide = Line("宽", first=True, indent=0, right=20, limit=9, block="p")
    spaced = Line("进", first=False, indent=5, right=9, limit=9, block="p")
    assert faults([wide, spaced]) == ["sticks out: 宽", "begins with a space: 进"]
