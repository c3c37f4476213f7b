"""The one door to the git program: quiet, in one language, without the author's index or hooks."""

import os
import re
import subprocess
from pathlib import Path

from huoye.disk.gitsafe import OldGit, travelling
from huoye.disk.program import find_program
from huoye.model.halt import Halt
from huoye.model.problem import problem

CREDENTIALS = re.compile(r"//[^/@\s]+@")
# a hook that calls huoye exports these; obeying them would touch the very index that is committed
CALLER = ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX")


class GitError(Exception):
    """git ended with an error; its words without credentials."""


def git(repo: Path, *arguments: str, data: bytes = b"") -> bytes:
    """Standard output of `git` run in `repo`; raises GitError, or Halt HY764 without git."""
    environment = {name: value for name, value in os.environ.items() if name not in CALLER}
    program = find_program("git")
    if program is None:
        raise Halt(problem("HY764"))
    try:
        environment |= {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", **travelling(repo)}
    except OldGit:
        raise Halt(problem("HY764")) from None
    command = [program, "-c", "user.useConfigOnly=true", *arguments]
    done = subprocess.run(
        command, cwd=repo, env=environment, input=data, capture_output=True, check=False
    )
    if done.returncode:
        raise GitError(scrub(done.stderr.decode("utf-8", "replace")))
    return done.stdout


def scrub(text: str) -> str:
    """One line without user names and passwords of addresses."""
    return " ".join(CREDENTIALS.sub("//", text).split())
