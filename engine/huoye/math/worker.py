"""One MathJax process: lines of jobs in, lines of answers out, and a deadline for each."""

import json
import os
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread

from huoye.math.wire import job_line
from huoye.model.formula import Job

START_LIMIT = 60.0
"""Seconds until MathJax must have loaded; it takes 0.2 on an idle machine."""


PRELOADS = ("NODE_OPTIONS", "NODE_PATH", "NODE_REPL_EXTERNAL_MODULE")
"""variables by which node loads code that is not its own"""


class StartError(Exception):
    """The process did not come up; the text says why."""


class Ended(Exception):  # noqa: N818 - a process that ends is an event
    """The process is gone, and with it the answers that it owed."""


class Worker:
    """A process and two threads: one always reads, so no full pipe can block the process, and one
    writes, so a process that hangs cannot block whoever waits for its answer."""

    def __init__(self, command: Sequence[str]) -> None:
        """Start the process without waiting for it. Raises StartError when it is no program."""
        self._program = command[0]
        self._process = _start(command)
        self._incoming: SimpleQueue[bytes] = SimpleQueue()
        self._outgoing: SimpleQueue[bytes] = SimpleQueue()
        self._threads = [Thread(target=run, daemon=True) for run in (self._read, self._write)]
        for thread in self._threads:
            thread.start()

    @property
    def pid(self) -> int:
        """Number of the process."""
        return self._process.pid

    def greet(self) -> str:
        """Wait until MathJax has loaded: the engine's name and version. Raises StartError."""
        try:
            greeting = json.loads(self.receive(START_LIMIT))
        except (Ended, TimeoutError, ValueError) as error:
            raise StartError(f"no answer from {self._program}") from error
        if not greeting.get("ready"):
            raise StartError(str(greeting.get("failed")))
        return str(greeting["engine"])

    def send(self, jobs: Iterable[Job]) -> None:
        """Hand over jobs; they are answered in order."""
        self._outgoing.put("".join(map(job_line, jobs)).encode("ascii"))

    def receive(self, seconds: float) -> bytes:
        """The next line. Raises TimeoutError after that many seconds, Ended if none can come."""
        try:
            line = self._incoming.get(timeout=seconds)
        except Empty:
            raise TimeoutError from None
        if not line:
            raise Ended
        return line

    def kill(self) -> None:
        """End the process at once and wait until it and its threads are gone."""
        self._process.kill()
        self._process.wait()
        self._outgoing.put(b"")
        for thread in self._threads:
            thread.join()

    def _read(self) -> None:
        assert self._process.stdout is not None, "the process was started with a pipe"
        with self._process.stdout as stdout:
            for line in stdout:
                self._incoming.put(line)
        self._incoming.put(b"")

    def _write(self) -> None:
        assert self._process.stdin is not None, "the process was started with a pipe"
        try:
            with self._process.stdin as stdin:
                while text := self._outgoing.get():
                    stdin.write(text)
                    stdin.flush()
        except OSError:
            pass  # the process is gone: the reading thread says so


def _start(command: Sequence[str]) -> subprocess.Popen[bytes]:
    """Away from the author's folder: there could lie what a JavaScript engine takes for its own."""
    pipe, folder = subprocess.PIPE, Path(__file__).parent
    environment = {name: text for name, text in os.environ.items() if name not in PRELOADS}
    try:
        return subprocess.Popen(
            command, cwd=folder, env=environment, stdin=pipe, stdout=pipe,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
    except OSError as error:
        raise StartError(str(error)) from error
