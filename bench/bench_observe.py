"""bench_observe.py [--opens N]: what it costs a cell that its inputs are seen.

The same child process opens N files of a small site: unseen, heard by the audit hook of its own
interpreter, watched from outside by inotify, and both.
"""

import argparse
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from clock import Clock, Spent, apart, table

import huoye
from huoye.run.watch import Watch

FILES = 500
ENGINE = Path(huoye.__file__).parent
CELL = """
import sys
from huoye.run.child.observe import Observer
if {heard}:
    seen = Observer({root!r}, {engine!r})
    seen.start()
for number in range({opens}):
    with open(f"{root}/data/{{number % {files}}}") as file:
        file.read()
if {heard}:
    assert len(seen.take()["files"]) == {files}
"""


def main() -> None:
    """One table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--opens", type=int, default=100_000)
    opens = parser.parse_args().opens
    with tempfile.TemporaryDirectory() as folder:
        root = _site(Path(folder))
        ways = {
            "unseen": (False, False), "audit hook": (True, False),
            "inotify": (False, True), "both": (True, True),
        }  # fmt: skip
        spent = {name: apart(_cell, root, opens, *way) for name, way in ways.items()}
    base = spent["unseen"].cpu
    rows = [(name, s, s.cpu / base) for name, s in spent.items()]
    print(table(f"{opens} opens of {FILES} files", rows, "unseen"))


def _site(root: Path) -> Path:
    (root / "data").mkdir()
    for number in range(FILES):
        (root / "data" / str(number)).write_text("1\n", "utf-8")
    return root


def _cell(root: Path, opens: int, heard: bool, watched: bool) -> Spent:
    code = CELL.format(root=str(root), engine=str(ENGINE), opens=opens, files=FILES, heard=heard)
    clock = Clock()
    with ExitStack() as stack:
        seen = stack.enter_context(Watch(root, "posts/p/index.md", ENGINE)) if watched else None
        subprocess.run([sys.executable, "-c", code], check=True)
        assert seen is None or len(seen.take(()).files) == FILES
    return clock.spent()


if __name__ == "__main__":
    main()
