"""Whole builds: what is written, what is kept, what goes, and what is never touched."""

import os
import shutil
from pathlib import Path

import pytest
from tests.tiny import Tiny, changed, post_text, read_tree, told

from huoye.math.store import FILE
from huoye.model.halt import Halt

DOT = b"GIF89a\x03\x00\x02\x00\x80\x00\x00" + bytes(9)
"""a picture of 3 × 2, as far as its header goes"""


@pytest.fixture
def three(tiny: Tiny) -> Tiny:
    """Three posts that refer to each other, one with a picture and a file."""
    tiny.post("a", "公式 $a_1$，[数据](d.csv)。\n\n![点](img/点.gif)", tags="[甲, 乙]", series="组")
    tiny.write("posts/a/d.csv", "1,2\n")
    tiny.write("posts/a/img/点.gif", DOT)
    tiny.post("b", "\\begin{equation}b=1\\label{eq:b}\\end{equation}", tags="甲", series="组",
              date="2026-03-01")  # fmt: skip
    tiny.post("c", "《a》与 \\eqref{b#eq:b}。", date="2026-04-01")
    return tiny


def test_building_again_writes_nothing(three: Tiny) -> None:
    first = three.build()
    assert (first.problems, first.deleted, first.posts) == ((), 0, 3)
    assert first.files == first.written == len(three.tree())
    times = {p: p.stat().st_mtime_ns for p in three.out.rglob("*")}
    again = three.build()
    assert (again.files, again.written, again.deleted) == (first.files, 0, 0)
    assert {p: p.stat().st_mtime_ns for p in three.out.rglob("*")} == times


def test_a_build_from_nothing_gives_the_same_bytes(three: Tiny) -> None:
    before = three.built()
    three.forget()
    assert three.built() == before


def test_the_way_to_a_state_leaves_no_trace(three: Tiny) -> None:
    """Retitle, retag, move, add, remove: each state's bytes are those of a build from nothing."""
    three.built()
    three.post("a", "新文字。", title="新题", tags="丙")
    three.post("d", "第四篇 $d$，见 [乙](b)。", series="组", date="2026-05-01")
    shutil.rmtree(three.root / "posts/c")
    three.post("b", "\\begin{equation}b=1\\label{eq:b}\\end{equation}", slug="新/b", tags="甲")
    three.write("huoye.toml", '[site]\nurl = "https://example.org"\nper_page = 1\n')
    here = three.built()
    three.forget()
    assert three.built() == here
    assert "新/b/index.html" in here
    assert not [p for p in here if p.startswith(("c/", "b/", "a/img", "tags/乙"))]


def test_a_removed_post_goes_and_nothing_else_does(three: Tiny) -> None:
    before = three.built()
    shutil.rmtree(three.root / "posts/c")
    after = three.built()
    assert before.keys() - after.keys() == {"c/index.html"}
    lists = {"index.html", "archive/index.html", "feed.xml", "sitemap.xml"}
    assert changed(before, after) == {"c/index.html", "b/index.html"} | lists
    assert "c" not in {p.name for p in three.out.iterdir()}


def test_only_files_that_are_referred_to_are_published(three: Tiny) -> None:
    three.write("posts/a/private.txt", "SECRET")
    three.write("posts/a/frozen/x.json", "SECRET")
    three.post("a", "[源](index.md)、[记录](frozen/x.json)、[外](../../huoye.toml)。")
    built = three.build()
    assert [p.code for p in built.problems] == ["HY404"] * 3
    assert not any(b"SECRET" in content for content in three.tree().values())
    assert not (three.out / "huoye.toml").exists()


def test_one_file_spelled_three_ways_is_one_file(three: Tiny) -> None:
    three.post("a", "![](d%20e.gif)[图](./d%20e.gif#x)\n\n[文](<d e.gif>)")
    three.write("posts/a/d e.gif", DOT)
    assert three.built()["a/d e.gif"] == DOT
    assert three.page("a/index.html").count('"/a/d%20e.gif') == 3


def test_foreign_files_stay(three: Tiny) -> None:
    three.built()
    for name in ("CNAME", ".well-known/x", "a/mine.txt", "z/deep/file"):
        path = three.out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("mine")
    shutil.rmtree(three.root / "posts/a")
    three.post("c", "没有别的。")
    assert three.build().problems == ()
    tree = three.tree()
    assert all(tree[n] == b"mine" for n in ("CNAME", ".well-known/x", "a/mine.txt", "z/deep/file"))
    assert "a/index.html" not in tree


def test_a_foreign_page_is_not_overwritten(three: Tiny) -> None:
    three.built()
    shutil.rmtree(three.out / "c")
    three.write("public/新/index.html", "mine")
    three.post("d", slug="新")
    built = three.build()
    assert told(built.problems) == ["HY753 :None"]
    assert three.tree()["新/index.html"] == b"mine"
    assert "c/index.html" in three.tree()


@pytest.mark.parametrize("out", [".", "..", "posts", "posts/a", "code", ".git", "themes/x", "/"])
def test_dangerous_output_folders_are_refused(three: Tiny, out: str) -> None:
    before = read_tree(three.root)
    with pytest.raises(Halt) as halted:
        three.build((three.root / out).resolve())
    assert [p.code for p in halted.value.problems] in (["HY750"], ["HY751"])
    after = read_tree(three.root)
    assert {p for p in changed(before, after) if not p.startswith(".huoye/")} == set()


def test_a_strangers_folder_is_refused(three: Tiny, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "index.html").write_text("mine")
    with pytest.raises(Halt) as halted:
        three.build(other)
    assert [p.code for p in halted.value.problems] == ["HY752"]
    assert read_tree(other) == {"index.html": b"mine"}


def test_a_read_only_cache_only_costs_time(three: Tiny) -> None:
    expected = three.built()
    three.forget()
    (three.root / ".huoye").write_text("a file where a folder should be")
    built = three.build()
    assert [(p.code, p.level) for p in built.problems] == [("HY311", "note")]
    assert three.tree() == expected


def test_links_that_leave_the_site_are_not_followed(three: Tiny, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("SECRET")
    (tmp_path / "post").mkdir()
    (tmp_path / "post/index.md").write_text(post_text("SECRET"), "utf-8")
    os.symlink(tmp_path / "secret.txt", three.root / "posts/a/s.txt")
    os.symlink(tmp_path / "post", three.root / "posts/leak")
    three.post("a", "[链](s.txt)")
    built = three.build()
    assert told(built.problems) == ["HY131 posts/leak/index.md:None", "HY404 posts/a/index.md:6"]
    assert not any(b"SECRET" in content for content in three.tree().values())


def test_a_damaged_store_of_formulas_is_told_and_made_anew(tiny: Tiny) -> None:
    tiny.post("one", "公式 $x_1$。")
    tiny.built()
    before = tiny.tree()
    store = tiny.root / ".huoye" / FILE
    lines = store.read_bytes().splitlines(keepends=True)
    store.write_bytes(b"".join((*lines[:-1], lines[-1][:-9] + b"!" + lines[-1][-8:])))
    told = tiny.build().problems
    assert [p.code for p in told] == ["HY310"]
    assert tiny.tree() == before
