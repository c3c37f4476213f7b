"""The one place where tests start chromium: once a file of tests, a fresh page for each look."""

import functools
import json
import mimetypes
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal
from urllib.parse import unquote, urlsplit

import axe_playwright_python
from playwright.sync_api import Browser, Page, Route, sync_playwright

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
    """A running browser; the fixture of the suite wraps it."""
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


def serve(page: Page, tree: Mapping[str, bytes], origin: str = "http://site.test") -> str:
    """Answer the page's requests from a built site, without a network; the address of its root."""

    def answer(route: Route) -> None:
        path = unquote(urlsplit(route.request.url).path).lstrip("/")
        name = path + "index.html" if path.endswith("/") or not path else path
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        found = name in tree
        route.fulfill(
            status=200 if found else 404, content_type=kind, body=tree[name] if found else b""
        )

    page.route(f"{origin}/**", answer)
    return origin


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
