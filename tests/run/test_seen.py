"""Inputs that escape Python's own eye, seen in a real kernel; each post keeps its own results."""

import sys
from dataclasses import replace

import pytest
from tests.run.sites import Post, cell, codes, fates

from huoye.run import inotify
from huoye.run.record import write_record

CHILD = "import subprocess\nprint(subprocess.run(['cat', 'data.txt'], stdout=-1).stdout)"
READ = (
    "import ctypes\n"
    "libc = ctypes.CDLL(None)\n"
    "libc.fopen.restype = ctypes.c_void_p\n"
    "libc.fopen(b'x.h5', b'r')\n"
    "open('out.txt', 'w').write('1')\n"
    "import subprocess; subprocess.run(['cat', 'out.txt'])"
)
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="inotify is Linux's")


@linux
def test_c_and_child_processes_are_seen_and_outputs_are_not(post: Post) -> None:
    post.write("posts/p/x.h5", "1")
    post.write("posts/p/data.txt", "1")
    post.cells = [cell("a", READ), cell("b", CHILD, 20), cell("c", "open('data.txt')", 30)]
    assert codes(post.run()) == []
    assert post.record("a").observed == "all"
    assert set(post.record("a").inputs.files) == {"./x.h5"}
    assert set(post.record("b").inputs.files) == {"./data.txt"}
    assert post.record("c").inputs.files == {}, "the first cell that used it lists it"
    post.write("posts/p/out.txt", "2")
    post.write("posts/p/index.md", "# p again\n")
    assert post.states() == "fff"
    post.write("posts/p/data.txt", "2")
    assert post.states() == "fss"


def test_two_posts_with_one_cell_keep_their_own_results(post: Post) -> None:
    other = replace(post, name="q")
    for one, text in ((post, "one"), (other, "two")):
        one.write(f"posts/{one.name}/data.txt", text)
        one.cells = [cell("a", "print(open('data.txt').read())")]
        one.run()
    lines = [one.record("a").outputs[0].lines for one in (post, other)]  # type: ignore[union-attr]
    assert lines == [("one",), ("two",)]
    post.write("posts/q/data.txt", "three")
    assert (post.states(), other.states()) == ("f", "s")


def test_without_inotify_the_record_says_so(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inotify.sys, "platform", "darwin")
    post.cells = [cell("a", "print(1)")]
    assert codes(post.run()) == []
    assert post.record("a").observed == "python"


@linux
def test_a_replay_that_sees_more_is_no_other_result(post: Post) -> None:
    post.write("posts/p/data.txt", "1")
    post.cells = [cell("a", CHILD), cell("b", "print(1)", 20)]
    post.run()
    blind = replace(post.record("a"), observed="python")
    write_record(post.frozen, replace(blind, inputs=replace(blind.inputs, files={})), {})
    result = post.run(force=frozenset({"b"}))
    assert (fates(result)["a"], codes(result)) == ("replayed", [])
