"""Tasks and definitions as markup prints them, in a real browser with the theme's style."""

from pathlib import Path

from playwright.sync_api import Browser
from tests.mark.specimen import cases

from browser import PHONE, look, sideways, violations

TEXT = "".join(
    case.html for name in ("task-lists.md", "definition-lists.md") for case in cases(name)
)


def test_every_box_has_a_name_and_nothing_sticks_out(
    browser: Browser, folders: list[Path], tmp_path: Path
) -> None:
    style = (folders[0] / "static" / "style.css").as_uri()
    page_file = tmp_path / "page.html"
    # the case with a footnote draws ids that others draw too
    text = TEXT.partition("<blockquote>\n<dl>")[0]
    page_file.write_text(
        f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>任务</title>'
        f'<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="{style}">'
        f'<main class="post"><article class="text"><h1>任务</h1>{text}</article></main></html>',
        encoding="utf-8",
    )
    with look(browser, page_file.as_uri(), PHONE, "dark") as page:
        assert page.locator("li.task > input[aria-label], li.task > p > input[aria-label]").count()
        assert page.locator("input:not([disabled])").count() == 0
        assert sideways(page) == 0
        assert violations(page) == []
