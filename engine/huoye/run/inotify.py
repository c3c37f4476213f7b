"""The one place where the kernel of Linux is asked who touches the files of a folder: inotify.

By ctypes, because the standard library has no door to it. Elsewhere `open_inotify` gives None.
"""

import ctypes
import os
import struct
import sys
from collections.abc import Iterator
from typing import NamedTuple

MODIFY, CLOSE_READ, OPEN, MOVED_TO, CREATE = 0x2, 0x10, 0x20, 0x80, 0x100
OVERFLOW, FOLDER = 0x4000, 0x40000000
WANTED = MODIFY | CLOSE_READ | OPEN | MOVED_TO | CREATE
ONLY_FOLDERS = 0x1000000
HEAD = struct.Struct("iIII")
BUFFER = 1 << 18


class Touch(NamedTuple):
    """One event; a tuple, because a cell may cause a million."""

    path: str
    """"" where events were lost"""
    mask: int


class Inotify:
    """Folders under watch and their events, in order."""

    def __init__(self, libc: ctypes.CDLL, descriptor: int) -> None:
        self._libc = libc
        self._folders: dict[int, str] = {}
        self.descriptor = descriptor
        """readable when there are events"""

    def watch(self, folder: str) -> bool:
        """Hear of the files right in the folder; False where the machine allows no more watches."""
        number: int = self._libc.inotify_add_watch(
            self.descriptor, os.fsencode(folder), WANTED | ONLY_FOLDERS
        )
        if number >= 0:
            self._folders[number] = folder
        return number >= 0 or not os.path.isdir(folder)

    def read(self) -> Iterator[Touch]:
        """What happened since the last call; never waits."""
        while True:
            try:
                data = os.read(self.descriptor, BUFFER)
            except BlockingIOError:
                return
            yield from self._split(data)

    def _split(self, data: bytes) -> Iterator[Touch]:
        at = 0
        while at < len(data):
            number, mask, _, length = HEAD.unpack_from(data, at)
            at += HEAD.size + length
            name = os.fsdecode(data[at - length : at].rstrip(b"\0"))
            if mask & OVERFLOW:
                yield Touch("", mask)
            elif name and number in self._folders:
                yield Touch(os.path.join(self._folders[number], name), mask)

    def close(self) -> None:
        """End all watches."""
        os.close(self.descriptor)


def open_inotify() -> Inotify | None:
    """Nothing watched yet; None where there is no inotify, or no more of it for this user."""
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None, use_errno=True)
    descriptor = libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
    return Inotify(libc, descriptor) if descriptor >= 0 else None
