"""Publishing by git, against a real bare repository; the author's own repository stays as it is."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from huoye.model.config import PublishConfig
from huoye.model.halt import Halt
from huoye.publish.command import scrub
from huoye.publish.git import MAX_DELETES, plan_git, push_git

SITE = {
    "index.html": "<p>活页</p>".encode(),
    "a/index.html": b"a",
    "odd/\"quo\\te's 活.png": b"\0\xff\n",
    "-dash.html": b"data 3\nabc",
}


def git(where: Path, *arguments: str) -> str:
    """Output of git run in a repository."""
    done = subprocess.run(["git", *arguments], cwd=where, capture_output=True, check=True)
    return done.stdout.decode().strip()


@pytest.fixture(autouse=True)
def nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
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
    yield


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


CONFIG = PublishConfig(repository="origin")


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


def test_a_site_is_one_commit_with_exactly_its_files(mine: Path, host: Path) -> None:
    before = state(mine)
    plan = plan_git(SITE, CONFIG, mine)
    assert plan.changes.add == (*sorted([*SITE, ".nojekyll"]),)
    assert git(host, "for-each-ref") == ""
    commit = push_git(plan, "发布")
    assert published(host) == {**SITE, ".nojekyll": b""}
    assert (
        git(host, "log", "--format=%H %an <%ae> %s", "gh-pages")
        == f"{commit} 某人 <a@example.org> 发布"
    )
    assert state(mine) == before
    assert not (mine / ".git/FETCH_HEAD").exists()
    git(mine, "fsck", "--strict")


def test_later_commits_follow_and_an_equal_site_makes_none(mine: Path, host: Path) -> None:
    publish(mine, SITE)
    assert publish(mine, SITE) == ""
    plan = plan_git({"index.html": b"new", "b.html": b"b"}, CONFIG, mine)
    assert (plan.changes.add, plan.changes.change) == (("b.html",), ("index.html",))
    assert set(plan.changes.delete) == SITE.keys() - {"index.html"}
    push_git(plan, "二")
    assert published(host) == {"index.html": b"new", "b.html": b"b", ".nojekyll": b""}
    assert git(host, "rev-list", "--count", "gh-pages") == "2"


def test_a_domain_is_written_and_the_host_s_own_is_kept(mine: Path, host: Path) -> None:
    publish(mine, SITE, PublishConfig(repository="origin", cname="blog.example.org"))
    assert published(host)["CNAME"] == b"blog.example.org\n"
    publish(mine, {"index.html": b"x"})
    assert published(host)["CNAME"] == b"blog.example.org\n"


def test_a_branch_that_moved_since_the_plan_is_left(mine: Path, host: Path, tmp_path: Path) -> None:
    publish(mine, SITE)
    plan = plan_git({"index.html": b"late"}, CONFIG, mine)
    git(tmp_path, "clone", "--quiet", "-b", "gh-pages", str(host), "other")
    other = tmp_path / "other"
    git(
        other,
        "-c",
        "user.name=b",
        "-c",
        "user.email=b@b",
        "commit",
        "--allow-empty",
        "-qm",
        "theirs",
    )
    git(other, "push", "--quiet", "origin", "gh-pages")
    for force in (False, True):
        with pytest.raises(Halt) as halt:
            push_git(plan, "late", force=force)
        assert code(halt) == "HY762"
    assert git(host, "log", "-1", "--format=%s", "gh-pages") == "theirs"
    with pytest.raises(Halt) as halt:
        publish(mine, {"index.html": b"late"})
    assert code(halt) == "HY768"
    assert publish(mine, {"index.html": b"late"}, force=True)
    assert published(host) == {"index.html": b"late", ".nojekyll": b""}


def test_two_first_publications_do_not_overwrite_each_other(mine: Path, host: Path) -> None:
    plan = plan_git({"index.html": b"second"}, CONFIG, mine)
    publish(mine, SITE)
    with pytest.raises(Halt) as halt:
        push_git(plan, "late")
    assert code(halt) == "HY762"
    assert published(host)["index.html"] == SITE["index.html"]


def test_a_branch_of_sources_is_never_replaced(mine: Path, host: Path) -> None:
    git(mine, "push", "--quiet", "origin", "main")
    with pytest.raises(Halt) as halt:
        plan_git(SITE, PublishConfig(repository="origin", branch="main"), mine)
    assert code(halt) == "HY766"


def test_many_deletions_are_asked_for(mine: Path, host: Path) -> None:
    many = {f"{n}.html": b"x" for n in range(MAX_DELETES + 1)}
    publish(mine, many)
    with pytest.raises(Halt) as halt:
        publish(mine, {"index.html": b"x"})
    assert code(halt) == "HY767"
    assert publish(mine, {"index.html": b"x"}, force=True)


def test_without_an_identity_nothing_is_made(mine: Path, host: Path) -> None:
    git(mine, "config", "--unset", "user.name")
    with pytest.raises(Halt) as halt:
        publish(mine, SITE)
    assert code(halt) == "HY761"
    assert git(host, "for-each-ref") == git(mine, "for-each-ref", "refs/huoye") == ""


def test_an_address_serves_as_well_as_a_name(mine: Path, host: Path) -> None:
    publish(mine, SITE, PublishConfig(repository=str(host), branch="pages/site"))
    assert len(published(host, "pages/site")) == len(SITE) + 1


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
