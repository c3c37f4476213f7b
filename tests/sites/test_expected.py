"""Whole sites, byte for byte: tests/sites/<name>/site built gives tests/sites/<name>/expected.

`pytest tests/sites --update-expected` rewrites the expected trees; read the diff before you commit.
"""

import shutil
from pathlib import Path

import pytest
from tests.tiny import Tiny, Tree, read_tree

HERE = Path(__file__).parent
SITES = sorted(p.parent.name for p in HERE.glob("*/site"))


@pytest.mark.parametrize("name", SITES)
def test_a_site_is_built_as_expected(
    name: str, tmp_path: Path, formulas: Path, request: pytest.FixtureRequest
) -> None:
    site = Tiny.make(tmp_path / "site", formulas)
    shutil.copytree(HERE / name / "site", site.root, dirs_exist_ok=True)
    built = site.build()
    assert built.problems == ()
    tree = shown(site.tree())
    if request.config.getoption("--update-expected"):
        rewrite(HERE / name / "expected", tree)
    expected = read_tree(HERE / name / "expected")
    assert sorted(tree) == sorted(expected)
    for path, content in expected.items():
        assert tree[path].decode("utf-8", "replace") == content.decode("utf-8", "replace"), path
    assert built.files == len(site.tree())


def shown(tree: Tree) -> Tree:
    """Without the assets of themes, and the pictures of formulas, which are tested elsewhere."""
    return {path: content for path, content in tree.items() if not path.startswith("assets/")}


def rewrite(folder: Path, tree: Tree) -> None:
    """Replace the expected tree."""
    shutil.rmtree(folder, ignore_errors=True)
    for path, content in tree.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
