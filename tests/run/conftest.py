"""An empty post in an empty site."""

from pathlib import Path

import pytest
from tests.run.sites import Post


@pytest.fixture(scope="session")
def font_list(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """matplotlib's list of fonts, made once for all the sites of a session."""
    return tmp_path_factory.mktemp("matplotlib")


@pytest.fixture
def post(tmp_path: Path, font_list: Path) -> Post:
    """Its folder lies as deep as a real one's."""
    made = Post(tmp_path / "site")
    made.write("posts/p/index.md", "# p\n")
    (made.root / "code").mkdir()
    (made.root / ".huoye").mkdir()
    (made.root / ".huoye" / "matplotlib").symlink_to(font_list)
    return made
