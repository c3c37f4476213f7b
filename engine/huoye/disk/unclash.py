"""Paths of an output folder to those that every disk can tell apart."""

import unicodedata
from collections.abc import Iterable
from typing import Protocol, TypeVar

from huoye.disk.manifest import NAME
from huoye.model.problem import Problem, problem


class Pathed(Protocol):
    """Anything with a place in the output folder."""

    @property
    def path(self) -> str:
        """Posix path."""


P = TypeVar("P", bound=Pathed)


def distinct(pieces: Iterable[P]) -> tuple[dict[str, P], list[Problem]]:
    """Path → piece, without those that would leave the folder or lie where an earlier one lies.

    Two paths are one where they differ in case or in how accents are composed, as on the disks of
    macOS and Windows; and a file cannot be where a folder is.
    """
    found: dict[str, P] = {}
    files: dict[str, str] = {NAME: NAME}
    folders: dict[str, str] = {}
    problems: list[Problem] = []
    for piece in pieces:
        key = fold(piece.path)
        above = ["/".join(key.split("/")[:n]) for n in range(1, key.count("/") + 1)]
        other = (
            files.get(key) or folders.get(key) or next((files[a] for a in above if a in files), "")
        )
        if not _plain(piece.path):
            problems.append(problem("HY757", file=piece.path))
        elif other:
            problems.append(problem("HY754", file=piece.path, other=other))
        else:
            found[piece.path] = piece
            files[key] = piece.path
            folders |= dict.fromkeys(above, piece.path)
    return found, problems


def fold(path: str) -> str:
    """The form in which two paths are one on a disk that ignores case and composition."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def _plain(path: str) -> bool:
    parts = path.split("/")
    return not any(part in ("", ".", "..") or any(c in part for c in "\\\0") for part in parts)
