"""A site to publish, and how tests publish it and look at the host."""

import subprocess
from pathlib import Path

import pytest

from huoye.model.config import PublishConfig
from huoye.model.halt import Halt
from huoye.publish.git import plan_git, push_git

SITE = {
    "index.html": "<p>活页</p>".encode(),
    "a/index.html": b"a",
    "odd/\"quo\\te's 活.png": b"\0\xff\n",
    "-dash.html": b"data 3\nabc",
}
CONFIG = PublishConfig(repository="origin")


def git(where: Path, *arguments: str) -> str:
    """Output of git run in a repository."""
    done = subprocess.run(["git", *arguments], cwd=where, capture_output=True, check=True)
    return done.stdout.decode().strip()


def publish(
    repo: Path, tree: dict[str, bytes], config: PublishConfig = CONFIG, **options: bool
) -> str:
    """Plan and push."""
    return push_git(plan_git(tree, config, repo), "发布", **options)


def published(host: Path, branch: str = "gh-pages") -> dict[str, bytes]:
    """Every file on the branch of the host."""
    names = git(host, "ls-tree", "-r", "-z", "--name-only", branch).split("\0")
    command = ["git", "cat-file", "blob"]
    return {
        name: subprocess.run(
            [*command, f"{branch}:{name}"], cwd=host, capture_output=True, check=True
        ).stdout
        for name in filter(None, names)
    }


def code(halt: pytest.ExceptionInfo[Halt]) -> str:
    """Code of the problem that stopped the command."""
    return halt.value.problems[0].code


def state(repo: Path) -> tuple[str, ...]:
    """All of the author's that must not change: work tree, index, branches, HEAD."""
    files = sorted(f"{p.name}:{p.read_text()}" for p in repo.iterdir() if p.is_file())
    seen = (
        ("status", "--porcelain"),
        ("ls-files", "-s"),
        ("branch", "-vv"),
        ("reflog",),
        ("stash", "list"),
    )
    return (*files, *(git(repo, *arguments) for arguments in seen))
