"""The one place where files of an output folder are taken for ours, and removed."""

from pathlib import Path
from typing import Literal

from huoye.disk.manifest import Entry, Manifest
from huoye.disk.paths import OutsideError, inside
from huoye.disk.write import LEFTOVER
from huoye.text.digest import sha


def stranger(out: Path, path: str, content: bytes, known: Manifest) -> bool:
    """Whether something that huoye did not write lies where `content` is to go."""
    try:
        target = inside(out, path)
    except OutsideError:  # a link of somebody's leads elsewhere
        return True
    above = [parent for parent in target.parents if parent != out and out in parent.parents]
    if any(
        p.is_symlink() or (p.exists() and not p.is_dir() and not _ours(out, p, known))
        for p in above
    ):
        return True
    if target.is_symlink():
        return True
    if target.is_dir():
        return not all(
            _ours(out, p, known) for p in target.rglob("*") if p.is_symlink() or not p.is_dir()
        )
    if not target.exists() or path in known:
        return False
    return target.read_bytes() != content


def remove_file(out: Path, path: str, entry: Entry) -> Literal["deleted", "gone", "changed"]:
    """Delete a file if its bytes are still what huoye wrote, and the folders that it empties."""
    try:
        target = inside(out, path)
    except OutsideError:  # a link of somebody's lies there now
        return "gone"
    if target.is_symlink() or not target.is_file():
        return "gone"
    if sha(target.read_bytes()) not in entry.digests:
        return "changed"
    target.unlink()
    for folder in target.parents:
        if folder == out or next(folder.iterdir(), None) is not None:
            break
        folder.rmdir()
    return "deleted"


def clear_folder(target: Path) -> None:
    """Remove a folder that holds no file, where a file is to lie: a killed build leaves such."""
    if target.is_symlink() or not target.is_dir():
        return
    for child in target.iterdir():
        if LEFTOVER.fullmatch(child.name):
            child.unlink()
        else:
            clear_folder(child)
    target.rmdir()


def _ours(out: Path, path: Path, known: Manifest) -> bool:
    return path.relative_to(out).as_posix() in known or bool(LEFTOVER.fullmatch(path.name))
