"""The one way a file is written: whole or not at all, whatever fails or dies meanwhile."""

import contextlib
import os
import re
import secrets
import time
from pathlib import Path

from huoye.disk.paths import within

MODE = 0o644
LEFTOVER = re.compile(r"\.huoye-[0-9a-f]{16}\.tmp")
"""Names of files in the making; a killed process leaves its own behind."""
LEFTOVER_AGE = 3600.0
"""seconds after which no running write can own such a file"""


def write_whole(path: Path, data: bytes, *, sync: bool = True) -> bool:
    """Make `path` hold `data`; False when it already did and nothing was touched.

    Readers see the old bytes or the new ones, never a part. With `sync` the bytes have reached the
    disk first; an output that can be built again does without. Raises OSError.
    """
    if _holds(path, data):
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    # random: two writers of one file must not share the file in the making
    making = path.parent / f".huoye-{secrets.token_hex(8)}.tmp"
    try:
        _write_new(making, data, sync=sync)
        os.replace(making, path)
    except BaseException:
        with contextlib.suppress(OSError):
            making.unlink(missing_ok=True)
        raise
    return True


def sweep(folder: Path, root: Path) -> None:
    """Remove files in the making that a killed process left in `folder` (not below it) long ago.

    Nothing is done where `folder` is none, or leads out of `root`.
    """
    with contextlib.suppress(FileNotFoundError, NotADirectoryError), os.scandir(folder) as entries:
        left = [Path(entry.path) for entry in entries if LEFTOVER.fullmatch(entry.name)]
        old = time.time() - LEFTOVER_AGE
        for path in left:
            if within(root, folder) and path.lstat().st_mtime < old:
                path.unlink()


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def _write_new(path: Path, data: bytes, *, sync: bool) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), MODE)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]
        if hasattr(os, "fchmod"):  # the umask of the day must not decide who may read a page
            os.fchmod(handle, MODE)
        if sync:
            os.fsync(handle)
    finally:
        os.close(handle)
