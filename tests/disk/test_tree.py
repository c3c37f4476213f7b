"""Output folders hold what was published, and whatever anybody else put there."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.disk.folders import FIRST, SECOND, File, codes, contents, publish, tree

from huoye.disk.manifest import NAME
from huoye.disk.tree import Published


def test_a_tree_is_written_changed_and_left_alone(tmp_path: Path) -> None:
    out = tmp_path / "public"
    assert publish(out, FIRST) == Published(7, 7, 0, ())
    assert publish(out, reversed(FIRST)) == Published(7, 0, 0, ())
    assert publish(out, SECOND) == Published(6, 6, 5, ())
    assert tree(out) == contents(SECOND)
    assert not (out / "b").exists()


def test_the_order_is_assets_pages_lists_deletions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, done = tmp_path / "public", []
    publish(out, FIRST[:5])
    for step in ("replace", "unlink"):
        real = getattr(os, step)

        def note(*args: Path, real: object = real) -> None:
            done.append(args[-1].relative_to(out).as_posix())
            real(*args)  # type: ignore[operator]

        monkeypatch.setattr(os, step, note)
    publish(out, SECOND[:4])
    assert done == [
        NAME, "assets/x.2.css", "a/index.html", "c/index.html", "index.html",
        "b/index.html", "assets/x.1.css", "b/p.png", NAME,
    ]  # fmt: skip


def test_equal_trees_have_equal_bytes_manifest_included(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    publish(one, FIRST)
    publish(one, SECOND)
    publish(two, SECOND)
    assert (one / NAME).read_bytes() == (two / NAME).read_bytes()


def test_files_of_kept_sources_stay_until_they_are_let_go(tmp_path: Path) -> None:
    out = tmp_path / "public"
    publish(out, FIRST)
    assert codes(publish(out, SECOND, keep=["posts/b.md"])) == []
    kept = {file.path: file.content for file in FIRST if file.source == "posts/b.md"}
    assert tree(out) == contents(SECOND) | kept
    publish(out, SECOND)
    assert tree(out) == contents(SECOND)


def test_foreign_files_stay(tmp_path: Path) -> None:
    out = tmp_path / "public"
    publish(out, FIRST)
    foreign = {".git/config": b"x", "CNAME": b"a.org", "b/mine.txt": b"mine", ".well-known/x": b"y"}
    for name, data in foreign.items():
        (out / name).parent.mkdir(exist_ok=True)
        (out / name).write_bytes(data)
    publish(out, SECOND)
    assert tree(out) == contents(SECOND) | foreign
    publish(out, [])
    assert tree(out) == foreign


def test_a_page_is_not_written_over_a_foreign_file(tmp_path: Path) -> None:
    out = tmp_path / "public"
    publish(out, FIRST[:1])
    (out / "c").mkdir()
    (out / "c/index.html").write_bytes(b"mine")
    (out / "old").write_bytes(b"mine")
    (out / "was").mkdir()
    (out / "was/mine").write_bytes(b"mine")
    found = publish(out, SECOND)
    assert codes(found) == [
        ("HY753", "c/index.html"),
        ("HY753", "old/index.html"),
        ("HY753", "was"),
    ]
    assert tree(out)["c/index.html"] == tree(out)["old"] == tree(out)["was/mine"] == b"mine"
    publish(out, [])
    assert sorted(tree(out)) == ["c/index.html", "old", "was/mine"]


def test_an_obsolete_file_that_was_changed_by_hand_stays(tmp_path: Path) -> None:
    out = tmp_path / "public"
    publish(out, FIRST)
    (out / "b/index.html").write_bytes(b"edited")
    assert codes(publish(out, SECOND)) == [("HY755", "b/index.html")]
    assert codes(publish(out, SECOND)) == []
    assert tree(out)["b/index.html"] == b"edited"


def test_links_in_the_output_are_never_followed_out(tmp_path: Path) -> None:
    out, other = tmp_path / "public", tmp_path / "other"
    publish(out, FIRST)
    other.mkdir()
    (other / "index.html").write_bytes(b"list: a b")
    (other / "p.png").write_bytes(b"picture")
    (out / "b/p.png").unlink()
    (out / "b/index.html").unlink()
    (out / "b").rmdir()
    (out / "b").symlink_to(other)
    (out / "index.html").unlink()
    (out / "index.html").symlink_to(other / "index.html")
    assert codes(publish(out, SECOND)) == [("HY753", "index.html")]
    assert tree(other) == {"index.html": b"list: a b", "p.png": b"picture"}


def test_a_folder_of_somebodys_link_does_not_give_way_to_a_file(tmp_path: Path) -> None:
    out, other = tmp_path / "public", tmp_path / "other"
    (other / "empty").mkdir(parents=True)
    publish(out, [File("was/a/b", b"1")])
    (out / "was/link").symlink_to(other)
    assert codes(publish(out, [File("was", b"2")])) == [("HY753", "was")]
    assert (other / "empty").is_dir()


def test_a_name_that_changes_its_case_is_not_lost_where_case_is_ignored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, done = tmp_path / "public", []
    publish(out, [File("A.html", b"1")])
    for step in ("replace", "unlink"):
        real = getattr(os, step)
        monkeypatch.setattr(os, step, lambda *a, f=real: (done.append(a[-1].name), f(*a)))
    publish(out, [File("a.html", b"1")])
    assert done == [NAME, "A.html", "a.html", NAME]


@pytest.mark.parametrize("path", ["../x", "/etc/x", "a//b", "a/./b", "", "a\\b", "a\0b", NAME])
def test_paths_that_leave_the_folder_are_problems(tmp_path: Path, path: str) -> None:
    found = publish(tmp_path / "public", [File(path, b"x"), File("a", b"a")])
    assert codes(found)[0][1] == path
    assert tree(tmp_path) == {"public/a": b"a"}


@pytest.mark.parametrize(
    ("one", "two"),
    [("a.html", "A.html"), ("caf\u00e9", "cafe\u0301"), ("a", "a/index.html"), ("A/b", "a"), ("ß", "SS"),
     ("a", "a")],
)  # fmt: skip
def test_clashing_paths_are_problems_naming_both(tmp_path: Path, one: str, two: str) -> None:
    found = publish(tmp_path / "public", [File(one, b"1"), File(two, b"2")])
    assert [(p.code, dict(p.values)) for p in found.problems] == [
        ("HY754", {"file": two, "other": one})
    ]
    assert list(tree(tmp_path / "public").values()) == [b"1"]


NAMES = st.sampled_from(["a", "a/b", "b", "a/b/c", "c/index.html", "index.html", "d"])
TREES = st.dictionaries(NAMES, st.sampled_from([b"1", b"2"]), max_size=5)


@settings(max_examples=40, deadline=None)
@given(st.lists(TREES, min_size=1, max_size=4))
def test_any_history_ends_in_what_a_clean_build_gives(
    tmp_path_factory: pytest.TempPathFactory, history: list[dict[str, bytes]]
) -> None:
    out, clean = tmp_path_factory.mktemp("x") / "public", tmp_path_factory.mktemp("x") / "public"
    for files in history:
        publish(out, [File(path, data) for path, data in files.items()])
    publish(clean, [File(path, data) for path, data in history[-1].items()])
    assert tree(out) == tree(clean)
    assert (out / NAME).read_bytes() == (clean / NAME).read_bytes()
