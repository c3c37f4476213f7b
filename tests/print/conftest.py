"""One site of posts made to be measured, with the theme of the engine, built once."""

from pathlib import Path

import pytest
from tests.print import post
from tests.tiny import SETTINGS, Tiny, Tree


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory, formulas: Path) -> Tree:
    """The built site: three posts of 120 formulas, one of 300, and those of the folder posts/."""
    site = Tiny(tmp_path_factory.mktemp("printed"), formulas)
    site.write("huoye.toml", SETTINGS)
    site.post("cited", title="已有的文章")
    for seed in range(3):
        site.post(f"lines{seed}", post.post(seed))
    site.post("heavy", post.heavy())
    for path in sorted(Path(__file__).with_name("posts").glob("*.md")):
        site.post(path.stem, path.read_text("utf-8"))
        site.write(f"posts/{path.stem}/图.svg", (path.parent / "图.svg").read_bytes())
    return site.built()
