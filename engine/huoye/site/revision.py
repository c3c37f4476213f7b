"""The one place where a site's folder is asked which commit it is."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Revision:
    """State of the checkout; empty where the site is in no repository."""

    commit: str = ""
    """short"""
    dirty: bool = False
    """whether code or posts differ from it; records and the built site do not count"""


def revision(root: Path) -> Revision:
    """The commit that a run is made on."""
    commit = git(root, "rev-parse", "--short=10", "HEAD")
    if not commit:
        return Revision()
    changed = git(root, "status", "--porcelain", "--", ".", ":(exclude)*/frozen/*")
    return Revision(commit, bool(changed))


def git(root: Path, *arguments: str, **variables: str) -> str:
    """What git says in the site's folder; empty where it refuses, or is not there."""
    program = shutil.which("git")
    if program is None:
        return ""
    said = subprocess.run(
        [program, "-C", str(root), *arguments],
        capture_output=True,
        encoding="utf-8",
        errors="surrogateescape",
        check=False,
        env={**os.environ, "GIT_OPTIONAL_LOCKS": "0", **variables},  # asking writes nothing
    )
    return said.stdout.strip() if said.returncode == 0 else ""
