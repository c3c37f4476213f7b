"""The inputs of cells as they are now, to digests, each looked at once (fresh.judge.Now)."""

from collections.abc import Callable, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from huoye.disk.reads import ReadLogs
from huoye.fresh.canon import definitions
from huoye.fresh.inputs import env_digest, file_digest, listing_digest, module_digest
from huoye.fresh.judge import InputKind
from huoye.model.record import ABSENT
from huoye.site.locked import normal

ODD = "odd"
"""digest of what has no content to compare: a device, or a path that leads out of the site"""


def installed(name: str) -> str:
    """Version of a package of this environment, or "absent"."""
    try:
        return version(name)
    except (PackageNotFoundError, ValueError):
        return ABSENT


class Digests:
    """Digests of one state of the site; make a new one to see what changed since.

    `locked` holds the versions of the site's lock file: with one, a machine without the package
    can judge too.
    """

    def __init__(self, root: Path, env: Mapping[str, str], locked: Mapping[str, str]) -> None:
        self._root = root.resolve()
        self._env = env
        self._locked = locked
        self._logs = ReadLogs(self._root)
        self._memory: dict[tuple[InputKind, str], str] = {}
        self._definitions: dict[str, Mapping[str, str]] = {}

    def __call__(self, kind: InputKind, name: str, folder: str) -> str:
        """Digest of an input; paths are the site's, "./x" is the post folder's."""
        path = kind in ("module", "file", "listing")
        key = (kind, self._name(name, folder) if path else name)
        if key not in self._memory:
            self._memory[key] = self._digest(*key)
        return self._memory[key]

    def definitions(self, name: str, folder: str) -> Mapping[str, str]:
        """Top-level names of a module with their digests; empty where it cannot be read."""
        path = self._name(name, folder)
        if path not in self._definitions:
            source = self._at(path, _text)
            self._definitions[path] = definitions(source) if source not in (ABSENT, ODD) else {}
        return self._definitions[path]

    def _name(self, name: str, folder: str) -> str:
        return f"{folder}/{name[2:]}" if name.startswith("./") else name

    def _digest(self, kind: InputKind, name: str) -> str:
        if kind == "env":
            return env_digest(self._env.get(name))
        if kind == "package":
            return self._locked.get(normal(name)) or installed(name)
        return self._at(name, READERS[kind])

    def _at(self, name: str, read: Callable[[Path], str]) -> str:
        """What `read` makes of the path, unless it leads out of the site."""
        try:
            path = (self._root / name).resolve()
            if not path.is_relative_to(self._root):
                return ODD
            logs = self._logs.there()
            digest = read(path)
            self._logs.note(path, logs)
            return digest
        except (FileNotFoundError, NotADirectoryError):
            return ABSENT
        except (OSError, ValueError):
            return ODD


def _text(path: Path) -> str:
    """Python source; a stray byte must not make a module equal to another."""
    return _content(path).decode("utf-8", "surrogateescape").removeprefix("\ufeff")


def _content(path: Path) -> bytes:
    if path.exists() and not path.is_file():
        raise IsADirectoryError(path)  # a pipe or a device would never come to an end
    return path.read_bytes()


READERS: Mapping[InputKind, Callable[[Path], str]] = {
    "module": lambda path: module_digest(_text(path)),
    "file": lambda path: file_digest(_content(path)),
    "listing": lambda path: listing_digest(child.name for child in path.iterdir()),
}
