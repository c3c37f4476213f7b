"""Sources are found, in order, as text, and never from outside the site."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from huoye.disk.decode import Undecoded, decode
from huoye.disk.scan import Scan, find_sources
from huoye.model.halt import Halt

CHINESE = "数据的一阶导数是在这里，我们有不同的函数。\n"


def make(root: Path, files: dict[str, bytes]) -> Scan:
    """The scan of a site with these files."""
    for name, data in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    return find_sources(root)


def told(scan: Scan) -> list[tuple[str, str, int | None]]:
    """(code, path, line) of each problem."""
    found = [*scan.problems, *(lost.problem for lost in scan.unread)]
    return [(p.code, p.path, p.line) for p in found]


def test_sources_are_found_in_order(tmp_path: Path) -> None:
    names = ["posts/b/index.md", "posts/a.md", "posts/b/data.csv", "posts/.x.md", "pages/关于.md",
             "notes.md", "posts/b/other.md", "pages/d/index.md"]  # fmt: skip
    scan = make(tmp_path, dict.fromkeys(names, b"x"))
    assert [(s.path, s.kind, s.name) for s in scan.sources] == [
        ("pages/关于.md", "page", "关于"),
        ("posts/a.md", "post", "a"),
        ("posts/b/index.md", "post", "b"),
    ]
    assert told(scan) == []


def test_a_site_without_folders_is_empty(tmp_path: Path) -> None:
    assert find_sources(tmp_path) == Scan((), (), ())


def test_marks_and_line_ends_do_not_matter(tmp_path: Path) -> None:
    scan = make(tmp_path, {"posts/a.md": b"\xef\xbb\xbfa\r\nb\rc\n", "posts/b.md": b"a\nb\nc\n"})
    assert [s.text for s in scan.sources] == ["a\nb\nc\n"] * 2
    assert len({s.digest for s in scan.sources}) == 1


@pytest.mark.parametrize(
    ("data", "line", "likely"),
    [
        (("# a\r\nb\r\n" + CHINESE).encode("gb18030"), 3, "GB18030"),
        (
            ("a\n" + CHINESE.translate(str.maketrans("数据这们阶导", "數據這們階導"))).encode(
                "big5", "replace"
            ),
            2,
            "Big5",
        ),
        (CHINESE.encode("utf-16"), 1, "UTF-16"),
        (CHINESE.encode("utf-16-be"), 1, "UTF-16"),
        (b"ab\nc\x00d", 2, ""),
        ((CHINESE * 9).encode()[:-2], 9, ""),
        (b"\xef\xbb\xbf\n" + (CHINESE * 9).encode() + b"\xff", 11, ""),
    ],
)
def test_other_encodings_are_named_with_the_line(data: bytes, line: int, likely: str) -> None:
    assert decode(data) == Undecoded(line, likely)


def test_a_few_damaged_bytes_are_told_as_such(tmp_path: Path) -> None:
    """The hint was to run `iconv -f UTF-8 with damaged bytes`."""
    scan = make(tmp_path, {"posts/a.md": b"ab\nc\x00d"})
    assert told(scan) == [("HY134", "posts/a.md", 2)]
    assert "iconv" not in scan.unread[0].problem.hint("zh")


def test_a_file_in_another_encoding_is_a_problem_and_the_others_are_read(tmp_path: Path) -> None:
    scan = make(tmp_path, {"posts/a.md": CHINESE.encode("gbk"), "posts/b.md": b"b"})
    assert told(scan) == [("HY130", "posts/a.md", 1)]
    assert [s.path for s in scan.sources] == ["posts/b.md"]
    assert [(s.source.path, s.source.text) for s in scan.unread] == [("posts/a.md", "")]
    assert "GB18030" in scan.unread[0].problem.text() and "GB18030" in scan.unread[0].problem.hint(
        "zh"
    )


def test_a_folder_that_lacks_its_index_is_told(tmp_path: Path) -> None:
    assert told(make(tmp_path, {"posts/a/readme.md": b"x"})) == [("HY133", "posts/a", None)]


def test_a_post_two_folders_deep_is_told(tmp_path: Path) -> None:
    scan = make(
        tmp_path, {"posts/2026/a/index.md": b"x", "posts/b/index.md": b"", "posts/c/d": b""}
    )
    assert told(scan) == [("HY133", "posts/2026", None)]


def test_links_that_lead_out_are_refused(tmp_path: Path) -> None:
    root, out = tmp_path / "site", tmp_path / "site-other"
    (root / "posts").mkdir(parents=True)
    out.mkdir()
    (out / "index.md").write_text("secret")
    (root / "posts/file.md").symlink_to(out / "index.md")
    (root / "posts/folder").symlink_to(out)
    (root / "posts/loop.md").symlink_to("loop.md")
    (root / "posts/gone.md").symlink_to("nowhere.md")
    (root / "posts/real").mkdir()
    (root / "posts/real/index.md").write_text("x")
    (root / "posts/again").symlink_to("real")
    scan = find_sources(root)
    assert [s.path for s in scan.sources] == ["posts/again/index.md", "posts/real/index.md"]
    assert told(scan) == [
        ("HY131", "posts/file.md", None),
        ("HY131", "posts/folder/index.md", None),
        ("HY132", "posts/gone.md", None),
        ("HY131", "posts/loop.md", None),
    ]


def test_the_whole_folder_of_posts_may_not_lead_out(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out/a.md").write_text("secret")
    (tmp_path / "site").mkdir()
    (tmp_path / "site/posts").symlink_to("../out")
    assert told(find_sources(tmp_path / "site")) == [("HY131", "posts/a.md", None)]


def test_pipes_and_folders_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "posts/dir.md").mkdir(parents=True)
    os.mkfifo(tmp_path / "posts/pipe.md")
    assert told(find_sources(tmp_path)) == [("HY132", "posts/pipe.md", None)]


def test_a_folder_that_cannot_be_listed_is_no_empty_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> Iterator[Path]:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(Halt) as halt:
        find_sources(tmp_path)
    assert [(p.code, p.path) for p in halt.value.problems] == [("HY132", "posts")]
