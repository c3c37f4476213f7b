"""Nobody survives: cells that leave processes behind, and each of driver, keeper, kernel killed."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.run.sites import Post, cell, codes, fates

from huoye.run.child.keeper import tree
from huoye.run.environment import common
from huoye.run.forkserver import WORKS, ForkServer
from huoye.run.guard import Guard
from huoye.run.launch import launch_cold
from huoye.run.stage import Stage

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are adopted on Linux")
FAMILY = """\
import os, subprocess, time
child = subprocess.Popen(["sleep", "300"], start_new_session=True)
with open("pids", "a") as pids:
    print(child.pid, os.getpid(), file=pids, flush=True)
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            print(os.getpid(), file=pids, flush=True)
            time.sleep(300)
        os._exit(0)
    os.wait()
while len(open("pids").read().split()) < 3: time.sleep(0.01)
"""
"""A child in a session of its own and a daemon, their numbers and the kernel's in a file"""


def living(folder: Path) -> set[int]:
    """Those of the family that live."""
    told = (folder / "pids").read_text().split() if (folder / "pids").exists() else []
    return {int(pid) for pid in told if alive(int(pid))}


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def gone(folder: Path, seconds: float = 10.0) -> bool:
    """Whether all of the family end in time."""
    end = time.monotonic() + seconds
    while living(folder) and time.monotonic() < end:
        time.sleep(0.02)
    return not living(folder)


@pytest.mark.parametrize("way", ["cold", "forked"])
@pytest.mark.parametrize("end", ["", "os._exit(0)", "os.kill(os.getpid(), 9)"])
def test_what_a_cell_leaves_behind_ends_with_its_kernel(post: Post, way: str, end: str) -> None:
    post.cells = [cell("family", FAMILY + end)]
    with ForkServer(common(post.root, 2), ()) as server:
        result = post.run(Guard(server.launch if way == "forked" else launch_cold))
    assert len((post.folder / "pids").read_text().split()) == 3
    assert living(post.folder) == set()
    assert codes(result) == (["HY604"] if end else [])


@pytest.mark.parametrize("way", ["cold", "forked"])
@pytest.mark.parametrize("rank", [0, 1], ids=["outer", "inner"])
def test_a_killed_keeper_takes_its_whole_tree_along(post: Post, way: str, rank: int) -> None:
    with ForkServer(common(post.root, 2), ()) as server:
        guard = Guard(server.launch if way == "forked" else launch_cold)
        with Stage(post.job(), "cpu", (), guard) as stage:
            stage.run(FAMILY, 0, 30.0)
            kernel = int((post.folder / "pids").read_text().split()[1])
            keepers = above(kernel)
            os.kill(keepers[1 - rank], signal.SIGKILL)
            assert stage.run("print(1)", 0, 30.0).ending == "died"
            assert gone(post.folder)


def above(pid: int) -> list[int]:
    """Parent and grandparent of a process."""
    found: list[int] = []
    for _ in range(2):
        pid = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
        found.append(pid)
    return found


DRIVER = """\
import json, sys
from pathlib import Path
from tests.run.sites import Post, cell
from huoye.run.environment import common
from huoye.run.forkserver import ForkServer
from huoye.run.guard import Guard
from huoye.run.launch import launch_cold
if __name__ == "__main__":
    way, root, code = json.loads(sys.argv[1])
    post = Post(Path(root), [cell("good", "print(7)"), cell("family", code)])
    with ForkServer(common(post.root, 2), ()) as server:
        post.run(Guard(server.launch if way == "forked" else launch_cold))
"""


