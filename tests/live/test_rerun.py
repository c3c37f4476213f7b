"""Runs beside the preview: one at a time, the last one wanted, nobody left behind."""

import queue
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from huoye.live.rerun import Reruns

RUN = """\
import signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)
post, folder = sys.argv[1], sys.argv[2]
try:
    open(f"{folder}/{post}.began", "w").close()
    time.sleep(0 if post == "short" else 60)
except KeyboardInterrupt:
    open(f"{folder}/{post}.interrupted", "w").close()
print("said", post)
sys.exit(3 if post == "short" else 0)
"""
Told = tuple[str, int, str]


@pytest.fixture
def told() -> "queue.Queue[Told]":
    return queue.Queue()


@pytest.fixture
def reruns(tmp_path: Path, told: "queue.Queue[Told]") -> Iterator[Reruns]:
    script = tmp_path / "run.py"
    script.write_text(RUN.replace("sys.argv[2]", repr(str(tmp_path))))
    made = Reruns((sys.executable, str(script)), tmp_path, lambda *run: told.put(run))
    yield made
    made.close()


def until(true: Callable[[], bool]) -> None:
    for _ in range(500):
        if true():
            return
        time.sleep(0.02)
    raise AssertionError("never happened")


def test_a_run_is_told_with_its_exit_code(reruns: Reruns, told: "queue.Queue[Told]") -> None:
    assert not reruns.busy
    reruns.want("short")
    assert told.get(timeout=10) == ("short", 3, "said short\n")
    until(lambda: not reruns.busy)


def test_a_newer_save_ends_the_run_and_begins_anew(
    reruns: Reruns, told: "queue.Queue[Told]", tmp_path: Path
) -> None:
    reruns.want("long")
    assert reruns.busy
    until((tmp_path / "long.began").exists)
    before = time.monotonic()
    reruns.want("short")
    assert time.monotonic() - before < 1, "who saves does not wait"
    assert told.get(timeout=10)[0] == "short", "of the ended one nothing is told"
    assert (tmp_path / "long.interrupted").exists()


def test_closing_ends_what_runs(reruns: Reruns, tmp_path: Path) -> None:
    reruns.want("long")
    until((tmp_path / "long.began").exists)
    reruns.close()
    assert (tmp_path / "long.interrupted").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_the_command_of_serve_ends_when_its_starter_is_gone(tmp_path: Path) -> None:
    waiting = "from huoye.cli import main\nimport time\n"
    waiting += "main.main = lambda: time.sleep(60)\n"
    waiting += "import runpy; runpy.run_module('huoye.cli.again', run_name='__main__')"
    command = [sys.executable, "-P", "-c", waiting, "post"]
    run = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert run.stdin is not None
    time.sleep(1)
    assert run.poll() is None
    run.stdin.close()
    assert run.wait(10) in (-signal.SIGINT, 1, 130)
