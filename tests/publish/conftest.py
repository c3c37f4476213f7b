"""Repositories for the tests of publishing: an author's and a host's."""

from pathlib import Path

import pytest
from tests.publish.repositories import git


@pytest.fixture(autouse=True)
def nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine whose git is not set up."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for name in (
        "XDG_CONFIG_HOME",
        "EMAIL",
        "GIT_AUTHOR_NAME",
        "GIT_COMMITTER_NAME",
        "GIT_COMMITTER_EMAIL",
    ):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def host(tmp_path: Path) -> Path:
    """An empty bare repository, as a host of pages gives one."""
    git(tmp_path, "init", "--quiet", "--bare", "-b", "main", "host.git")
    return tmp_path / "host.git"


@pytest.fixture
def mine(tmp_path: Path, host: Path) -> Path:
    """An author's repository with a commit, a staged change and an untracked file."""
    git(tmp_path, "init", "--quiet", "-b", "main", "mine")
    repo = tmp_path / "mine"
    git(repo, "config", "user.name", "某人")
    git(repo, "config", "user.email", "a@example.org")
    git(repo, "remote", "add", "origin", str(host))
    (repo / "huoye.toml").write_text("")
    git(repo, "add", ".")
    git(repo, "commit", "--quiet", "-m", "source")
    (repo / "staged.md").write_text("staged")
    git(repo, "add", "staged.md")
    (repo / "untracked.md").write_text("untracked")
    return repo
