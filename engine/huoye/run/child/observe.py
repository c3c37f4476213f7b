"""File accesses of a kernel to the inputs of each cell: opens, listings, absences, modules.

An audit hook sees what goes through Python; readers in C and child processes escape it and are
left to run/watch.py. Only paths inside the site count, and only those an author put there: nothing
hidden, installed or built.
"""

import os
import sys
from collections.abc import Iterable
from importlib.util import source_from_cache

WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
PASSED = frozenset({"__pycache__", "node_modules", "site-packages", "public", "frozen"})
"""folders whose content is never an author's input"""

Stamp = tuple[int, int, int] | None
"""inode, size and time of change of a file; None where there is none"""


def stamp(path: str) -> Stamp:
    """What changes whenever the file does."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def counts(real: str, root: str, own: str) -> bool:
    """Whether a real path is the author's, inside the site; `root` and `own` end in a slash."""
    if not (real + os.sep).startswith(root) or real.startswith(own):
        return False
    parts = real[len(root) :].split(os.sep)
    return not any(part in PASSED or part.startswith(".") for part in parts)


class Observer:
    """Sees the opens and listings below `root`; `own` is the engine's folder, never an input.

    Each open is told at once in the file `log`, where there is one: kernels that run beside this
    one cannot see whose it is.
    """

    def __init__(self, root: str, own: str, log: str = "") -> None:
        self.root = os.path.realpath(root) + os.sep
        self.own = os.path.realpath(own) + os.sep
        self.read: dict[str, Stamp] = {}
        """path → stamp at first sight, in order of sight"""
        self.listed: dict[str, Stamp] = {}
        self.written: set[str] = set()
        self.rewritten: set[str] = set()
        """read first, written later: a rerun reads something else"""
        self.told: set[str] = set()
        """paths that an earlier cell's report named"""
        self.known: set[tuple[str, bool]] = set()
        """(path as given, writes) already dealt with: a repeated open costs one look-up"""
        self.log = os.open(log, os.O_WRONLY | os.O_APPEND) if log else None
        self.lines: dict[str, bytes] = {}
        """path as given → what is told of it"""

    def start(self) -> None:
        """From now on, for the life of the process: an audit hook cannot be taken back."""
        sys.addaudithook(self.hear)

    def hear(self, event: str, args: tuple[object, ...]) -> None:
        """The hook itself; runs for every event of the interpreter, so it first looks at names."""
        if event == "open":
            self._open(args[0], args[2])
        elif event in ("os.listdir", "os.scandir"):
            self._list(args[0])
        elif event == "sqlite3.connect":
            self._open(args[0], 0)
        elif event == "os.chdir":
            self.known.clear()  # relative names now mean other files
            self.lines.clear()

    def _open(self, name: object, flags: object) -> None:
        path = _text(name)
        writes = isinstance(flags, int) and bool(flags & WRITES)
        if path is None:
            return
        if (path, writes) in self.known:
            self._tell(path)
            return
        self.known.add((path, writes))
        real = source(os.path.realpath(path))
        if not self._counts(real):
            return
        self.lines[path] = os.fsencode(f"{real[len(self.root) :]}\0")
        self._tell(path)
        if writes:
            if real in self.read and real not in self.written:
                self.rewritten.add(real)
            self.written.add(real)
        elif real not in self.read and not os.path.isdir(real):
            self.read[real] = stamp(real)

    def _tell(self, path: str) -> None:
        if self.log is not None and path in self.lines:
            try:
                os.write(self.log, self.lines[path])
            except OSError:
                self.log = None

    def _list(self, name: object) -> None:
        real = os.path.realpath(_text(name) or ".")
        if real not in self.listed and self._counts(real):
            self.listed[real] = stamp(real)

    def _counts(self, real: str) -> bool:
        return counts(real, self.root, self.own)

    def take(self) -> dict[str, list[str]]:
        """What this cell was first to use, as paths relative to the site.

        `modules`, `files`, `absent`, `listings`; `moved`: of these, what changed since it was
        first seen; `rewritten`: read first and written later, `written`: opened to be written, both
        by any cell up to now.
        """
        modules = self._modules()
        files = [p for p in self.read if self._new(p) and p not in modules]
        there = [p for p in files if os.path.isfile(p)]
        listings = [p for p in self.listed if p not in self.told and not self._imports(p)]
        moved = [p for p in [*modules, *files] if p in self.read and stamp(p) != self.read[p]]
        self.told.update(modules, files, listings)
        return {
            "modules": self._relative(modules),
            "files": self._relative(there),
            "absent": self._relative(p for p in files if p not in there),
            "listings": self._relative(listings),
            "moved": self._relative(moved),
            "rewritten": self._relative(self.rewritten),
            "written": self._relative(self.written),
        }

    def _new(self, path: str) -> bool:
        return path not in self.told and path not in self.written

    def _modules(self) -> list[str]:
        """Files of the site's own modules, loaded and not yet told."""
        files = (getattr(module, "__file__", None) for module in list(sys.modules.values()))
        real = {os.path.realpath(f) for f in files if isinstance(f, str) and os.path.isabs(f)}
        return [f for f in sorted(real) if f not in self.told and self._counts(f)]

    def _imports(self, folder: str) -> bool:
        """Whether the import system lists the folder for itself."""
        package = os.path.join(folder, "__init__.py")
        paths = (os.path.realpath(entry) for entry in sys.path)
        return folder in paths or package in self.told or os.path.isfile(package)

    def _relative(self, paths: Iterable[str]) -> list[str]:
        return sorted(os.path.relpath(p, self.root).replace(os.sep, "/") for p in paths)


def _text(name: object) -> str | None:
    """A path as text; None for a file number, which was opened by name before."""
    if isinstance(name, bytes):
        return os.fsdecode(name)
    return name if isinstance(name, str) else None


def source(path: str) -> str:
    """The source that a cached module stands for; another path as it is."""
    if f"{os.sep}__pycache__{os.sep}" not in path:
        return path
    try:
        return source_from_cache(path)
    except (ValueError, NotImplementedError):
        return path
