"""Every page in a real browser: accessible, and no wider than the screen, in light and dark."""

from collections.abc import Mapping

import pytest
from playwright.sync_api import Browser

from browser import DESK, PHONE, SETTINGS, Scheme, look, sideways, violations
from theme.samples import pages


@pytest.mark.parametrize("name", pages())
@pytest.mark.parametrize(("width", "scheme"), SETTINGS)
def test_axe_finds_nothing_and_nothing_sticks_out(
    browser: Browser, addresses: Mapping[str, str], name: str, width: int, scheme: Scheme
) -> None:
    with look(browser, addresses[name], width, scheme) as page:
        page.evaluate("document.querySelectorAll('main details').forEach(d => d.open = true)")
        assert sideways(page) == 0
        assert violations(page) == []
