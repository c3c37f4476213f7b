"""The one place where the files of a commit are read: all contents by one git process."""

import os
import re
import subprocess
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import IO

from huoye.disk.gitsafe import reading
from huoye.disk.program import find_program
from huoye.fresh.damaged import Damaged
from huoye.site.revision import git

AT_ONCE = 100
"""objects asked for before one is read: git must take the question before its answer is taken"""
PLAIN = ("100644", "100755")
"""modes of plain files; a link to elsewhere is none"""
SUBMODULE = "160000"
POINTER = re.compile(
    rb"version https://git-lfs\.github\.com/spec/v1\n(?:[^\n]+\n)*?oid sha256:([0-9a-f]{64})\n"
)


@dataclass(frozen=True, slots=True)
class Tree:
    """The files of one commit, by their paths from the site's folder."""

    blobs: dict[str, str]
    """path → object"""
    folders: dict[str, frozenset[str]]
    """folder → names of the files in it"""
    submodules: frozenset[str]
    """paths at which another repository lies"""
    store: "Store"

    def read(self, path: str) -> bytes | None:
        """Content of a plain file, None where there is none; Damaged where git has not got it."""
        name, blob = path.rpartition("/")[2], self.blobs.get(path)
        return None if blob is None else self.store.checked(self.store.read([blob])[0], name)

    def folder(self, path: str) -> "Folder":
        """One of its folders; it need not exist."""
        return Folder(self, path)


class Folder:
    """One folder of a commit, as records.py reads it.

    All its files are asked for together; not those of a large one, which many posts may share.
    """

    def __init__(self, tree: Tree, path: str) -> None:
        self._tree = tree
        self._path = path

    def names(self) -> Collection[str]:
        """What lies in it."""
        return self._tree.folders.get(self._path, frozenset())

    def read(self, name: str) -> bytes | None:
        """Content of a plain file."""
        if len(self.names()) > AT_ONCE:
            return self._tree.read(f"{self._path}/{name}")
        return self._tree.store.checked(self._content[name], name) if name in self.names() else None

    @cached_property
    def _content(self) -> Mapping[str, bytes | None]:
        names = sorted(self.names())
        blobs = [self._tree.blobs[f"{self._path}/{name}"] for name in names]
        return dict(zip(names, self._tree.store.read(blobs), strict=True))


@dataclass(frozen=True, slots=True)
class Store:
    """Contents of a repository's objects."""

    asked: IO[bytes]
    told: IO[bytes]
    lfs: Path
    """where Git LFS keeps what its pointers stand for"""

    def read(self, blobs: Sequence[str]) -> list[bytes | None]:
        """Contents of objects, None for one that is not here."""
        found: list[bytes | None] = []
        for start in range(0, len(blobs), AT_ONCE):
            part = blobs[start : start + AT_ONCE]
            self.asked.write("".join(f"{blob}\n" for blob in part).encode("ascii"))
            self.asked.flush()
            found += [self._next() for _ in part]
        return found

    def _next(self) -> bytes | None:
        head = self.told.readline().split()
        return self.told.read(int(head[2]) + 1)[:-1] if len(head) == 3 else None  # "… missing"

    def checked(self, content: bytes | None, name: str) -> bytes:
        """The content, behind a pointer of Git LFS too; Damaged where it is not here."""
        if content is None:
            raise Damaged("not-here", name)
        pointer = POINTER.match(content) if len(content) < 1024 else None
        return content if pointer is None else self._behind(pointer[1].decode("ascii"), name)

    def _behind(self, oid: str, name: str) -> bytes:
        try:
            return (self.lfs / oid[:2] / oid[2:4] / oid).read_bytes()
        except OSError:
            raise Damaged("lfs", name) from None


@contextmanager
def opened(root: Path) -> Iterator[Store]:
    """The contents of the repository that the site lies in, while the context lasts."""
    lfs = root / git(root, "rev-parse", "--git-path", "lfs/objects")
    command = [find_program("git") or "git", "-C", str(root), "cat-file", "--batch"]
    pipe, environment = subprocess.PIPE, {**os.environ, **reading(root)}
    with subprocess.Popen(
        command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, env=environment
    ) as running:
        assert running.stdin is not None and running.stdout is not None, "both were asked for"
        yield Store(running.stdin, running.stdout, lfs)


def tree(root: Path, commit: str, store: Store) -> Tree:
    """The files of the site at that commit."""
    blobs: dict[str, str] = {}
    names: dict[str, set[str]] = {}
    submodules: set[str] = set()
    for line in git(root, "ls-tree", "-r", "-z", commit).split("\0"):
        entry, _, path = line.partition("\t")
        mode, _, blob = entry.partition(" ")
        if mode == SUBMODULE:
            submodules.add(path)
        elif mode in PLAIN:
            blobs[path] = blob.rpartition(" ")[2]
            folder, _, name = path.rpartition("/")
            names.setdefault(folder, set()).add(name)
    folders = {folder: frozenset(found) for folder, found in names.items()}
    return Tree(blobs, folders, frozenset(submodules), store)
