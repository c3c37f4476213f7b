"""From rendered files to an output folder: assets, then pages, then lists, deletions last.

At every instant each file is whole and each page has its assets, so that a build may be killed
anywhere; the next one puts everything right.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, get_args

from huoye.disk.manifest import Entry, Manifest, both, read_manifest, write_manifest
from huoye.disk.output import check_output
from huoye.disk.remove import clear_folder, remove_file, stranger
from huoye.disk.unclash import distinct, fold
from huoye.disk.write import sweep, write_whole
from huoye.model.halt import Halt
from huoye.model.problem import Problem, problem
from huoye.model.recipe import Rank
from huoye.text.digest import sha


class Piece(Protocol):
    """A file of the site, ready to be written."""

    @property
    def path(self) -> str:
        """Posix path relative to the output folder."""

    @property
    def content(self) -> bytes:
        """Its bytes."""

    @property
    def rank(self) -> Rank:
        """When it is written."""

    @property
    def source(self) -> str:
        """Post it belongs to, or empty."""


Stays = Callable[[str, Entry], bool]
"""whether an earlier file stays that no piece replaces"""


@dataclass(frozen=True, slots=True)
class Published:
    """What was done to an output folder."""

    files: int
    """how many of ours it holds now"""
    written: int
    """how many were new or had other bytes"""
    deleted: int
    problems: tuple[Problem, ...]


def publish_tree(
    out: Path,
    pieces: Iterable[Piece],
    *,
    site: Path,
    keep: Collection[str] = (),
    spare: Collection[str] = (),
) -> Published:
    """Make `out` hold exactly `pieces`, besides what huoye never wrote.

    Earlier files of the sources in `keep`, and those at the paths in `spare`, stay although no
    piece replaces them. Raises Halt where the folder may not be written to (HY750 to HY752) or the
    disk refuses (HY756).
    """

    def stays(path: str, entry: Entry) -> bool:
        return path in spare or (entry.source in keep and bool(entry.source))

    try:
        return _publish(out, pieces, site, stays)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Halt(problem("HY756", file=error.filename or out, reason=reason)) from error


def _publish(out: Path, pieces: Iterable[Piece], site: Path, stays: Stays) -> Published:
    before = read_manifest(out)
    check_output(out, site, known=before is not None)
    wanted, problems = distinct(pieces)
    foreign = {path for path in wanted if stranger(out, path, wanted[path].content, before or {})}
    if foreign and before is None:
        raise Halt(problem("HY752", folder=out, file=min(foreign)))
    problems += [problem("HY753", file=path) for path in sorted(foreign)]
    mine = {path: piece for path, piece in wanted.items() if path not in foreign}
    return _exchange(out, before or {}, mine, stays, problems)


def _exchange(
    out: Path,
    before: Manifest,
    wanted: Mapping[str, Piece],
    stays: Stays,
    problems: list[Problem],
) -> Published:
    new = {path: Entry((sha(p.content),), p.rank, p.source) for path, p in wanted.items()}
    kept = {path: entry for path, entry in before.items() if stays(path, entry)}
    after: Manifest = {**kept, **new}
    obsolete = {path: before[path] for path in _last_first(before) if path not in after}
    # said before it is done: a file that a killed build wrote is known to the next one as ours
    write_manifest(out, both(before, after))
    early = _in_the_way(obsolete, wanted)
    ends = {path: remove_file(out, path, obsolete[path]) for path in early}
    written = _write(out, wanted)
    ends |= {path: remove_file(out, path, obsolete[path]) for path in obsolete if path not in early}
    write_manifest(out, after)
    _sweep(out, both(before, after))
    changed = sorted(path for path, end in ends.items() if end == "changed")
    problems += [problem("HY755", file=path) for path in changed]
    deleted = sum(end == "deleted" for end in ends.values())
    return Published(len(after), written, deleted, tuple(problems))


def _write(out: Path, wanted: Mapping[str, Piece]) -> int:
    order = sorted(wanted, key=lambda path: (get_args(Rank).index(wanted[path].rank), path))
    written = 0
    for path in order:
        clear_folder(out / path)
        # not synced: after a power cut the next build compares bytes and writes what was lost
        written += write_whole(out / path, wanted[path].content, sync=False)
    return written


def _last_first(manifest: Manifest) -> list[str]:
    """Lists, pages, assets: a page goes before the pictures that it shows."""
    order = get_args(Rank)
    return sorted(manifest, key=lambda path: (-order.index(manifest[path].rank), path))


def _in_the_way(obsolete: Iterable[str], wanted: Collection[str]) -> set[str]:
    """Old files that lie where a folder must now be, or in a folder where a file must now be.

    Also those whose new name differs in case alone: deleted last, they might take it with them.
    """
    folders = {parent for path in wanted for parent in _parents(path)}
    files = {fold(path) for path in wanted}
    return {p for p in obsolete if p in folders or any(fold(q) in files for q in (p, *_parents(p)))}


def _parents(path: str) -> list[str]:
    parts = path.split("/")
    return ["/".join(parts[:count]) for count in range(1, len(parts))]


def _sweep(out: Path, touched: Iterable[str]) -> None:
    for folder in {out, *((out / path).parent for path in touched)}:
        sweep(folder, out)
