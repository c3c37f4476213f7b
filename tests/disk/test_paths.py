"""Paths stay inside, however they are spelt."""

from pathlib import Path

import pytest

from huoye.disk.paths import OutsideError, inside


@pytest.mark.parametrize("name", ["a", "a/b", "活页/图.png", "a/./b", "", ".", "not/there"])
def test_ordinary_names(tmp_path: Path, name: str) -> None:
    assert inside(tmp_path, name) == tmp_path / name


@pytest.mark.parametrize(
    "name",
    ["..", "../a", "a/../../b", "a/../b", "/etc/passwd", "//a", "a\\b", "..\\a", "C:/x", "a\0b",
     "out/x", "out", "loop/x", "x" * 300 + "/../y"],
)  # fmt: skip
def test_escapes(tmp_path: Path, name: str) -> None:
    root = tmp_path / "site"
    root.mkdir()
    (tmp_path / "site-old").mkdir()
    (root / "out").symlink_to("../site-old")
    (root / "loop").symlink_to("loop")
    with pytest.raises(OutsideError):
        inside(root, name)


def test_links_within_and_a_linked_root(tmp_path: Path) -> None:
    (tmp_path / "real/a").mkdir(parents=True)
    (tmp_path / "real/b").symlink_to("a")
    (tmp_path / "site").symlink_to("real")
    assert inside(tmp_path / "site", "b/x") == tmp_path / "site/b/x"
