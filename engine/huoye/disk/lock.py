"""The one place where a file stands for something that one process at a time may have: flock."""

import os
from pathlib import Path


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
