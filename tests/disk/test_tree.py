"""Output folders: whole at every instant, right after every accident, never a stranger's."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huoye.disk.manifest import NAME, read_manifest
from huoye.disk.tree import Published, publish_tree
from huoye.disk.write import LEFTOVER
from huoye.model.halt import Halt
from huoye.model.recipe import Rank


@dataclass(frozen=True, slots=True)
class File:
    """A file to publish."""

    path: str
    content: bytes
    rank: Rank = "page"
    source: str = ""


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder but the manifest and files in the making."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != NAME and not LEFTOVER.fullmatch(path.name)
    }


def publish(out: Path, files: Iterable[File], keep: Iterable[str] = ()) -> Published:
    """Publish into `out` for a site that lies beside it."""
    return publish_tree(out, files, site=out.parent / "site", keep=frozenset(keep))


def codes(found: Published) -> list[tuple[str, str]]:
    """(code, file) of each problem."""
    return [(p.code, dict(p.values)["file"]) for p in found.problems]


FIRST = [
    File("index.html", b"list: a b", "list"),
    File("a/index.html", b"needs assets/x.1.css", source="posts/a.md"),
    File("assets/x.1.css", b"x1", "asset"),
    File("b/index.html", b"needs assets/x.1.css b/p.png", source="posts/b.md"),
    File("b/p.png", b"picture", "asset", "posts/b.md"),
    File("old", b"a file where a folder comes"),
    File("was/a/folder/index.html", b"a folder where a file comes"),
]
SECOND = [
    File("index.html", b"list: a c", "list"),
    File("a/index.html", b"needs assets/x.2.css", source="posts/a.md"),
    File("assets/x.2.css", b"x2", "asset"),
    File("c/index.html", b"needs assets/x.2.css", source="posts/c.md"),
    File("old/index.html", b"new"),
    File("was", b"new"),
]


def contents(files: Iterable[File]) -> dict[str, bytes]:
    """What a folder holds after these were published."""
    return {file.path: file.content for file in files}


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


# dangerous places ------------------------------------------------------------------------------


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


# accidents -------------------------------------------------------------------------------------

CALLS = ("open", "write", "fchmod", "fsync", "close", "replace", "unlink", "mkdir", "rmdir")


class Killed(BaseException):
    """The process ends here: nothing runs after it."""


def run_until(out: Path, patch: pytest.MonkeyPatch, k: int, *, killed: bool) -> bool:
    """Publish SECOND, let the k-th system call fail (and with `killed` every later one): did it?"""
    count = 0
    for name in CALLS:
        real = getattr(os, name)

        def call(*args: object, real: object = real, name: str = name, **kwargs: object) -> object:
            nonlocal count
            count += 1
            if count == k or (killed and count > k):
                if name == "close":
                    real(*args)  # type: ignore[operator]
                raise Killed if killed else OSError(28, "No space left on device")
            return real(*args, **kwargs)  # type: ignore[operator]

        patch.setattr(os, name, call)
    try:
        publish(out, SECOND)
    except (Killed, Halt) as error:
        assert killed or (isinstance(error, Halt) and error.problems[0].code == "HY756")
    return count >= k


@pytest.mark.parametrize("killed", [True, False])
def test_whatever_call_fails_every_file_is_whole_and_the_next_build_is_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, killed: bool
) -> None:
    k, failed = 0, True
    good = contents(FIRST).items() | contents(SECOND).items()
    while failed:
        k += 1
        out = tmp_path / f"public-{k}"
        publish(out, FIRST)
        with monkeypatch.context() as patch:
            failed = run_until(out, patch, k, killed=killed)
        now = tree(out)
        assert now.items() <= good
        for content in now.values():
            if content.startswith(b"needs "):
                assert set(content.decode().split()[1:]) <= now.keys(), k
        publish(out, SECOND)
        assert tree(out) == contents(SECOND), k
    assert k > 30


NAMES = st.sampled_from(["a", "a/b", "b", "a/b/c", "c/index.html", "index.html", "d"])
TREES = st.dictionaries(NAMES, st.sampled_from([b"1", b"2"]), max_size=5)


@settings(max_examples=40)
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
