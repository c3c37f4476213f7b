"""A folder to an opened site: its root and its settings."""

from dataclasses import dataclass
from pathlib import Path

from huoye.disk.cache import check_cache
from huoye.model.config import Config
from huoye.model.halt import Halt
from huoye.model.place import Place
from huoye.model.problem import Problem, problem
from huoye.site.settings import read_settings

SETTINGS = "huoye.toml"
CACHE = ".huoye"


@dataclass(frozen=True, slots=True)
class Site:
    """Where the site lies and how it is set."""

    root: Path
    config: Config
    problems: tuple[Problem, ...]
    """warnings about huoye.toml; its errors end the command"""

    @property
    def cache(self) -> Path:
        """Folder that may be deleted at any time."""
        return self.root / CACHE

    @property
    def place(self) -> Place:
        """Where it will be served."""
        return Place.of(self.config.site.url)


def open_site(folder: Path) -> Site:
    """The site that `folder` belongs to; raises Halt where there is none, or wrong settings."""
    root = find_root(folder)
    check_cache(root, CACHE)
    try:
        text = (root / SETTINGS).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise Halt(problem("HY002", SETTINGS, reason=str(error))) from None
    read = read_settings(text, SETTINGS)
    errors = [p for p in read.problems if p.level == "error"]
    if errors:
        raise Halt(*errors)
    return Site(root, read.config, read.problems)


def find_root(folder: Path) -> Path:
    """The nearest folder, from this one upwards, that holds huoye.toml."""
    start = folder.resolve()
    for candidate in (start, *start.parents):
        if (candidate / SETTINGS).is_file():
            return candidate
    raise Halt(problem("HY001"))
