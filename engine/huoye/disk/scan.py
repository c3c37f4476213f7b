"""From a site's folder to its sources: which there are, in what order, with what text."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from huoye.disk.decode import Undecoded, decode
from huoye.disk.paths import within
from huoye.model.halt import Halt
from huoye.model.problem import Problem, problem
from huoye.model.source import Kind, Source
from huoye.text.digest import sha


@dataclass(frozen=True, slots=True)
class Unread:
    """A source that is there but whose text could not be had: its post is broken, not gone."""

    source: Source
    """with an empty text"""
    problem: Problem


@dataclass(frozen=True, slots=True)
class Scan:
    """What the folders posts/ and pages/ hold; each tuple sorted by path."""

    sources: tuple[Source, ...]
    unread: tuple[Unread, ...]
    problems: tuple[Problem, ...]
    """of folders that are no post"""


def find_sources(root: Path) -> Scan:
    """Every posts/<folder>/index.md, posts/<name>.md and pages/<name>.md of a site.

    Raises Halt HY132 where a folder cannot be listed: taken for empty, it would unpublish the site.
    """
    sources: list[Source] = []
    unread: list[Unread] = []
    problems: list[Problem] = []
    for name, kind in sorted(_candidates(root)):
        if kind is None:
            problems.append(problem("HY133", name))
            continue
        read = _read(root, name, kind)
        if isinstance(read, Problem):
            unread.append(Unread(Source(name, kind, "", sha("")), read))
        else:
            sources.append(read)
    return Scan(tuple(sources), tuple(unread), tuple(problems))


def _candidates(root: Path) -> Iterator[tuple[str, Kind | None]]:
    """(path, kind); None for a folder that holds Markdown and no post."""
    for name in _names(root, "posts"):
        if name.endswith(".md") and not (root / name).is_dir():
            yield name, "post"
        elif (root / name).is_dir():
            inner = _names(root, name)
            if f"{name}/index.md" in inner:
                yield f"{name}/index.md", "post"
            elif _holds_markdown(root, inner):
                yield name, None
    yield from ((name, "page") for name in _names(root, "pages") if name.endswith(".md"))


def _holds_markdown(root: Path, names: list[str]) -> bool:
    """In the folder itself or one below it, as in posts/2026/title/index.md."""
    below = (other for name in names if (root / name).is_dir() for other in _names(root, name))
    return any(name.endswith(".md") for name in (*names, *below))


def _names(root: Path, folder: str) -> list[str]:
    """Paths of what lies in a folder; hidden names belong to editors and systems."""
    try:
        found = [path.name for path in (root / folder).iterdir()]
    except FileNotFoundError:
        return []
    except OSError as error:
        raise Halt(problem("HY132", folder, reason=error.strerror or error)) from error
    return [f"{folder}/{name}" for name in found if not name.startswith(".")]


def _read(root: Path, name: str, kind: Kind) -> Source | Problem:
    path = root / name
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
        code = "HY130" if text.likely else "HY134"
        return problem(code, name, text.line, likely=text.likely)
    return Source(name, kind, text, sha(text))
