"""A frozen folder, on disk or in git, to its records, each with the files it vouches for."""

import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from huoye.fresh.damaged import Damaged
from huoye.fresh.key import keys
from huoye.fresh.record import load
from huoye.model.cell import Cell
from huoye.model.record import Figure, Preset, Record
from huoye.pages.harmless import harm
from huoye.text.digest import sha

Blobs = Mapping[tuple[str, str], bytes]
"""(cell, file) → content of a figure, checked against the record"""


class Files(Protocol):
    """The files of one folder."""

    def names(self) -> Collection[str]:
        """What lies in it."""
        ...

    def read(self, name: str) -> bytes | None:
        """Content of a plain file; None where there is none; raises Damaged, or OSError."""
        ...


@dataclass(frozen=True, slots=True)
class Frozen:
    """What lies in one frozen folder for the cells of a post."""

    records: Mapping[str, Record | Damaged | None]
    """cell → its record, of another name where the label changed; None where it was never run"""
    blobs: Blobs


def frozen_folder(post_folder: Path, preset: Preset) -> Path:
    """Where the records of a preset lie."""
    return post_folder / "frozen" / "quick" if preset == "quick" else post_folder / "frozen"


@dataclass(frozen=True, slots=True)
class _Folder:
    """A folder on disk."""

    path: Path

    def names(self) -> Collection[str]:
        return os.listdir(self.path) if self.path.is_dir() else ()

    def read(self, name: str) -> bytes | None:
        path = self.path / name
        return path.read_bytes() if path.is_file() else None


def read_frozen(post_folder: Path, cells: Iterable[Cell], preset: Preset) -> Frozen:
    """The records of the cells under one preset, as they lie on disk."""
    return frozen_in(_Folder(frozen_folder(post_folder, preset)), cells, preset)


def frozen_in(folder: Files, cells: Iterable[Cell], preset: Preset) -> Frozen:
    """The records of the cells in a folder; a damaged one is a value, never an error.

    A cell that was given another label has its record under the old name until the next run.
    """
    known = tuple(cells)
    records: dict[str, Record | Damaged | None] = {}
    blobs: dict[tuple[str, str], bytes] = {}
    renamed = _renamed(folder, known, preset)
    for cell in known:
        try:
            record = _record(folder, cell.name) or renamed.get(cell.name)
            pictures = _pictures(folder, record) if record is not None else {}
        except Damaged as damaged:
            records[cell.name] = damaged
            continue
        records[cell.name] = record
        blobs |= {(cell.name, file): content for file, content in pictures.items()}
    return Frozen(records, blobs)


def _renamed(folder: Files, cells: Sequence[Cell], preset: Preset) -> Mapping[str, Record]:
    """Records without a cell of their name, by the name of the cell whose key they have."""
    names = {cell.name for cell in cells}
    files = {name.removesuffix(".json") for name in folder.names() if name.endswith(".json")}
    if not files - names or not names - files:
        return {}
    known = zip(keys(cells, preset), cells, strict=True)
    wanted = {key: cell.name for key, cell in known if key and cell.name not in files}
    found: dict[str, Record] = {}
    for name in sorted(files - names):
        with suppress(Damaged):
            record = _record(folder, name)
            if record is not None and record.key in wanted:
                found[wanted[record.key]] = record
    return found


def _record(folder: Files, cell: str) -> Record | None:
    if os.path.basename(cell) != cell:
        return None  # a label that would lead elsewhere has no record
    try:
        content = folder.read(f"{cell}.json")
        return load(content.decode("utf-8"), cell) if content is not None else None
    except (OSError, UnicodeDecodeError):
        raise Damaged("json") from None


def _pictures(folder: Files, record: Record) -> dict[str, bytes]:
    """Figures of the record by file; its kept arrays are checked and left on disk."""
    figures = [output for output in record.outputs if isinstance(output, Figure)]
    files = [pair for figure in figures for pair in figure.files.items()]
    pictures = {file: _blob(folder, file, digest) for file, digest in files}
    if record.kept is not None:
        _blob(folder, record.kept.file, record.kept.sha256)
    for name, content in pictures.items():
        if name.endswith(".svg") and harm(content.decode("utf-8", "replace")):
            raise Damaged("blob-unsafe", name)
    return pictures


def _blob(folder: Files, name: str, digest: str) -> bytes:
    try:
        content = folder.read(name)
    except OSError:
        content = None
    if content is None:
        raise Damaged("blob-missing", name)
    if sha(content) != digest:
        raise Damaged("blob-differs", name)
    return content
