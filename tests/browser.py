"""The one place where tests start chromium: once a session, a fresh page for each look."""

import functools
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import axe_playwright_python
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars")
AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
PHONE, DESK = 390, 1280
"""CSS pixels: the two widths that every page is looked at"""
Scheme = Literal["light", "dark"]
SETTINGS: tuple[tuple[int, Scheme], ...] = (
    (PHONE, "light"),
    (PHONE, "dark"),
    (DESK, "light"),
    (DESK, "dark"),
)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A running browser; wrap it in a fixture of session scope."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def look(browser: Browser, address: str, width: int, scheme: Scheme) -> Iterator[Page]:
    """A page at `address` (file: or http:), loaded, in a context of its own."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    try:
        page = context.new_page()
        page.goto(address)
        yield page
    finally:
        context.close()


def violations(page: Page) -> list[str]:
    """What axe-core finds, target sizes included: "rule: element", empty when all is well."""
    page.evaluate(_axe())
    found = page.evaluate(
        "options => axe.run(document, options).then(r => r.violations)",
        {"rules": {"target-size": {"enabled": True}}},
    )
    return [_line(rule, node) for rule in found for node in rule["nodes"]]


def sideways(page: Page) -> int:
    """CSS pixels by which the page as a whole scrolls sideways."""
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    return int(page.evaluate(wide))


def _line(rule: dict[str, Any], node: dict[str, Any]) -> str:
    why = node["failureSummary"].splitlines()[-1].strip()
    return f"{rule['id']}: {json.dumps(node['html'], ensure_ascii=False)[:160]} ({why})"


@functools.cache
def _axe() -> str:
    return AXE.read_text(encoding="utf-8")
