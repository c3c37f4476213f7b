"""The one check that what huoye keeps in a site lies there: a clone may bring links that lead out.

Caches are added to while a site is read; through a link that would be a file of the author's home.
"""

import os
from pathlib import Path

from huoye.disk.paths import within
from huoye.model.halt import Halt
from huoye.model.problem import problem


def check_cache(root: Path, name: str) -> None:
    """Raises Halt HY677 where the cache folder leads out of the site, or holds a link."""
    cache = root / name
    check_within(root, cache)
    try:
        with os.scandir(cache) as entries:
            links = sorted(entry.name for entry in entries if entry.is_symlink())
    except OSError:
        return
    if links:
        raise Halt(problem("HY677", file=f"{name}/{links[0]}"))


def check_within(root: Path, folder: Path) -> None:
    """Raises Halt HY677 where a folder of the site is a link, or below one, that leads out."""
    if folder.is_relative_to(root) and not within(root, folder):
        raise Halt(problem("HY677", file=folder.relative_to(root).as_posix()))
