"""Kernels by forks of one process that has loaded the libraries: ready in a tenth of the time.

For a command that starts several kernels. Whatever goes wrong with it, kernels are started cold.
"""

import json
import os
import re
import select
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import Self

from huoye.run.child import forkserver
from huoye.run.environment import common
from huoye.run.job import PostRun
from huoye.run.launch import START, Launch, Start, launch_cold
from huoye.run.leash import Leash
from huoye.run.stop import Stop

LOADED = (
    "numpy", "matplotlib.pyplot", "matplotlib.backends.backend_svg", "torch", "torch._dynamo",
    "scipy",
)  # fmt: skip
"""libraries that are worth loading ahead, in this order, where a site imports them"""
WORD = re.compile(r"^\s*(?:import|from)\s+(numpy|matplotlib|torch|scipy)\b", re.MULTILINE)
PATIENCE = 20.0
"""seconds for the last keeper's end"""
LOOK = 0.05
"""seconds between two looks at the stop"""
WORKS = sys.platform == "linux"
"""elsewhere a fork of a process with such libraries is not to be trusted"""


class ForkServer:
    """The server's process; starts on entering, ends on leaving; used by several threads.

    `env`: the environment of the kernels, as far as it is the same for all; libraries that read
    theirs when they are loaded see this one. `libraries`: see `imported`; `stop`: what ends the
    wait for them, which may take seconds.
    """

    def __init__(
        self, env: Mapping[str, str], libraries: Sequence[str], stop: Stop | None = None
    ) -> None:
        self._stop = stop or Stop()
        self._env = env
        self._libraries = libraries
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._used = False
        """whether a kernel was ever forked: else there is nothing to wait for"""

    def __enter__(self) -> Self:
        self._home = tempfile.TemporaryDirectory(prefix="huoye-")
        self._control, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-P", forkserver.__file__, str(theirs.fileno()), *self._libraries],
                cwd=self._home.name,
                env={**self._env, "HOME": self._home.name, "CUDA_VISIBLE_DEVICES": ""},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=(theirs.fileno(),),
                start_new_session=True,
            )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._control.close()  # it ends by itself, after the last keeper
        if self._process is not None:
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(PATIENCE if self._used else 0)
            self._process.kill()
            self._process.wait()
        self._home.cleanup()

    def launch(self, start: Start) -> Leash:
        """A kernel by a fork; cold where that fails. Returns when the kernel listens."""
        with suppress(OSError):
            return self._fork(start)
        if self._stop.level:
            raise OSError("stopped")
        return launch_cold(start)

    def _fork(self, start: Start) -> Leash:
        ours, theirs = socket.socketpair()
        heard, ready = os.pipe()
        leash = Leash(ours)
        try:
            with theirs, os.fdopen(ready, "wb"):
                self._ask(start, [theirs.fileno(), ready, *start.held])
            if not (self._listens(heard) and leash.started(START)):
                raise OSError("the fork server gave no kernel")
            self._used = True
        except OSError:
            leash.close()
            raise
        finally:
            os.close(heard)
        return leash

    def _listens(self, heard: int) -> bool:
        """Whether the kernel says that its sockets are there; its death closes the pipe."""
        end = time.monotonic() + START
        while not select.select([heard], [], [], LOOK)[0]:
            if self._stop.level or time.monotonic() > end:
                return False
        return os.read(heard, 1) == b"R"

    def _ask(self, start: Start, descriptors: Sequence[int]) -> None:
        request = {
            "arguments": list(start.arguments),
            "cwd": str(start.cwd),
            "env": dict(start.env),
        }
        body = json.dumps(request).encode()
        with self._lock:
            socket.send_fds(self._control, [struct.pack("!I", len(body))], descriptors)
            self._control.sendall(body)


@contextmanager
def warm(
    root: Path, jobs: Sequence[PostRun], kernels: int, stop: Stop | None = None
) -> Iterator[Launch]:
    """How the kernels of a run are best started: by forks, where there are several of them."""
    if kernels < 2 or not WORKS:
        yield launch_cold
        return
    cells = (cell.code for job in jobs for cell in job.cells)
    libraries = imported(chain(cells, _code(root)))
    with ForkServer(common(root, jobs[0].threads), libraries, stop) as server:
        yield server.launch


def imported(texts: Iterable[str]) -> tuple[str, ...]:
    """Which of LOADED the code speaks of importing."""
    found = {match for text in texts for match in WORD.findall(text)}
    return tuple(name for name in LOADED if name.partition(".")[0] in found)


def _code(root: Path) -> Iterator[str]:
    """The texts of the modules that cells of the site may import."""
    for path in sorted((root / "code").rglob("*.py")):
        with suppress(OSError, UnicodeDecodeError):
            yield path.read_text("utf-8")