@pytest.mark.parametrize("way", ["cold", "forked"])
def test_a_killed_driver_leaves_nobody(post: Post, way: str) -> None:
    lock = post.root / "lock"
    lock.touch()
    task = json.dumps([way, str(post.root), FAMILY + "time.sleep(300)"])
    paths = os.pathsep.join(entry for entry in sys.path if entry)
    driver = subprocess.Popen(
        [sys.executable, "-c", DRIVER, task],
        env={**os.environ, "PYTHONPATH": f"{paths}{os.pathsep}{os.getcwd()}"},
        stdin=subprocess.DEVNULL,
    )
    end = time.monotonic() + 30
    while len(living(post.folder)) < 3 and time.monotonic() < end:
        time.sleep(0.05)
    family = tree(driver.pid)
    assert len(living(post.folder)) == 3
    driver.kill()
    driver.wait()
    assert gone(post.folder)
    left = time.monotonic() + 10
    while any(map(alive, family)) and time.monotonic() < left:
        time.sleep(0.02)
    assert not [pid for pid in family if alive(pid)], "keepers and fork server are gone too"
    assert post.record("good").outputs[0].lines == ("7",)


def test_held_descriptors_close_only_when_the_tree_is_gone(post: Post) -> None:
    heard, held = os.pipe()
    with ForkServer(common(post.root, 2), ()) as server:
        for launch in (launch_cold, server.launch):
            with Stage(post.job(), "cpu", (), Guard(launch, held=(held,))) as stage:
                inherited = "import os\nprint(len(os.listdir('/proc/self/fd')))"
                assert stage.run(inherited, 0, 30.0).ending == "done"
                assert not holds(post, stage, held)
                keepers = above(int((post.folder / "me").read_text()))
                assert all(os.readlink(f"/proc/{k}/fd/{number(k, held)}") for k in keepers)
    os.close(held)
    assert os.read(heard, 1) == b"", "nobody holds it any more"
    os.close(heard)


def holds(post: Post, stage: Stage, held: int) -> bool:
    """Whether the kernel has the descriptor."""
    stage.run("import os\nopen('me', 'w').write(str(os.getpid()))", 0, 30.0)
    return bool(number(int((post.folder / "me").read_text()), held))


def number(pid: int, held: int) -> str:
    """Under which number a process holds what we hold as `held`; "" for not at all."""
    ours = os.readlink(f"/proc/self/fd/{held}")
    for entry in Path(f"/proc/{pid}/fd").iterdir():
        if entry.is_symlink() and os.readlink(entry) == ours:
            return entry.name
    return ""


def test_a_memory_limit_ends_the_cell_and_names_it(post: Post) -> None:
    hungry = "held = []\nfor _ in range(40): held.append(bytearray(b'x') * (50 << 20))"
    post.cells = [
        cell("small", "print(1)", 10),
        cell("hungry", hungry, 20, memory="512MB"),
        cell("after", "print(2)", 30),
    ]
    result = post.run()
    assert codes(result) == ["HY625"]
    assert "hungry" in result.problems[0].text()
    assert "0.5 GB" in result.problems[0].text()
    assert fates(result) == {"small": "ran", "hungry": "failed", "after": "skipped"}


def test_shared_pages_of_children_count_once(post: Post) -> None:
    """Eight workers that share 200 MB hold 200 MB, not 1.8 GB."""
    code = (
        "import os, time\nheld = bytearray(b'x') * (200 << 20)\n"
        "for _ in range(8):\n    if os.fork() == 0:\n        time.sleep(1.5)\n        os._exit(0)\n"
        "time.sleep(1)\nprint('done')"
    )
    post.cells = [cell("workers", code, memory="700MB")]
    assert codes(post.run()) == []


def test_a_fork_bomb_ends(post: Post) -> None:
    bomb = (
        "import os, time\nfor _ in range(200):\n    if os.fork() == 0:\n        os.setsid()\n"
        "        time.sleep(300)\n        os._exit(0)\nwhile True: time.sleep(1)"
    )
    before = set(tree(os.getpid()))
    post.cells = [cell("bomb", bomb, timeout="2")]
    assert codes(post.run()) == ["HY603"]
    assert not set(tree(os.getpid())) - before


def test_where_no_server_runs_kernels_start_cold(post: Post) -> None:
    post.cells = [cell("one", "print(1)")]
    with ForkServer(common(post.root, 2), ()) as server:
        assert server._process is not None
        server._process.kill()
        server._process.wait()
        assert codes(post.run(Guard(server.launch))) == []
    assert WORKS
    assert post.record("one").outputs[0].lines == ("1",)
