"""Cells that hang, die or flood: each ends in bounded time, named, and leaves no process."""

import os
import time
from pathlib import Path

import pytest
from tests.run.sites import Post, cell, codes, fates

from huoye.run.child.keeper import tree
from huoye.run.guard import Guard
from huoye.run.stage import Stage

MARGIN = 15.0
"""seconds beyond its limit that a cell may take to be ended"""


CHILD = (
    "import subprocess, sys\n"
    "subprocess.Popen(['sleep', '300'], start_new_session=True)\n"
    "subprocess.run([sys.executable, '-c', 'import subprocess;"
    ' subprocess.Popen(["sleep", "300"], start_new_session=True)\'])\n'
)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("while True: pass", "HY603"),
        ("sum(range(10**12))", "HY603"),
        (
            "import signal, time\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\n"
            "while True: time.sleep(0.01)",
            "HY603",
        ),
        ("import ctypes\nctypes.PyDLL(None).sleep(60)", "HY603"),
        ("import os\nos._exit(0)", "HY604"),
        ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", "HY604"),
        ("import ctypes\nctypes.string_at(0)", "HY604"),
        ("input('?')", "HY602"),
        ("import sys\nsys.stdin.read()\ninput('?')", "HY602"),
        ("import pdb\npdb.set_trace()\nx = 1", "HY602"),
        ("class E:\n    def __repr__(self):\n        while True: pass\nE()", "HY603"),
        ("while True: print('x', end='\\r', flush=True)", "HY60"),
        (
            "import threading\nthreading.Thread(target=lambda: exec('while True: pass')).start()\n"
            "while True: pass",
            "HY603",
        ),
    ],
    ids=[
        "loop",
        "c-loop",
        "deaf",
        "gil-sleep",
        "exit",
        "kill",
        "segfault",
        "input",
        "stdin",
        "pdb",
        "repr",
        "progress",
        "thread",
    ],
)
def test_a_bad_cell_ends_in_time_and_is_named(post: Post, code: str, expected: str) -> None:
    post.cells = [
        cell("good", CHILD + "print(1)", 10),
        cell("bad", code, 20, timeout="1"),
        cell("after", "print(2)", 30),
    ]
    began = time.monotonic()
    result = post.run()
    assert time.monotonic() - began < 1 + MARGIN
    (code,) = codes(result)
    assert code.startswith(expected)
    assert result.problems[0].line in range(20, 25)
    assert "bad" in result.problems[0].text()
    assert fates(result) == {"good": "ran", "bad": "failed", "after": "skipped"}
    assert post.record("good").outputs[0].lines == ("1",)


def test_no_process_survives_its_kernel(post: Post) -> None:
    before = set(tree(os.getpid()))
    with Stage(post.job(), "cpu", (), Guard()) as stage:
        stage.run(CHILD, 0, 30.0)
        family = set(tree(os.getpid())) - before
        assert len(family) >= 5, "two keepers, the kernel, its child, the orphan of a child"
    assert not {pid for pid in family if Path(f"/proc/{pid}").exists()}
    assert not stage.scratch.exists()


def test_floods_are_cut_where_they_start(post: Post) -> None:
    post.cells = [
        cell("big", "for _ in range(300): print('x' * 100_000)", 10),
        cell("wild", "while True: print('y' * 1_000_000)", 20),
    ]
    result = post.run()
    assert codes(result) == ["HY602"]
    assert result.problems[0].line == 22
    (stream,) = post.record("big").outputs
    assert sum(map(len, stream.lines)) < 41_000
    assert any("left out" in line for line in stream.lines)


def test_a_flood_past_python_is_cut_in_the_driver(post: Post) -> None:
    post.cells = [cell("fd", "import os\nfor _ in range(300): os.write(1, b'z' * 99_999 + b'\\n')")]
    result = post.run()
    assert codes(result) == []
    assert os.path.getsize(post.frozen / "fd.json") < 60_000


def test_a_hundred_thousand_displays_are_cut(post: Post) -> None:
    post.cells = [
        cell(
            "many",
            "from huoye.cell import record\nfor i in range(100_000): display(i)\nrecord('n', i)",
            10,
            timeout="40",
        ),
        cell("bars", "for i in range(1_000_000): print(f'\\r{i}', end='')", 20, timeout="40"),
    ]
    result = post.run()
    assert codes(result) == []
    many = post.record("many")
    assert len(many.outputs) == 1001
    assert "not kept" in many.outputs[-1].lines[-1]
    assert many.values["n"].value == 99_999
    (bar,) = post.record("bars").outputs
    assert bar.lines[-1] == "999999"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("breakpoint()", []),
        ("class E:\n    def __repr__(self): return self.__repr__()\nE()", ["HY602"]),
    ],
    ids=["breakpoint", "deep-repr"],
)
def test_a_cell_that_ends_by_itself_lets_the_next_run(
    post: Post, code: str, expected: list[str]
) -> None:
    post.cells = [cell("odd", code, 10), cell("after", "print(2)", 20)]
    result = post.run()
    assert codes(result) == expected
    assert fates(result)["after"] == "ran"
