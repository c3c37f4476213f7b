"""Static files of a theme to assets whose address changes with their bytes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from huoye.text.digest import sha

FOLDER = "static"
HASH_LENGTH = 10


@dataclass(frozen=True, slots=True)
class StaticFile:
    """A file that every page may refer to."""

    url: str
    """path in the site: /assets/style.1a2b3c4d5e.css"""
    content: bytes


def static_files(folders: Sequence[Path]) -> Mapping[str, StaticFile]:
    """Name below static/ → file, sorted by name; of equal names the first folder's counts."""
    found: dict[str, Path] = {}
    for folder in folders:
        for path in sorted((folder / FOLDER).rglob("*")):
            if path.is_file() and not path.name.startswith("."):
                found.setdefault(path.relative_to(folder / FOLDER).as_posix(), path)
    return {name: _static(name, found[name].read_bytes()) for name in sorted(found)}


def _static(name: str, content: bytes) -> StaticFile:
    path = PurePosixPath(name)
    hashed = path.with_name(f"{path.stem}.{sha(content, HASH_LENGTH)}{path.suffix}")
    return StaticFile(f"/assets/{hashed}", content)
