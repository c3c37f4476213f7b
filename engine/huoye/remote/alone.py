"""The one place where a command sees to it that no other brings results from the same place."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from huoye.model.halt import Halt
from huoye.model.problem import problem


@contextmanager
def alone(folder: Path, where: str) -> Iterator[None]:
    """Hold `folder` against other commands; the death of this one frees it. Raises Halt HY088."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(f"{folder}.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise Halt(problem("HY088", host=where)) from None
    try:
        yield
    finally:
        os.close(handle)
