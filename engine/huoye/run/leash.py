"""The driver's end of a keeper's leash: orders to it, and what it tells of its kernel.

What the lines mean is told in child/keeper.py. Used by one thread.
"""

import select
import signal
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Literal

Told = Literal["timeout", "memory"]
TOLD: dict[str, Told] = {"T": "timeout", "O": "memory"}
LAST = 15.0
"""seconds that a keeper may take for its last word: its patience, and some"""
KILLED = -signal.SIGKILL


class Leash:
    """A kernel under guard. `pid` is 0 until the keeper has told it.

    `bury`: called when the keeper has ended, by whose child it is.
    """

    def __init__(self, sock: socket.socket, bury: Callable[[], object] = lambda: None) -> None:
        self._sock = sock
        self._bury = bury
        self._buffer = b""
        self.pid = 0
        self.told: Told | None = None
        """why the keeper interrupted or ended the kernel, where it did"""
        self.code: int | None = None
        """exit code of the kernel, once it ended"""
        self.survivors = 0
        """processes that could not be killed; known with the last word"""
        self._closed = False

    def arm(self, seconds: float, memory: int) -> None:
        """A deadline from now, and a memory limit in bytes; 0 is none."""
        self._say(f"D {seconds:.3f}\nM {memory or '-'}")

    def disarm(self) -> None:
        """No deadline and no limit until the next cell."""
        self._say("D -\nM -")

    def interrupt(self) -> None:
        """Ctrl-C to the kernel; it has a little time to follow."""
        self._say(f"S {int(signal.SIGINT)}")

    def kill(self) -> None:
        """End the whole tree now."""
        self._say("K")

    def started(self, patience: float) -> bool:
        """Wait for the kernel's process; False where its keeper did not come to life."""
        end = time.monotonic() + patience
        while not self.pid and not self._closed and time.monotonic() < end:
            self._read(0.5)
        return bool(self.pid)

    def ended(self) -> bool:
        """Whether the kernel is gone."""
        self._read(0.0)
        return self.code is not None

    def wait(self) -> bool:
        """Wait for the keeper's last word; False where it did not come in time."""
        end = time.monotonic() + LAST
        while not self._closed and time.monotonic() < end:
            self._read(0.5)
        return self._closed

    def close(self) -> None:
        """Let go: a keeper that still lives takes this for the driver's death."""
        self._closed = True
        self._sock.close()

    def _say(self, text: str) -> None:
        with suppress(OSError):
            self._sock.sendall(text.encode() + b"\n")

    def _read(self, seconds: float) -> None:
        """Take in what has been told, waiting so long for something."""
        if self._closed:
            return
        waiting = seconds
        while select.select([self._sock], [], [], waiting)[0]:
            try:
                data = self._sock.recv(4096)
            except OSError:
                data = b""
            if not data:
                self._lose()
                return
            *lines, self._buffer = (self._buffer + data).split(b"\n")
            for line in lines:
                self._hear(*line.decode().split())
            waiting = 0.0

    def _lose(self) -> None:
        """The keeper has ended; without its word of the kernel's end both were killed."""
        self._closed = True
        self.code = KILLED if self.code is None else self.code
        self._bury()

    def _hear(self, word: str, number: str = "0") -> None:
        if word in TOLD:
            self.told = TOLD[word]
        elif word == "P":
            self.pid = int(number)
        elif word == "C":
            self.code = int(number)
        elif word == "X":
            self.survivors = int(number)
