"""The one place where a site's folder is asked which commit it is."""

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
    commit = _git(root, "rev-parse", "--short=10", "HEAD")
    if not commit:
        return Revision()
    changed = _git(root, "status", "--porcelain", "--", ".", ":(exclude)*/frozen/*")
    return Revision(commit, bool(changed))


def _git(root: Path, *arguments: str) -> str:
    git = shutil.which("git")
    if git is None:
        return ""
    said = subprocess.run(
        [git, "-C", str(root), *arguments], capture_output=True, text=True, check=False
    )
    return said.stdout.strip() if said.returncode == 0 else ""
