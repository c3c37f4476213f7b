"""The one place where a file stands for something that one process at a time may have: flock."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from huoye.model.halt import Halt
from huoye.model.problem import problem
from huoye.text.digest import sha


def try_lock(path: Path) -> int | None:
    """A descriptor that has the lock for as long as it is open; None where another has it.

    No child that is started inherits it unless it is handed on, and then the child has the lock
    too. Death in any form frees it. The file itself stays: removing it would let two have it.
    """
    import fcntl  # not on Windows, where no cell is run

    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def lock_post(root: Path, post: str) -> int | None:
    """The lock of a post: who has it may write its results. `post`: its source in the site."""
    folder = root / ".huoye" / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    return try_lock(folder / sha(post, 16))


@contextmanager
def locked_post(root: Path, post: str) -> Iterator[None]:
    """The same for a while; where another has it, a Halt, HY642."""
    descriptor = lock_post(root, post)
    if descriptor is None:
        raise Halt(problem("HY642", post))
    try:
        yield
    finally:
        os.close(descriptor)
