"""The sample pages as files that a browser can open."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from huoye.theme.engine import Theme
from huoye.theme.find import theme_folders
from theme.samples import pages


@pytest.fixture(scope="session")
def folders() -> list[Path]:
    """Folders of the built-in theme, as a site without themes/ finds them."""
    return theme_folders(Path("no-such-site"), "default")


@pytest.fixture(scope="session")
def rendered(folders: list[Path]) -> Mapping[str, str]:
    """Name → HTML of every sample page."""
    theme = Theme(folders)
    style, script = ((folders[0] / "static" / n).as_uri() for n in ("style.css", "theme.js"))
    return {name: theme.render(*page) for name, page in pages(style, script).items()}


@pytest.fixture(scope="session")
def addresses(
    rendered: Mapping[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, str]:
    """Name → file: address of every sample page."""
    folder = tmp_path_factory.mktemp("pages")
    for name, html in rendered.items():
        (folder / f"{name}.html").write_text(html, encoding="utf-8")
    return {name: (folder / f"{name}.html").as_uri() for name in rendered}
