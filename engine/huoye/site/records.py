"""The frozen folder of a post to its records, each with the files it vouches for."""

import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from huoye.fresh.damaged import Damaged
from huoye.fresh.key import keys
from huoye.fresh.record import load
from huoye.model.cell import Cell
from huoye.model.record import Figure, Preset, Record
from huoye.pages.harmless import harm
from huoye.text.digest import sha

Blobs = Mapping[tuple[str, str], bytes]
"""(cell, file) → content of a figure, checked against the record"""


@dataclass(frozen=True, slots=True)
class Frozen:
    """What lies in one frozen folder for the cells of a post."""

    records: Mapping[str, Record | Damaged | None]
    """cell → its record, of another name where the label changed; None where it was never run"""
    blobs: Blobs


def frozen_folder(post_folder: Path, preset: Preset) -> Path:
    """Where the records of a preset lie."""
    return post_folder / "frozen" / "quick" if preset == "quick" else post_folder / "frozen"


def read_frozen(post_folder: Path, cells: Iterable[Cell], preset: Preset) -> Frozen:
    """The records of the cells under one preset; a damaged one is a value, never an error.

    A cell that was given another label has its record under the old name until the next run.
    """
    folder, known = frozen_folder(post_folder, preset), tuple(cells)
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


def _renamed(folder: Path, cells: Sequence[Cell], preset: Preset) -> Mapping[str, Record]:
    """Records without a cell of their name, by the name of the cell whose key they have."""
    names = {cell.name for cell in cells}
    listed = os.listdir(folder) if folder.is_dir() else ()
    files = {name.removesuffix(".json") for name in listed if name.endswith(".json")}
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


def _record(folder: Path, cell: str) -> Record | None:
    if os.path.basename(cell) != cell:
        return None  # a label that would lead elsewhere has no record
    path = folder / f"{cell}.json"
    try:
        return load(path.read_text("utf-8"), cell) if path.is_file() else None
    except (OSError, UnicodeDecodeError):
        raise Damaged("json") from None


def _pictures(folder: Path, record: Record) -> dict[str, bytes]:
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


def _blob(folder: Path, name: str, digest: str) -> bytes:
    path = folder / name
    try:
        content = path.read_bytes() if path.is_file() else None
    except OSError:
        content = None
    if content is None:
        raise Damaged("blob-missing", name)
    if sha(content) != digest:
        raise Damaged("blob-differs", name)
    return content
