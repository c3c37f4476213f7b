"""The one check that a folder may be built into: never the author's own, never a stranger's."""

from pathlib import Path

from huoye.disk.cache import check_within
from huoye.model.halt import Halt
from huoye.model.problem import problem

RESERVED = ("posts", "pages", "code", "themes", "tests", ".git", ".huoye", ".venv")
"""Folders of a site that hold what an author wrote, or what huoye keeps"""
BROAD = 2
"""a folder of so few parts (/, /etc) is a system's, unless it is empty or already ours"""


def check_output(out: Path, site: Path, *, known: bool) -> None:
    """Raise Halt unless `out` may be written to; `known`: a manifest of ours lies in it."""
    check_within(site, out)
    here, root = out.resolve(), site.resolve()
    home = _home()
    if here == Path(here.anchor) or here in (root, home) or here in root.parents:
        raise Halt(problem("HY750", folder=out))
    if home and here in home.parents:
        raise Halt(problem("HY750", folder=out))
    if any(here.is_relative_to((root / name).resolve()) for name in RESERVED):
        raise Halt(problem("HY751", folder=out))
    if ".git" in here.parts or _holds_sources(here):
        raise Halt(problem("HY751", folder=out))
    if not known and _crowded(here) and (len(here.parts) <= BROAD or here.parent == home):
        raise Halt(problem("HY752", folder=out, file=next(here.iterdir()).name))


def _home() -> Path | None:
    try:
        return Path.home().resolve()
    except (RuntimeError, OSError):
        return None


def _holds_sources(folder: Path) -> bool:
    if (folder / "huoye.toml").exists():
        return True
    return any(
        next((folder / name).glob(pattern), None) is not None
        for name in ("posts", "pages")
        for pattern in ("*.md", "*/*.md")
    )


def _crowded(folder: Path) -> bool:
    return folder.is_dir() and next(folder.iterdir(), None) is not None
