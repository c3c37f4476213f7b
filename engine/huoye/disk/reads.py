"""The one place where commands tell a running cell's watch which inputs they themselves opened.

A watch cannot tell who opens a file. Without this, `serve` hashing the inputs of all posts while a
cell runs would make them inputs of that cell.
"""

import os
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

FOLDER = Path(".huoye", "reads")


class ReadLogs:
    """The logs of the runs that are going on in a site; mostly there are none."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._logs = sorted((root / FOLDER).glob("*")) if (root / FOLDER).is_dir() else []

    def note(self, path: Path) -> None:
        """This process opened the file, once; told afterwards, so that a doubt makes an input."""
        for log in self._logs:
            with suppress(OSError, ValueError):
                line = f"{path.relative_to(self._root)}\0"
                # never made anew: the run may have ended
                descriptor = os.open(log, os.O_WRONLY | os.O_APPEND)
                try:
                    os.write(descriptor, os.fsencode(line))
                finally:
                    os.close(descriptor)


@contextmanager
def read_log(root: Path) -> Iterator[Path]:
    """A log that commands write to as long as a run goes on."""
    folder = root / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=folder)
    os.close(descriptor)
    try:
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def told_reads(log: Path) -> Counter[str]:
    """Path relative to the site → how often commands opened it."""
    try:
        names = os.fsdecode(log.read_bytes()).split("\0")
    except OSError:
        return Counter()
    return Counter(name for name in names if name)
