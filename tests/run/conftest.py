"""An empty post in an empty site."""

from pathlib import Path

import pytest

from tests.run.sites import Post


@pytest.fixture
def post(tmp_path: Path) -> Post:
    """Its folder lies as deep as a real one's."""
    made = Post(tmp_path / "site")
    made.write("posts/p/index.md", "# p\n")
    (made.root / "code").mkdir()
    return made
