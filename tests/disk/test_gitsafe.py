"""git is asked under settings that start nothing; one that does not take them is not asked."""

import subprocess
from pathlib import Path

import pytest
from tests.publish.repositories import git

from huoye.disk.gitsafe import OldGit, reading, travelling, travels_by
from huoye.disk.program import find_program, safe_path
from huoye.model.halt import Halt
from huoye.publish.command import git as publishing
from huoye.site.revision import git as asked


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    git(tmp_path, "init", "--quiet", "repo")
    return tmp_path / "repo"


def test_the_repository_s_own_programs_are_emptied_and_the_user_s_are_left(
    repo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    git(repo, "config", "--global", "filter.lfs.clean", "mine")
    git(repo, "config", "filter.a=b c.clean", "evil")
    git(repo, "config", "core.sshCommand", "evil")
    (repo / "more").write_text("[diff]\n\texternal = evil\n")
    git(repo, "config", "include.path", "../more")

    def value(variables: dict[str, str], name: str) -> str:
        command = ["git", "config", "--get", name]
        done = subprocess.run(
            command, cwd=repo, env={"HOME": str(tmp_path), **variables}, capture_output=True,
            text=True, check=False,
        )  # fmt: skip
        return done.stdout.strip()

    quiet, away = reading(repo), travelling(repo)
    for name in ("filter.a=b c.clean", "core.sshCommand", "diff.external"):
        assert value({"PATH": quiet["PATH"]}, name) == "evil", "the positive control"
        assert value(quiet, name) == ""
    assert value(quiet, "filter.lfs.clean") == "mine"
    assert (value(away, "diff.external"), value(away, "core.sshCommand")) == ("", "evil")
    assert travels_by(repo) == ("core.sshcommand",)


def test_settings_that_the_environment_brings_already_stay(
    repo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "user.name")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "某人")
    assert asked(repo, "config", "user.name") == "某人"
    assert publishing(repo, "config", "user.name").decode().strip() == "某人"


def test_an_old_git_is_not_asked(
    repo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would not hear the settings: this one takes none from the environment."""
    real = find_program("git")
    old = tmp_path / "bin" / "git"
    old.parent.mkdir()
    old.write_text(f'#!/bin/sh\nexec env -u GIT_CONFIG_COUNT {real} "$@"\n')
    old.chmod(0o755)
    monkeypatch.setenv("PATH", str(old.parent), prepend=":")
    with pytest.raises(OldGit):
        reading(repo)
    assert asked(repo, "rev-parse", "--git-dir") == ""
    with pytest.raises(Halt) as halt:
        publishing(repo, "rev-parse", "--git-dir")
    assert halt.value.problems[0].code == "HY764"


def test_a_program_is_never_taken_from_the_folder_of_the_moment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "huoye-tool").write_text("#!/bin/sh\n")
    (tmp_path / "huoye-tool").chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", ":.::nowhere:/usr/bin")
    assert find_program("huoye-tool") is None
    assert safe_path() == "/usr/bin"
    monkeypatch.setenv("PATH", f":{tmp_path}")
    assert find_program("huoye-tool") == str(tmp_path / "huoye-tool")
