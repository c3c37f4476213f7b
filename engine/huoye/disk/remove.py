"""The one place where files of an output folder are taken for ours, and removed."""

from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import Literal

from huoye.disk.manifest import Entry, Manifest
from huoye.disk.paths import OutsideError, inside
from huoye.disk.write import LEFTOVER
from huoye.text.digest import sha


def stranger(out: Path, path: str, content: bytes, known: Manifest) -> bool:
    """Whether something that huoye did not write lies where `content` is to go.

    `path` has no part such as ".."; no link is followed, because none was made by huoye.
    """
    parts = path.split("/")
    for count in range(1, len(parts)):
        above = "/".join(parts[:count])
        kind = _kind(out / above)
        if kind == "other" or (kind == "file" and above not in known):
            return True
        if kind != "folder":
            return False
    target = out / path
    match _kind(target):
        case "file":
            return path not in known and target.read_bytes() != content
        case "folder":
            inner = (p for p in target.rglob("*") if _kind(p) != "folder")
            return not all(_ours(out, p, known) for p in inner)
        case kind:
            return kind == "other"


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


def _kind(path: Path) -> Literal["none", "file", "folder", "other"]:
    try:
        mode = path.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return "none"
    return "file" if S_ISREG(mode) else "folder" if S_ISDIR(mode) else "other"


def _ours(out: Path, path: Path, known: Manifest) -> bool:
    if _kind(path) == "other":
        return False
    return path.relative_to(out).as_posix() in known or bool(LEFTOVER.fullmatch(path.name))
