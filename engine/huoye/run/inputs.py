"""What a cell was seen to use, and what it declares, to the digests of its record."""

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from huoye.fresh.canon import reads_text
from huoye.fresh.judge import InputKind, Now
from huoye.model.cell import Cell
from huoye.model.record import ABSENT, Inputs
from huoye.run.options import names

Seen = tuple[str, str]
"""(kind, name) of an input that an earlier cell's record lists"""


class Inventory:
    """The inputs of one chain: each is listed by the first cell that used it."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        """of the post, relative to the site"""
        self._seen: set[Seen] = set()

    def know(self, record: Inputs) -> None:
        """Inputs of a cell that is loaded instead of run: no later cell lists them again."""
        self._seen.update(_entries(record))

    def collect(self, cell: Cell, told: Mapping[str, Any], now: Now) -> Inputs:
        """Inputs first used in this cell; `told`: the paths that child/observe.py saw.

        An input that changed while the cell ran is listed in `moved` too.
        """
        declared = [self._declared(name, now) for name in names(cell, "inputs")]
        files = [*self._local(told["files"]), *self._local(told["absent"]), *declared]
        modules = self._digests("module", told["modules"], now)
        if reads_text(cell.code):  # then every byte of a module counts, not what it means
            files += [*modules, *(name for kind, name in self._seen if kind == "module")]
        inputs = Inputs(
            modules=modules,
            definitions={name: now.definitions(name, self.folder) for name in modules},
            files=self._digests("file", files, now),
            listings=self._digests("listing", self._local(told["listings"]), now),
            env=self._digests("env", names(cell, "env"), now),
            packages=self._digests("package", names(cell, "packages"), now),
            moved=tuple(sorted({*self._local(told["moved"])})),
        )
        self.know(inputs)
        return inputs

    def _digests(self, kind: InputKind, listed: Iterable[str], now: Now) -> dict[str, str]:
        fresh = sorted({name for name in listed if (kind, name) not in self._seen})
        return {name: now(kind, name, self.folder) for name in fresh}

    def _declared(self, name: str, now: Now) -> str:
        """A declared path as records spell it: beside the post first, else from the site."""
        (beside,) = self._local([posixpath.normpath(posixpath.join(self.folder, name))])
        from_site = posixpath.normpath(name)
        missing = outside(beside) or now("file", beside, self.folder) == ABSENT
        return from_site if missing and not outside(from_site) else beside

    def _local(self, paths: Iterable[str]) -> Iterator[str]:
        """Paths inside the post's folder relative to it, so that the folder may be renamed."""
        for path in paths:
            inside = path == self.folder or path.startswith(self.folder + "/")
            yield "./" + (path[len(self.folder) + 1 :] or ".") if inside else path


def outside(path: str) -> bool:
    """Whether a path, normal and relative to the site, leads out of it."""
    return path == ".." or path.startswith(("../", "/"))


def _entries(inputs: Inputs) -> Iterator[Seen]:
    tables: dict[str, Mapping[str, str]] = {
        "module": inputs.modules,
        "file": inputs.files,
        "listing": inputs.listings,
        "env": inputs.env,
        "package": inputs.packages,
    }
    for kind, listed in tables.items():
        yield from ((kind, name) for name in listed)
