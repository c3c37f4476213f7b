"""From a site's folder to its sources: which there are, in what order, with what text."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from huoye.disk.decode import Undecoded, decode
from huoye.disk.paths import within
from huoye.model.problem import Problem, problem
from huoye.model.source import Kind, Source
from huoye.text.digest import sha


@dataclass(frozen=True, slots=True)
class Scan:
    """What the folders posts/ and pages/ hold."""

    sources: tuple[Source, ...]
    """sorted by path"""
    problems: tuple[Problem, ...]
    """files that exist but could not be read"""


def find_sources(root: Path) -> Scan:
    """Every posts/<folder>/index.md, posts/<name>.md and pages/<name>.md of a site."""
    sources: list[Source] = []
    problems: list[Problem] = []
    for found in _candidates(root):
        read = found if isinstance(found, Problem) else _read(root, *found)
        if isinstance(read, Problem):
            problems.append(read)
        else:
            sources.append(read)
    return Scan(tuple(sorted(sources, key=lambda s: s.path)), tuple(problems))


def _candidates(root: Path) -> Iterator[tuple[Path, Kind] | Problem]:
    for path in _listing(root / "posts"):
        if path.suffix == ".md" and not path.is_dir():
            yield path, "post"
        elif (index := path / "index.md").is_symlink() or index.exists():
            yield index, "post"
        elif path.is_dir() and any(child.suffix == ".md" for child in _listing(path)):
            yield problem("HY133", path.relative_to(root).as_posix())
    for path in _listing(root / "pages"):
        if path.suffix == ".md":
            yield path, "page"


def _listing(folder: Path) -> list[Path]:
    """What lies in a folder, sorted; hidden names belong to editors and systems."""
    try:
        return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError:
        return []


def _read(root: Path, path: Path, kind: Kind) -> Source | Problem:
    name = path.relative_to(root).as_posix()
    if not within(root, path):
        return problem("HY131", name)
    try:
        # a pipe or a device would be read for ever
        data = path.read_bytes() if path.is_file() else None
    except OSError as error:
        return problem("HY132", name, reason=error.strerror or error)
    if data is None:
        return problem("HY132", name, reason="not a plain file")
    text = decode(data)
    if isinstance(text, Undecoded):
        return problem("HY130", name, text.line, likely=text.likely)
    return Source(name, kind, text, sha(text))
