"""What tests of every room share: options, marks, one browser, one store of formulas for whole sites."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser

from browser import CHROMIUM, chromium
from tests.tiny import Tiny


def pytest_addoption(parser: pytest.Parser) -> None:
    """Expected trees are rewritten on demand, never by accident."""
    parser.addoption(
        "--update-expected", action="store_true", help="rewrite tests/sites/*/expected"
    )
    parser.addoption("--long", action="store_true", help="the long tests too (make test-all)")


def pytest_configure(config: pytest.Config) -> None:
    """Marks of this suite; the search of hypothesis is the same every time unless asked for more."""
    settings.register_profile("same", derandomize=True, deadline=None)
    settings.register_profile("search", deadline=None)
    settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))
    config.addinivalue_line("markers", "slow: takes longer than fifteen seconds")
    config.addinivalue_line("markers", "long(reason): for make test-all alone")
    config.addinivalue_line("markers", "kernel: runs cells although its room is not run")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Long tests are left to `make test-all`; the end of the run names each and what it does."""
    if config.getoption("--long"):
        return
    for item in items:
        if long := item.get_closest_marker("long"):
            item.add_marker(pytest.mark.skip(reason=f"make test-all: {long.kwargs['reason']}"))


@pytest.fixture(scope="session")
def formulas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of typeset formulas that the tiny sites of a session share: MathJax starts once."""
    return tmp_path_factory.mktemp("formulas") / "formulas-1.txt"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One chromium for the tests of a file: while it runs, no kernel can be started beside it."""
    if not CHROMIUM.exists():
        pytest.skip("chromium is not installed")
    with chromium() as running:
        yield running


@pytest.fixture
def tiny(tmp_path: Path, formulas: Path) -> Tiny:
    """An empty site with a theme of its own, so short that a page is its text."""
    return Tiny.make(tmp_path / "site", formulas)
