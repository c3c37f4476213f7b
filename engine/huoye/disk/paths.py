"""The one check that a path stays inside a folder, links followed."""

from pathlib import Path, PurePosixPath

from huoye.text.fold import nfc


class OutsideError(ValueError):
    """A path that leaves its folder, or cannot be one."""


def inside(root: Path, relative: str) -> Path:
    """The path of `relative` (posix) below `root`, as it is written; it need not exist.

    Raises OutsideError for absolute paths, "..", drive letters, loops, and links that lead out.
    """
    parts = PurePosixPath(relative)
    if parts.is_absolute() or ".." in parts.parts or any(c in relative for c in "\\:\0"):
        raise OutsideError(relative)
    path = root.joinpath(*parts.parts)
    if not within(root, path):
        raise OutsideError(relative)
    return path


def within(root: Path, path: Path) -> bool:
    """Whether `path` lies in `root` (or is it) once every link is followed."""
    try:
        # whole parts are compared: a prefix would take /site-old for a part of /site
        return path.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError, ValueError):
        return False


def spelt(folder: Path, relative: str) -> Path | None:
    """The file `relative` (posix) as the disk spells it, None where it has none of that name.

    Names match letter by letter on every system, whichever normal form of Unicode they are in.
    """
    path = folder
    for part in PurePosixPath(relative).parts:
        names = sorted(child.name for child in path.iterdir())
        equal = [part] if part in names else [name for name in names if nfc(name) == nfc(part)]
        if not equal:
            return None
        path /= equal[0]
    return path
