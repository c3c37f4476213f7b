"""The one place where parts of a site are copied, so that cells may run without touching it."""

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from huoye.model.halt import Halt
from huoye.model.problem import problem

LEFT = frozenset({
    ".git", ".huoye", ".ipynb_checkpoints", ".venv", "__pycache__", "node_modules", "public",
    "site-packages",
})  # fmt: skip
"""folders that are nobody's input"""
FROZEN = "frozen"
"""results; a package of that name in code/ is none"""


@contextmanager
def scratch_copy(root: Path, paths: Iterable[str]) -> Iterator[Path]:
    """A new folder that holds copies of `paths` (posix, relative to `root`) and is gone afterwards.

    Folders are copied with all in them but what is built, installed or frozen; the other folders
    of `root` are there and empty, for what cells write. Links are followed, so that nothing in the
    copy leads back. A path that is not there is left out; one that cannot be read is a Halt, HY636.
    """
    with tempfile.TemporaryDirectory(prefix="huoye-", ignore_cleanup_errors=True) as folder:
        copy = Path(folder).resolve() / "site"
        _skeleton(root, copy)
        for path in sorted(set(paths)):
            try:
                if _inner(path):
                    _copy(root / path, copy / path, frozenset())
            except OSError as error:
                file, reason = error.filename or path, error.strerror or error
                raise Halt(problem("HY636", file=file, reason=reason)) from error
        yield copy


def _inner(path: str) -> bool:
    """Whether the copy of a path lies in the copy; where a link leads does not matter."""
    parts = PurePosixPath(path)
    return not parts.is_absolute() and ".." not in parts.parts


def _skeleton(root: Path, copy: Path) -> None:
    """The folders of a site without their files."""
    for place, folders, _ in os.walk(root):
        here = Path(place)
        (copy / here.relative_to(root)).mkdir()
        folders[:] = [n for n in folders if not (n[0] == "." or _left(here / n))]
        folders[:] = [n for n in folders if not (here / n).is_symlink()]


def _copy(source: Path, target: Path, above: frozenset[Path]) -> None:
    """A file, or a folder with what is in it; `above`: the real folders it lies in."""
    real = source.resolve()
    if source.is_dir() and real not in above:
        target.mkdir(parents=True, exist_ok=True)
        for child in sorted(source.iterdir()):
            if not _left(child):
                _copy(child, target / child.name, above | {real})
    elif source.is_file() and not target.exists():  # neither a pipe nor a device
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source, target)
        os.chmod(target, target.stat().st_mode | 0o200)


def _left(child: Path) -> bool:
    result = child.name == FROZEN and not (child / "__init__.py").exists()
    return (child.name in LEFT or result) and child.is_dir()
