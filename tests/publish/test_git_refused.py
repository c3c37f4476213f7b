"""What git would misread, and surroundings that must not matter."""

from pathlib import Path

import pytest
from tests.publish.repositories import CONFIG, SITE, code, publish

from huoye.model.config import PublishConfig
from huoye.model.halt import Halt
from huoye.publish.command import scrub
from huoye.publish.git import plan_git


@pytest.mark.parametrize(
    "config",
    [
        PublishConfig(repository="--upload-pack=touch x"),
        PublishConfig(repository="ext::sh -c id"),
        PublishConfig(repository="https://me:secret@example.org/x.git"),
        PublishConfig(branch="a..b"),
        PublishConfig(branch="--force"),
        PublishConfig(branch=""),
        PublishConfig(branch="a:refs/heads/main"),
        PublishConfig(cname="a b"),
        PublishConfig(cname="https://a.org"),
        PublishConfig(cname="a.org\n"),
    ],
)
def test_settings_that_git_would_misread_are_refused(mine: Path, config: PublishConfig) -> None:
    with pytest.raises(Halt) as halt:
        plan_git(SITE, config, mine)
    assert code(halt) == "HY765"
    assert "secret" not in str(halt.value)


def test_no_repository_no_remote_no_git(
    tmp_path: Path, mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Halt) as halt:
        plan_git(SITE, CONFIG, tmp_path)
    assert code(halt) == "HY760"
    with pytest.raises(Halt) as halt:
        plan_git(SITE, PublishConfig(repository="nowhere"), mine)
    assert code(halt) == "HY763"
    monkeypatch.setenv("PATH", "")
    with pytest.raises(Halt) as halt:
        plan_git(SITE, CONFIG, mine)
    assert code(halt) == "HY764"


@pytest.mark.parametrize("path", [".git/config", "a/.GIT/hooks/x"])
def test_a_tree_never_holds_a_repository(mine: Path, path: str) -> None:
    with pytest.raises(Halt) as halt:
        plan_git({path: b"x"}, CONFIG, mine)
    assert code(halt) == "HY757"


def test_hooks_and_the_caller_s_index_are_left_alone(
    mine: Path, host: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hook = mine / ".git/hooks/pre-push"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    monkeypatch.setenv("GIT_INDEX_FILE", str(mine / "no-such-index"))
    monkeypatch.setenv("GIT_DIR", str(host))
    assert publish(mine, SITE)
    assert not (mine / "no-such-index").exists()


def test_credentials_are_scrubbed() -> None:
    assert (
        scrub("fatal: https://tok:en@a.org/x\n  ssh://git@b.org")
        == "fatal: https://a.org/x ssh://b.org"
    )
