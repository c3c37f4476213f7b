"""Publishing by git, against a real bare repository; the author's own repository stays as it is."""

from pathlib import Path

import pytest
from tests.publish.repositories import CONFIG, SITE, code, git, publish, published, state

from huoye.model.config import PublishConfig
from huoye.model.halt import Halt
from huoye.publish.git import MAX_DELETES, plan_git, push_git


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


def test_nothing_is_deleted_while_a_post_cannot_be_shown(mine: Path, host: Path) -> None:
    publish(mine, SITE)
    plan = plan_git({"index.html": b"new"}, CONFIG, mine, deletes=False)
    assert plan.changes.delete == () and plan.changes.change == ("index.html",)
    push_git(plan, "二")
    assert published(host) == {**SITE, "index.html": b"new", ".nojekyll": b""}
