"""A post to the paths of the site that its cells were seen to need, or declare."""

import posixpath
from collections.abc import Iterable, Iterator
from functools import lru_cache

from huoye.model.draft import Draft
from huoye.model.record import ABSENT, Inputs, Record
from huoye.run import options

COMMON = ("huoye.toml", "code")
"""what every post may use: the mark of a site, and the modules of its cells"""

DATA = "data"
"""what posts share"""


def used(draft: Draft, records: Iterable[Record | None]) -> frozenset[str]:
    """Paths, relative to the site, of modules, data, folders and absent files of the records."""
    folder = _folder(draft)
    seen = {path for record in records if record for path in _inputs(record.inputs)}
    declared = {n for cell in draft.cells for n in options.names(cell, "inputs")}
    beside = {posixpath.normpath(f"{folder}/{name}") for name in declared}
    from_root = {posixpath.normpath(name) for name in declared}
    return frozenset({_path(path, folder) for path in seen} | beside | from_root)


def needed(draft: Draft, records: Iterable[Record | None], *, fresh: bool) -> frozenset[str]:
    """All that a copy must hold in which the post runs.

    What other code was seen to read says little of this one: unless all is fresh, all data come.
    """
    shared = () if fresh else (DATA,)
    return used(draft, records) | {_folder(draft), *COMMON, *shared}


def touched(draft: Draft, records: Iterable[Record | None], changed: Iterable[str]) -> bool:
    """Whether one of the changed paths is the post's, or one that it uses."""
    own = {draft.path.removesuffix("/index.md"), f"{_folder(draft)}/frozen"}
    return not _reached(frozenset(changed)).isdisjoint(own | used(draft, records))


@lru_cache(maxsize=1)  # asked for each post of a site
def _reached(changed: frozenset[str]) -> frozenset[str]:
    """The paths and every folder above one of them."""
    parts = (path.split("/") for path in changed)
    return frozenset("/".join(path[:count]) for path in parts for count in range(1, len(path) + 1))


def _inputs(inputs: Inputs) -> Iterator[str]:
    yield from inputs.modules
    yield from inputs.files
    yield from (path for path, digest in inputs.listings.items() if digest != ABSENT)


def _folder(draft: Draft) -> str:
    return draft.path.rpartition("/")[0]


def _path(name: str, folder: str) -> str:
    """An input as records spell it, from the site's folder."""
    return posixpath.normpath(f"{folder}/{name[2:]}") if name.startswith("./") else name
