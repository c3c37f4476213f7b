"""The one place where commands tell a running cell's watch which inputs they themselves opened.

A watch cannot tell who opens a file. Without this, `serve` hashing the inputs of all posts while a
cell runs would make them inputs of that cell.
"""

import os
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

FOLDER = Path(".huoye", "reads")
NOFOLLOW = getattr(os, "O_NOFOLLOW", 0)
"""a link that came with a site would lead to a file of the author's"""


class ReadLogs:
    """The logs of the runs that are going on in a site; mostly there are none."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._folder = root / FOLDER

    def there(self) -> list[Path]:
        """Those of this moment; asked before each file is opened: runs begin and end meanwhile."""
        try:
            return [self._folder / name for name in os.listdir(self._folder)]
        except OSError:
            return []

    def note(self, path: Path, logs: Iterable[Path]) -> None:
        """This process opened the file, once; told afterwards, so that a doubt makes an input."""
        for log in logs:
            with suppress(OSError, ValueError):
                line = f"{path.relative_to(self._root)}\0"
                # never made anew: the run may have ended
                descriptor = os.open(log, os.O_WRONLY | os.O_APPEND | NOFOLLOW)
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


def told_reads(log: Path, start: int = 0) -> Counter[str]:
    """Path relative to the site → how often it was opened, as told from the byte `start` on."""
    try:
        with log.open("rb") as file:
            file.seek(start)
            names = os.fsdecode(file.read()).split("\0")
    except OSError:
        return Counter()
    return Counter(name for name in names if name)
