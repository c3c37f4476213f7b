"""The one place where a site's folder is asked which commit it is."""

import os
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from huoye.disk.gitsafe import OldGit, reading
from huoye.disk.program import find_program
from huoye.disk.write import write_whole


@dataclass(frozen=True, slots=True)
class Revision:
    """State of the checkout; empty where the site is in no repository."""

    commit: str = ""
    """short"""
    dirty: bool = False
    """whether code or posts differ from it; records and the built site do not count"""


COPY = ".huoye/revision"
"""in a copy of a site that runs elsewhere: which commit it is, and whether it differs"""


def revision(root: Path) -> Revision:
    """The commit that a run is made on; a copy was told it."""
    with suppress(OSError, ValueError):
        commit, dirty = (root / COPY).read_text("ascii").split("\n")[:2]
        return Revision(commit, dirty == "dirty")
    commit = git(root, "rev-parse", "--short=10", "HEAD")
    if not commit:
        return Revision()
    changed = git(
        root, "status", "--porcelain", "--ignore-submodules=all", "--", ".", ":(exclude)*/frozen/*"
    )
    return Revision(commit, bool(changed))


def leave_revision(copy: Path, state: Revision) -> None:
    """Tell a copy of the site which commit it is."""
    text = f"{state.commit}\n{'dirty' if state.dirty else ''}\n"
    write_whole(copy / COPY, text.encode("ascii"))


def git(root: Path, *arguments: str, data: str = "", **variables: str) -> str:
    """What git, given `data`, says in the site's folder; empty where it refuses, or is not there.

    Asking writes nothing and runs nothing that the repository's own settings or hooks name.
    """
    program = find_program("git")
    try:
        quiet = reading(root)
    except OldGit:
        program = None
    if program is None:
        return ""
    said = subprocess.run(
        [program, "-C", str(root), *arguments],
        input=data,
        capture_output=True,
        encoding="utf-8",
        errors="surrogateescape",
        check=False,
        env={**os.environ, **quiet, **variables},
    )
    return said.stdout.strip() if said.returncode == 0 else ""
