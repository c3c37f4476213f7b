"""The two states of a site that `diff` compares: a commit, and a commit or the work tree."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from huoye.disk.decode import Undecoded, decode
from huoye.fresh.damaged import Damaged
from huoye.fresh.differing import Side
from huoye.mark.parse import Parsed
from huoye.model.draft import Draft
from huoye.model.record import Preset, Reason, Record
from huoye.model.source import Kind, Source
from huoye.site.cells import Bench
from huoye.site.library import Library
from huoye.site.records import Frozen, frozen_folder, frozen_in, read_frozen
from huoye.site.tree import Tree
from huoye.text.digest import sha

Stale = Mapping[str, tuple[Reason, ...]]
"""cell → why its result does not count today"""


@dataclass(frozen=True, slots=True)
class Results:
    """What a post has under one preset."""

    sides: tuple[Side, ...] = ()
    """in the order of the post; cells without a result are left out"""
    stale: Stale | None = None
    """None where nobody can tell: inputs are known of the work tree alone"""


class State(Protocol):
    """One state of the site."""

    def drafts(self) -> list[Draft]:
        """Every post whose text can be read."""
        ...

    def results(self, draft: Draft, preset: Preset) -> Results:
        """Its committed results."""
        ...


class AtCommit:
    """The site as a commit has it; texts are parsed by the settings of today."""

    def __init__(self, tree: Tree, library: Library) -> None:
        self.tree = tree
        self._library = library

    def drafts(self) -> list[Draft]:
        """Every post of the commit."""
        found = (self.parsed(path) for path in source_paths(self.tree.blobs))
        return [item.draft for item in found if item is not None and item.draft is not None]

    def parsed(self, path: str) -> Parsed | None:
        """The text at that path; None where there is none, or it cannot be had."""
        try:
            content = self.tree.read(path)
        except (Damaged, OSError):
            return None
        text = decode(content) if content is not None else None
        if text is None or isinstance(text, Undecoded):
            return None
        kind: Kind = "page" if path.startswith("pages/") else "post"
        return self._library.parse(Source(path, kind, text, sha(text)))

    def results(self, draft: Draft, preset: Preset) -> Results:
        """Its results as they were committed."""
        folder = frozen_folder(Path(_folder(draft)), preset).as_posix()
        return Results(_sides(draft, frozen_in(self.tree.folder(folder), draft.cells, preset)))


class InWorkTree:
    """The site as it lies on disk."""

    def __init__(self, root: Path, drafts: Iterable[Draft], bench: Bench) -> None:
        self._root = root
        self._drafts = list(drafts)
        self._bench = bench

    def drafts(self) -> list[Draft]:
        """Every post whose text could be parsed."""
        return self._drafts

    def results(self, draft: Draft, preset: Preset) -> Results:
        """Its results, and which of them are stale."""
        frozen = read_frozen(self._root / _folder(draft), draft.cells, preset)
        verdicts = self._bench.judged(draft, preset, frozen)
        stale = {v.cell: v.reasons for v in verdicts if v.state == "stale"}
        return Results(_sides(draft, frozen), stale)


def source_paths(paths: Iterable[str]) -> list[str]:
    """Those of the paths that are posts or pages, as disk/scan.py finds them."""
    return sorted(path for path in paths if _is_source(path.split("/")))


def _is_source(parts: list[str]) -> bool:
    if any(part.startswith(".") for part in parts):
        return False
    match parts:
        case ["posts", _, "index.md"]:
            return True
        case ["posts" | "pages", name]:
            return name.endswith(".md")
        case _:
            return False


def _folder(draft: Draft) -> str:
    return draft.path.rpartition("/")[0]


def _sides(draft: Draft, frozen: Frozen) -> tuple[Side, ...]:
    files: dict[str, dict[str, bytes]] = {}
    for (cell, file), content in frozen.blobs.items():
        files.setdefault(cell, {})[file] = content
    named = ((cell, frozen.records[cell.name]) for cell in draft.cells)
    return tuple(
        Side(cell, record, files.get(cell.name, {}))
        for cell, record in named
        if record is not None and (cell.labelled or not isinstance(record, Record) or _told(record))
    )


def _told(record: Record) -> bool:
    """A silent cell that recorded and gave nothing has nothing to differ in."""
    return bool(record.values or record.outputs)
