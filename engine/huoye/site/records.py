"""The frozen folder of a post to its records, each with the files it vouches for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from huoye.fresh.damaged import Damaged
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
    """cell → its record; None where it was never run"""
    blobs: Blobs


def frozen_folder(post_folder: Path, preset: Preset) -> Path:
    """Where the records of a preset lie."""
    return post_folder / "frozen" / "quick" if preset == "quick" else post_folder / "frozen"


def read_frozen(post_folder: Path, cells: Iterable[Cell], preset: Preset) -> Frozen:
    """The records of the cells under one preset; a damaged one is a value, never an error."""
    folder = frozen_folder(post_folder, preset)
    records: dict[str, Record | Damaged | None] = {}
    blobs: dict[tuple[str, str], bytes] = {}
    for cell in cells:
        try:
            record = _record(folder, cell.name)
            pictures = _pictures(folder, record) if record is not None else {}
        except Damaged as damaged:
            records[cell.name] = damaged
            continue
        records[cell.name] = record
        blobs |= {(cell.name, file): content for file, content in pictures.items()}
    return Frozen(records, blobs)


def _record(folder: Path, cell: str) -> Record | None:
    if not cell or Path(cell).name != cell:
        return None  # a label that would lead elsewhere has no record
    path = folder / f"{cell}.json"
    try:
        return load(path.read_text("utf-8"), cell) if path.is_file() else None
    except (OSError, UnicodeDecodeError):
        raise Damaged("json") from None


def _pictures(folder: Path, record: Record) -> dict[str, bytes]:
    """Figures of the record by file; its kept arrays are checked and left on disk."""
    figures = [output for output in record.outputs if isinstance(output, Figure)]
    pictures = {f.file: _blob(folder, f.file, f.sha256) for f in figures}
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
