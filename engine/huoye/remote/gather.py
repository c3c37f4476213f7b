"""The one place where a site is looked through for what travels with a run."""

import os
import shutil
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from huoye.model.halt import Halt
from huoye.model.problem import problem
from huoye.model.record import Record
from huoye.remote.parcel import LEFT, Parcel, parcel
from huoye.site.locked import TEXT_LOCKS, TOML_LOCKS
from huoye.site.needs import COMMON, DATA, used
from huoye.site.opened import Site
from huoye.site.revision import git
from huoye.site.running import Planned

IGNORED = ("ls-files", "--others", "--ignored", "--exclude-standard", "-z", "--")


def gather(site: Site, planned: Sequence[Planned]) -> Parcel:
    """The files of a run, none of them twice; raises Halt HY663 where a secret is an input."""
    root = site.root
    seen = {path for item in planned for path in used(item.draft, _records(item))}
    own = {item.job.folder for item in planned}
    shared = () if all(_fresh(item) for item in planned) else (DATA,)
    walked = set(_walk(root, (*own, *COMMON, *shared, *_pinned(site))))
    results = {path for path in walked if "/frozen/" in path}
    ignored = frozenset(git(root, *IGNORED, ".").split("\0")) - results
    found = parcel(walked, set(_entries(root, seen)), ignored, own)
    if found.withheld:
        raise Halt(problem("HY663", found.withheld[0]))
    return found


def copy_files(root: Path, files: Iterable[str], target: Path) -> None:
    """A new copy of the files, which may be written to."""
    for name in files:
        place = target / name
        if name.endswith("/"):
            place.mkdir(parents=True, exist_ok=True)
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(root / name, place)
        os.chmod(place, place.stat().st_mode | 0o200)


def stamps(root: Path, own: Iterable[str], texts: Collection[str]) -> list[tuple[str, int, int]]:
    """Sizes and times of what posts may read; their `texts` and results do not count."""
    walked = sorted(set(_walk(root, (*own, *COMMON, DATA))) - set(texts))
    places = [name for name in walked if not (name.endswith("/") or "/frozen/" in name)]
    stats = [(name, (root / name).stat()) for name in places]
    return [(name, stat.st_size, stat.st_mtime_ns) for name, stat in stats]


def _records(item: Planned) -> list[Record]:
    return [v.record for v in item.job.verdicts.values() if v.record is not None]


def _fresh(item: Planned) -> bool:
    return all(verdict.state == "fresh" for verdict in item.job.verdicts.values())


def _pinned(site: Site) -> Iterator[str]:
    """The versions of packages that the site pins, and the font that it names."""
    yield from TOML_LOCKS
    for pattern in TEXT_LOCKS:
        yield from (path.relative_to(site.root).as_posix() for path in site.root.glob(pattern))
    if site.config.run.font:
        yield os.path.normpath(site.config.run.font)


def _entries(root: Path, paths: Iterable[str]) -> Iterator[str]:
    """Files as they are; of a folder that a cell listed, what lies in it by name."""
    for path in paths:
        place = root / path
        if not _inside(root, place):
            continue
        if place.is_file():
            yield path
        elif place.is_dir():
            yield f"{path}/"
            for child in sorted(place.iterdir()):
                name = child.relative_to(root).as_posix()
                yield f"{name}/" if child.is_dir() else name


def _walk(root: Path, paths: Iterable[str]) -> Iterator[str]:
    """Files at and below the paths; links to folders are not followed, nor what leads out."""
    for path in paths:
        place = root / path
        if place.is_file():
            yield path
        elif place.is_dir() and _inside(root, place):
            yield f"{path}/"
            yield from _below(root, place)


def _below(root: Path, folder: Path) -> Iterator[str]:
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(n for n in folders if n not in LEFT)
        base = Path(here).relative_to(root).as_posix()
        yield from (f"{base}/{name}/" for name in folders)
        places = [(f"{base}/{name}", Path(here) / name) for name in sorted(names)]
        yield from (name for name, place in places if place.is_file() and _inside(root, place))


def _inside(root: Path, place: Path) -> bool:
    return place.resolve().is_relative_to(root.resolve())
