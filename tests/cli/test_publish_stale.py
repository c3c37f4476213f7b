"""Stale results of posts that a publish changes stop it; those of others do not."""

from pathlib import Path

import pytest
from tests.cli.conftest import Huoye
from tests.publish.repositories import git, published
from tests.site.samples import CODE, MODULE, TEXT, flow_site, flow_text
from tests.tiny import SETTINGS, Tiny

POST = "posts/flow/index.md"
PAGE = "flow/index.html"


@pytest.fixture
def host(tmp_path: Path) -> Path:
    git(tmp_path, "init", "--quiet", "--bare", "-b", "main", "host.git")
    return tmp_path / "host.git"


@pytest.fixture
def site(tiny: Tiny, host: Path) -> Tiny:
    """A post that was run and published."""
    flow_site(tiny)
    tiny.write("huoye.toml", SETTINGS + '[publish.pages]\nrepository = "origin"\n')
    git(tiny.root, "init", "--quiet", "-b", "main")
    for key, value in (("user.name", "某人"), ("user.email", "a@example.org")):
        git(tiny.root, "config", key, value)
    git(tiny.root, "remote", "add", "origin", str(host))
    tiny.lend()
    return tiny


def stale(site: Tiny) -> None:
    site.write(MODULE, CODE.replace("x * x", "x + x"))


def test_a_new_post_with_stale_results_is_not_published(
    site: Tiny, host: Path, huoye: Huoye
) -> None:
    stale(site)
    said = huoye("publish", at=site.root)
    assert said.code == 2
    assert "HY769" in said.err and "posts/flow" in said.err
    assert f"HY501 {POST}:15" in said.err and "(`loss`)" in said.err
    assert git(host, "branch") == ""
    word = ("keep", "flow#fig-loss", "--because", "没有用到 loss", "--yes")
    assert huoye(*word, at=site.root).code == 0
    assert huoye("publish", at=site.root).code == 0
    assert PAGE in published(host)


def test_what_went_stale_since_stops_its_post_and_no_other(
    site: Tiny, host: Path, huoye: Huoye
) -> None:
    assert huoye("publish", at=site.root).code == 0
    stale(site)
    assert huoye("publish", at=site.root).code == 2, "its page would get the mark"
    assert huoye("publish", "--dry-run", at=site.root).code == 2
    assert huoye("publish", "--stale", at=site.root).code == 0
    assert "此图由旧代码算出" in published(host)[PAGE].decode()
    site.post("new", "新的一篇。", date="2026-03-01")
    said = huoye("publish", at=site.root)
    assert said.code == 0, said.err
    assert "new/index.html" in published(host)
    site.write(POST, flow_text(TEXT.replace("开头。", "另一个开头。")))
    assert huoye("publish", at=site.root).code == 2


def test_json_says_so_too(site: Tiny, huoye: Huoye) -> None:
    stale(site)
    said = huoye("publish", "--json", at=site.root)
    assert said.code == 2 and said.out == ""
