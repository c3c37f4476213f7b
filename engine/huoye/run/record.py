"""Records to the frozen folder, whole, each the moment its cell ends; old ones out of it."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

from huoye.disk.write import write_whole
from huoye.fresh.damaged import Damaged
from huoye.fresh.record import dump, load, same_result
from huoye.model.record import Figure, Record


def read_record(folder: Path, cell: str) -> Record | None:
    """The sealed record of a cell, without a look at its blobs; None: none, or damaged."""
    try:
        return load((folder / f"{cell}.json").read_text("utf-8"), cell)
    except (OSError, UnicodeDecodeError, Damaged):
        return None


def write_record(folder: Path, record: Record, blobs: Mapping[str, bytes]) -> bool:
    """Store a record, its blobs first; False where the old one already says the same.

    A crash at any point leaves the old record or the new one, never one without its figure: a
    new figure under an old name breaks the old record's digest, which reads as damaged.
    """
    old = read_record(folder, record.cell)
    if old is not None and same_result(old, record) and _whole(folder, blobs):
        return False
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in blobs.items():
        write_whole(folder / name, data)
    write_whole(folder / f"{record.cell}.json", dump(record).encode("utf-8"))
    if old is not None:
        _remove_blobs(folder, old, files(record))
    return True


def rename_record(folder: Path, record: Record, cell: str) -> Record:
    """Store a record under the name that its cell has now, its files with it."""
    names = {name: cell + name.removeprefix(record.cell) for name in files(record)}
    outputs = tuple(
        replace(output, file=names[output.file]) if isinstance(output, Figure) else output
        for output in record.outputs
    )
    kept = record.kept and replace(record.kept, file=names[record.kept.file])
    renamed = replace(record, cell=cell, outputs=outputs, kept=kept)
    blobs = {new: (folder / old).read_bytes() for old, new in names.items()}
    write_record(folder, renamed, blobs)
    (folder / f"{record.cell}.json").unlink()
    _remove_blobs(folder, record, files(renamed))
    return renamed


def files(record: Record) -> frozenset[str]:
    """Names of the files that belong to a record."""
    figures = (output for output in record.outputs if isinstance(output, Figure))
    shown = {name for figure in figures for name in figure.files}
    return frozenset(shown | ({record.kept.file} if record.kept is not None else set()))


def sweep(folder: Path, names: Collection[str]) -> tuple[str, ...]:
    """Remove the sealed records of cells that are not in `names`; returns which.

    A file that is no sealed record of ours is nobody's business here.
    """
    gone: list[str] = []
    for path in sorted(folder.glob("*.json")):
        record = read_record(folder, path.stem) if path.stem not in names else None
        if record is not None:
            path.unlink()
            gone.append(path.stem)
            _remove_blobs(folder, record, _used(folder, names))
    return tuple(gone)


def _used(folder: Path, names: Collection[str]) -> frozenset[str]:
    """Files that the records of `names` still need."""
    records = (read_record(folder, name) for name in names)
    return frozenset().union(*(files(record) for record in records if record is not None))


def _remove_blobs(folder: Path, record: Record, but: frozenset[str]) -> None:
    for name in files(record) - but:
        (folder / name).unlink(missing_ok=True)


def _whole(folder: Path, blobs: Mapping[str, bytes]) -> bool:
    """Whether the files lie there as they should."""
    try:
        return all((folder / name).read_bytes() == data for name, data in blobs.items())
    except OSError:
        return False
