"""Files that any process opens while cells run, to what the kernel's own hook did not see of them.

inotify tells what readers in C and child processes open, and cannot tell who opened it. So only
the folders count that cells are meant to read: the post's own and those of the site that are no
posts, pages or themes. The driver itself reads there only what a record already lists.
"""

import os
import select
import threading
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from huoye.disk.reads import read_log, told_reads
from huoye.run import inotify
from huoye.run.child.observe import PASSED, Stamp, counts, source, stamp

APART = frozenset({"posts", "pages", "themes"})
"""folders of the site that the engine and other posts read"""
SETTINGS = "huoye.toml"
CACHE = "__pycache__"
MOST_FOLDERS = 4096
MOST_FILES = 20_000
QUIET = threading.Lock()
"""held while this process itself reads inputs: a watch looks before it, or when it has been told"""
WRITES = inotify.MODIFY | inotify.CREATE | inotify.MOVED_TO


@dataclass(frozen=True, slots=True)
class Seen:
    """Since the last call, as paths relative to the site."""

    files: tuple[str, ...] = ()
    """opened and not written first"""
    moved: tuple[str, ...] = ()
    """of these, what was changed after it was read"""
    lost: bool = False
    """something may be missing"""


class Watch:
    """Watches from entering to leaving; `post`: source of the running post, never an input.

    `opens`: the file in which the hooks of the kernels of this run tell what they see opened.
    """

    def __init__(self, root: Path, post: str, own: Path, opens: Path | None = None) -> None:
        self._root = os.path.realpath(root) + os.sep
        self._own = os.path.realpath(own) + os.sep
        self._post = os.path.join(self._root, post)
        self._others = opens
        self._since = 0
        """length of that file when the watch began"""
        self._inotify: inotify.Inotify | None = None
        self._lock = threading.Lock()
        self._ending = ExitStack()
        self._folders = 0
        self._opened: dict[str, Stamp] = {}
        """path → stamp at first sight"""
        self._opens: Counter[str] = Counter()
        self._read: set[str] = set()
        self._written: set[str] = set()
        self._changed: set[str] = set()
        self._told: set[str] = set()
        self._short = False
        """not every folder is watched"""
        self._lost = False

    def __enter__(self) -> Self:
        self._inotify = inotify.open_inotify()
        if self._inotify is not None:
            self._ending.callback(self._inotify.close)
            for folder in self._trees():
                self._watch(folder)
            self._log = self._ending.enter_context(read_log(Path(self._root)))
            self._since = self._others.stat().st_size if self._others is not None else 0
            self._forget()
            self._stop = os.eventfd(0)
            self._ending.callback(os.close, self._stop)
            thread = threading.Thread(target=self._listen, daemon=True)
            thread.start()
            self._ending.callback(thread.join)
            self._ending.callback(os.eventfd_write, self._stop, 1)
        return self

    def __exit__(self, *error: object) -> None:
        self._ending.close()

    @property
    def works(self) -> bool:
        """False where the machine has no such sight: then `take` tells nothing."""
        return self._inotify is not None

    def take(self, known: Collection[str]) -> Seen:
        """What was opened up to now and not told before; `known`: what the hook dealt with."""
        with QUIET, self._lock:
            self._pump()
            lost, self._lost = self._lost or self._short, False
            ours = self._told_opens()
            known = {self._root + name for name in known} | self._written | self._told
            known |= {p for n, c in ours.items() if self._opens[p := self._root + n] <= c}
            files = [path for path in self._opened if path not in known]
            moved = [p for p in files if p in self._changed or stamp(p) != self._opened[p]]
            moved += [p for p in files if p not in moved and not os.path.isfile(p)]
            self._told.update(files)
        return Seen(self._relative(files), self._relative(moved), lost)

    def _told_opens(self) -> Counter[str]:
        """How often a file was opened by commands, and by hooks of whatever kernel.

        A hook tells it before it happens, so what was seen has been told.
        """
        if not self.works:
            return Counter()
        told = told_reads(self._log)
        return told if self._others is None else told + told_reads(self._others, self._since)

    def _relative(self, paths: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted(os.path.relpath(path, self._root) for path in paths))

    def _trees(self) -> Iterator[str]:
        """Every folder to watch."""
        home = os.path.dirname(self._post)
        whole = [] if home in self._homes() else [home]
        yield self._root
        yield from () if whole else (home,)
        with os.scandir(self._root) as entries:
            whole += [e.path for e in entries if e.is_dir(follow_symlinks=False)
                      and e.name not in APART and not _passed(e.name)]  # fmt: skip
        for top in whole:
            yield from self._tree(top)

    def _homes(self) -> set[str]:
        return {os.path.join(self._root, name) for name in APART}

    def _tree(self, top: str) -> Iterator[str]:
        for folder, inner, files in os.walk(top):
            if "pyvenv.cfg" in files or (folder + os.sep).startswith(self._own):
                inner.clear()
                continue
            inner[:] = sorted(name for name in inner if not _passed(name))
            yield folder

    def _watch(self, folder: str) -> None:
        assert self._inotify is not None, "watched only while there is inotify"
        self._folders += 1
        if self._folders > MOST_FOLDERS or not self._inotify.watch(folder):
            self._short = True

    def _forget(self) -> None:
        """Drop what happened before the log was there: no cell has run, and nobody could tell."""
        assert self._inotify is not None, "watched only while there is inotify"
        for touch in self._inotify.read():
            if touch.mask & inotify.FOLDER and touch.mask & WRITES:
                for folder in self._tree(touch.path):
                    self._watch(folder)
            elif not touch.path:
                self._lost = True

    def _listen(self) -> None:
        """Empty the queue as it fills: the machine drops events beyond some 16,000."""
        assert self._inotify is not None, "the thread is started with it"
        poll = select.poll()
        for descriptor in (self._inotify.descriptor, self._stop):
            poll.register(descriptor, select.POLLIN)
        while not any(descriptor == self._stop for descriptor, _ in poll.poll()):
            with self._lock:
                self._pump()

    def _pump(self) -> None:
        for touch in self._inotify.read() if self._inotify is not None else ():
            if not touch.path:
                self._lost = True
            elif touch.mask & inotify.FOLDER:
                if touch.mask & WRITES:
                    self._grow(touch.path)
            else:
                self._touch(touch)

    def _grow(self, top: str) -> None:
        """A folder made while cells run; what already lies in it was put there meanwhile."""
        if _passed(os.path.basename(top)):
            return
        for folder in self._tree(top):
            self._watch(folder)
            with suppress(OSError), os.scandir(folder) as entries:  # it may be gone already
                self._written.update(e.path for e in entries if not e.is_dir())

    def _touch(self, touch: inotify.Touch) -> None:
        path = touch.path if touch.path in self._read else source(touch.path)
        if touch.mask & inotify.OPEN and (path in self._opens or len(self._opens) < MOST_FILES):
            self._opens[path] += 1
        if path in self._read and not touch.mask & WRITES:
            return
        cached = path != touch.path
        if not self._counts(path) or (cached and touch.mask & WRITES):
            return
        if touch.mask & WRITES:
            replaced = touch.mask & inotify.MOVED_TO and path in self._opened
            (self._changed if path in self._read or replaced else self._written).add(path)
        elif touch.mask & inotify.OPEN:
            self._open(path)
        elif path in self._opened:
            self._read.add(path)

    def _open(self, path: str) -> None:
        if path in self._opened or path in self._written:
            return
        if len(self._opened) >= MOST_FILES:
            self._short = True
        else:
            self._opened[path] = stamp(path)

    def _counts(self, path: str) -> bool:
        aside = (self._post, os.path.join(self._root, SETTINGS))
        return path not in aside and counts(path, self._root, self._own)


def _passed(name: str) -> bool:
    """A folder that is not looked into; a module's cache stands for its source."""
    return name.startswith(".") or name in PASSED - {CACHE}
