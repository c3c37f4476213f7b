"""Real signals to `huoye run`: what had ended is kept, nothing survives, every lock is free."""

import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.cli.conftest import Huoye
from tests.tiny import Tiny

from huoye.disk.lock import try_lock
from huoye.run import cards
from huoye.text.digest import sha

pytestmark = pytest.mark.kernel
HUOYE = (sys.executable, "-c", """\
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background ignores it
from huoye.cli.main import main
main()
""")  # fmt: skip
QUICK = '```{code-cell} python\n#| label: tbl-quick\nprint("kept")\n```\n'
SLOW = """\
```{code-cell} python
#| label: tbl-slow
import os, signal, time
from pathlib import Path

DEAF
Path("pid.part").write_text(str(os.getpid()))
Path("pid.part").rename("pid")
deadline = time.monotonic() + 300
while time.monotonic() < deadline:
    time.sleep(0.05)
```
"""
DEAF = "signal.signal(signal.SIGINT, signal.SIG_IGN)"
WAIT = 60.0


def until(true: Callable[[], bool]) -> None:
    """Wait for it, not for ever."""
    deadline = time.monotonic() + WAIT
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


@contextmanager
def running(site: Tiny, *names: str) -> Iterator[tuple["subprocess.Popen[str]", list[int]]]:
    """A run whose posts have all come to their slow cell; the kernels' numbers."""
    command = [*HUOYE, "run", "--yes", "--jobs", "2"]
    pipe = subprocess.PIPE
    environment = {**os.environ, "LANG": "C.UTF-8"}
    with subprocess.Popen(
        command, cwd=site.root, stdout=pipe, stderr=pipe, text=True, env=environment
    ) as run:
        pids = [site.root / "posts" / name / "pid" for name in names]
        until(lambda: all(pid.exists() for pid in pids) or run.poll() is not None)
        yield run, [int(pid.read_text()) for pid in pids]


def states(huoye: Huoye, site: Tiny) -> list[tuple[str, str | None]]:
    cells = huoye("status", "--json", at=site.root).data["cells"]
    return [(cell["state"], cell["last_run"]) for cell in cells]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_one_signal_ends_a_run_in_order(huoye: Huoye, tiny: Tiny, number: signal.Signals) -> None:
    for name in ("a", "b"):
        tiny.post(name, QUICK + "\n" + SLOW.replace("DEAF", ""))
    with running(tiny, "a", "b") as (run, pids):
        run.send_signal(number)
        out, err = run.communicate(timeout=WAIT)
    assert run.returncode == 128 + number
    assert out.splitlines()[-1].startswith(
        "stopped; what had ended is kept: 2 ran, 2 interrupted in "
    )
    assert err.count("HY626 posts/") == 2 and "Traceback" not in err
    assert all(map(gone, pids))
    assert states(huoye, tiny) == [("fresh", None), ("never", None)] * 2
    assert huoye("run", "a#tbl-quick", "--yes", at=tiny.root).code == 0, "no lock is left"


def test_two_signals_kill_what_does_not_listen(tiny: Tiny) -> None:
    tiny.post("a", SLOW.replace("DEAF", DEAF))
    with running(tiny, "a") as (run, (pid,)):
        run.send_signal(signal.SIGINT)
        run.send_signal(signal.SIGINT)
        out, err = run.communicate(timeout=WAIT)
    assert run.returncode == 130
    assert "tbl-slow  interrupted" in out and "Traceback" not in err
    assert gone(pid)


def card_is_free() -> bool:
    """Taken and let go: the keeper's last process holds it a moment longer than the kernel."""
    lease = cards.take(1)
    if lease is not None:
        lease.close()
    return lease is not None


def test_a_killed_run_leaves_post_and_card_free(
    tiny: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    uuid = f"GPU-{secrets.token_hex(8)}"
    tool = tmp_path / "nvidia-smi"
    tool.write_text(f"#!/bin/sh\necho 0, {uuid}\n")
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(cards, "cards", lambda: (cards.Card("0", uuid),))
    tiny.post("a", SLOW.replace("DEAF", "").replace("label", "device: cuda\n#| label"))
    with running(tiny, "a") as (run, (pid,)):
        (lock,) = (tiny.root / ".huoye" / "locks").iterdir()
        assert cards.take(1) is None and try_lock(lock) is None
        run.kill()
        run.communicate(timeout=WAIT)
    until(lambda: gone(pid))
    until(lambda: try_lock(lock) is not None)
    until(card_is_free)
    (cards.PLACE / f"huoye-{os.getuid()}" / f"card-{sha(uuid, 16)}").unlink()
