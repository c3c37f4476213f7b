"""The one place where git is asked what changed since a revision."""

import shutil
import tempfile
from pathlib import Path

from huoye.model.halt import Halt
from huoye.model.problem import problem
from huoye.site.revision import git

REFRESH = ("update-index", "-q", "--refresh")
DIFFER = ("diff-index", "--name-only", "--no-renames", "--relative", "-z")
"""of a refreshed index: unlike `git diff` it reads no old content, which may not be here"""
NEW = ("ls-files", "--others", "--exclude-standard", "-z")


def changed_since(root: Path, revision: str) -> frozenset[str]:
    """Paths, relative to the site, of what differs from the revision, new files included.

    Raises Halt HY028 where there is no such revision, or no repository.
    """
    asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    commit = git(root, *asked)
    if not commit:
        raise Halt(problem("HY028", revision=revision))
    with tempfile.TemporaryDirectory(prefix="huoye-") as folder:
        index = _index(root, Path(folder))
        git(root, *REFRESH, GIT_INDEX_FILE=index)
        differ = git(root, *DIFFER, commit, "--", ".", GIT_INDEX_FILE=index)
        new = git(root, *NEW, "--", ".", GIT_INDEX_FILE=index)
    return frozenset(name for name in f"{differ}\0{new}".split("\0") if name)


def _index(root: Path, folder: Path) -> str:
    """A copy of the author's index, to be refreshed: asking writes nothing of his."""
    own, copy = root / git(root, "rev-parse", "--git-path", "index"), folder / "index"
    if own.is_file():
        shutil.copyfile(own, copy)
    return str(copy)
