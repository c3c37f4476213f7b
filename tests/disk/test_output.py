"""What is not huoye's own is refused before anything is written, and never deleted."""

from pathlib import Path

import pytest
from tests.disk.folders import FIRST, SECOND, File, contents, publish, tree

from huoye.disk.manifest import NAME, read_manifest
from huoye.disk.tree import publish_tree
from huoye.model.halt import Halt


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder with a site in it."""
    for name in (
        "site/posts/a/index.md",
        "site/huoye.toml",
        "Documents/letter.txt",
        "repo/.git/config",
    ):
        (tmp_path / "home" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "home" / name).write_text("precious")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    return tmp_path / "home"


PLACES = [
    ".", "..", "site", "site/posts", "site/posts/a", "site/.git/x", "site/.huoye", "site/themes/x", "site/code",
    "Documents", "repo/.git", "repo/.git/objects", "/", "/etc", "/usr", "other-site", "link-to-site",
]  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_dangerous_places_are_refused_before_anything_is_written(home: Path, place: str) -> None:
    (home / "link-to-site").symlink_to("site")
    (home / "other-site/pages").mkdir(parents=True)
    (home / "other-site/pages/about.md").write_text("precious")
    before = tree(home)
    with pytest.raises(Halt) as halt:
        publish_tree(home / place, [File("huoye-test.html", b"x")], site=home / "site")
    assert halt.value.problems[0].code in ("HY750", "HY751", "HY752")
    assert tree(home) == before


def test_a_strangers_folder_is_refused_only_where_it_would_lose_something(tmp_path: Path) -> None:
    out = tmp_path / "public"
    (out / ".git").mkdir(parents=True)
    (out / ".git/config").write_text("x")
    (out / "index.html").write_text("mine")
    with pytest.raises(Halt) as halt:
        publish(out, FIRST)
    assert dict(halt.value.problems[0].values)["file"] == "index.html"
    assert tree(out) == {".git/config": b"x", "index.html": b"mine"}
    (out / "index.html").unlink()
    publish(out, FIRST)
    assert tree(out) == contents(FIRST) | {".git/config": b"x"}


def test_a_damaged_manifest_makes_the_folder_a_strangers_but_equal_bytes_are_taken_over(
    tmp_path: Path,
) -> None:
    out = tmp_path / "public"
    publish(out, FIRST)
    whole = (out / NAME).read_bytes()
    for damage in (b"", whole[:-9], b"[]", b'{"format":1,"files":{"a":{}}}', b"[" * 100_000):
        (out / NAME).write_bytes(damage)
        assert read_manifest(out) is None
        with pytest.raises(Halt):
            publish(out, SECOND)
        assert publish(out, FIRST).written == 0
        assert (out / NAME).read_bytes() == whole


def test_a_hostile_manifest_deletes_nothing_outside(tmp_path: Path) -> None:
    out = tmp_path / "public"
    publish(out, FIRST)
    (tmp_path / "precious").write_bytes(b"x1")
    text = (out / NAME).read_text().replace('"assets/x.1.css"', '"../precious"')
    (out / NAME).write_text(text)
    publish(out, SECOND)
    assert (tmp_path / "precious").read_bytes() == b"x1"
