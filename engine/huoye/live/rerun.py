"""A saved post to its new results: a run beside the preview, ended when the post is saved again."""

import os
import signal
import subprocess
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

PATIENCE = (10.0, 5.0)
"""seconds that a run has after the first word to end, and after the second"""
Told = Callable[[str, int, str], None]
"""post, exit code, what the run said"""


class Reruns:
    """One run at a time, the last one wanted; never waits for it where it is wanted."""

    def __init__(self, command: Sequence[str], folder: Path, told: Told) -> None:
        """`command`, completed by a post, runs it in `folder`; it is ended by SIGINT."""
        self._command, self._folder, self._told = tuple(command), folder, told
        self._news = threading.Condition()
        self._wanted, self._closed = "", False
        self._running, self._ended = False, False
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()

    @property
    def busy(self) -> bool:
        """Whether something runs, or is about to."""
        with self._news:
            return self._running or bool(self._wanted)

    def want(self, post: str) -> None:
        """Run this post now; what runs is ended first."""
        with self._news:
            self._wanted = post
            self._news.notify_all()

    def close(self) -> None:
        """End what runs and wait until it is gone."""
        with self._news:
            self._closed, self._wanted = True, ""
            self._news.notify_all()
        self._thread.join()

    def _work(self) -> None:
        while post := self._next():
            # a file, not a pipe: whatever a cell left behind could keep a pipe open
            with TemporaryFile() as log, self._start(post, log) as process:
                waiter = threading.Thread(target=self._await, args=(process,), daemon=True)
                waiter.start()
                superseded = self._superseded()
                if superseded:
                    _end(process)
                waiter.join()
                log.seek(0)
                said = log.read().decode("utf-8", "replace")
            with self._news:
                self._running = False
            if not superseded:
                self._told(post, process.returncode, said)

    def _next(self) -> str:
        """Waits for a post; empty for the end."""
        with self._news:
            self._news.wait_for(lambda: self._closed or self._wanted)
            post, self._wanted = self._wanted, ""
            self._running, self._ended = bool(post), False
            return post

    def _start(self, post: str, log: IO[bytes]) -> subprocess.Popen[bytes]:
        """In a session of its own: the author's Ctrl-C is for the preview, which ends the run."""
        return subprocess.Popen(
            [*self._command, post], cwd=self._folder, start_new_session=True,
            stdin=subprocess.PIPE, stdout=log, stderr=log,
        )  # fmt: skip

    def _await(self, process: subprocess.Popen[bytes]) -> None:
        process.wait()
        with self._news:
            self._ended = True
            self._news.notify_all()

    def _superseded(self) -> bool:
        """Waits until the run ended, and says whether it is to be ended instead."""
        with self._news:
            self._news.wait_for(lambda: self._closed or self._wanted or self._ended)
            return self._closed or bool(self._wanted)


def _end(process: subprocess.Popen[bytes]) -> None:
    """By Ctrl-C, by a second one, at last by force."""
    for seconds in PATIENCE:
        _signal(process, signal.SIGINT)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            continue
        break
    if process.poll() is None:
        process.kill()


def _signal(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    if os.name == "nt":
        process.terminate()  # Windows sends no Ctrl-C to one process alone
    else:
        process.send_signal(number)
