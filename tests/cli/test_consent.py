"""Nothing is executed without its author's word: --yes, an answer, or trust that still holds."""

import json
import sys
from collections.abc import Generator, Sequence
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from tests.cli.conftest import Huoye
from tests.publish.repositories import git
from tests.site.samples import CODE, MODULE, flow_site
from tests.tiny import Tiny, post_text

from huoye.fresh.record import dump, load
from huoye.run.job import PostResult, PostRun

CELL = "```{{code-cell}} python\n#| label: tbl-x\n{code}\n```"


class Terminal(StringIO):
    """Somebody who answers."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def site(tiny: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tiny:
    """A clone with a post whose cell was never run; an author with a state folder."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.delenv("CI", raising=False)
    git(tmp_path, "config", "--global", "user.name", "某人")
    git(tmp_path, "config", "--global", "user.email", "a@example.org")
    tiny.write("posts/one/index.md", post_text(CELL.format(code="1"), title="one"))
    git(tiny.root, "init", "--quiet")
    git(tiny.root, "add", ".")
    git(tiny.root, "commit", "--quiet", "-m", "one")
    return tiny


@pytest.fixture
def executed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The posts that would have been executed, none of them is."""
    posts: list[str] = []

    def run_posts(jobs: Sequence[PostRun], *more: object) -> Generator[PostResult, None, None]:
        for job in jobs:
            posts.append(job.post)
            yield PostResult(job.post, (), ())

    monkeypatch.setattr("huoye.site.running.run_posts", run_posts)
    monkeypatch.setattr("huoye.site.running.check_able", lambda job: None)
    return posts


def answer(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal(f"{said}\n"))


@pytest.mark.parametrize("command", ["run", "verify"])
def test_without_a_terminal_nothing_runs_and_it_says_so(
    huoye: Huoye, site: Tiny, executed: list[str], command: str
) -> None:
    flow_site(site)
    site.write(MODULE, CODE.replace("n + 1", "n + 2"))
    said = huoye(command, at=site.root)
    assert (said.code, executed) == (2, [])
    assert "HY672" in said.err and "--yes" in said.err and "huoye trust" in said.err
    assert "fig-loss" in said.out, "it tells what it would have executed"


def test_yes_is_an_answer(huoye: Huoye, site: Tiny, executed: list[str]) -> None:
    assert huoye("run", "--yes", at=site.root).code == 0
    assert executed == ["posts/one/index.md"]


def test_a_terminal_is_asked_once(
    huoye: Huoye, site: Tiny, executed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, "n")
    refused = huoye("run", at=site.root)
    assert (refused.code, executed) == (1, [])
    assert "huoye trust" in refused.err
    answer(monkeypatch, "y")
    assert huoye("run", at=site.root).code == 0
    assert executed == ["posts/one/index.md"]


def test_the_question_names_the_variables_that_cells_will_see(
    huoye: Huoye, site: Tiny, executed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    site.write("huoye.toml", '[run]\nenv = ["MY_TOKEN", "NOT_SET"]\n')
    monkeypatch.setenv("MY_TOKEN", "1")
    answer(monkeypatch, "n")
    said = huoye("run", at=site.root).err
    assert "MY_TOKEN" in said and "NOT_SET" not in said


def test_trust_is_asked_no_more_until_it_is_removed(
    huoye: Huoye, site: Tiny, executed: list[str]
) -> None:
    assert huoye("trust", at=site.root).code == 0
    assert str(site.root.resolve()) in huoye("trust", "--list", at=site.root).out
    assert huoye("run", at=site.root).code == 0
    assert executed == ["posts/one/index.md"]
    assert huoye("trust", "--remove", at=site.root).out == "asks again\n"
    assert huoye("trust", "--list", at=site.root).out == ""
    assert huoye("run", at=site.root).code == 2


def test_in_ci_trust_is_no_word(
    huoye: Huoye, site: Tiny, executed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    huoye("trust", at=site.root)
    monkeypatch.setenv("CI", "true")
    answer(monkeypatch, "y")
    assert (huoye("run", at=site.root).code, executed) == (2, [])
    assert (huoye("run", "--yes", at=site.root).code, len(executed)) == (0, 1)


def test_own_edits_and_commits_do_not_ask(huoye: Huoye, site: Tiny, executed: list[str]) -> None:
    huoye("trust", at=site.root)
    site.write("posts/one/index.md", post_text(CELL.format(code="2"), title="one"))
    assert huoye("run", at=site.root).code == 0
    git(site.root, "commit", "--quiet", "-a", "-m", "two")
    assert huoye("run", at=site.root).code == 0
    assert len(executed) == 2


def test_what_others_committed_is_asked_with_its_size(
    huoye: Huoye, site: Tiny, executed: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    huoye("trust", at=site.root)
    git(tmp_path, "clone", "--quiet", str(site.root), "other")
    changed = post_text(CELL.format(code="2\n3"), title="one")
    (tmp_path / "other/posts/one/index.md").write_text(changed, "utf-8")
    git(tmp_path / "other", "commit", "--quiet", "-a", "-m", "theirs")
    git(site.root, "pull", "--quiet", str(tmp_path / "other"), "HEAD")

    unheard = huoye("run", at=site.root)
    assert (unheard.code, executed) == (2, [])
    assert "HY674" in unheard.err and "1 files with 2 lines" in unheard.err
    answer(monkeypatch, "n")
    assert (huoye("run", at=site.root).code, executed) == (1, [])
    answer(monkeypatch, "y")
    asked = huoye("run", at=site.root)
    assert asked.code == 0 and "others changed 1 files, 2 lines" in asked.err
    assert "posts/one/index.md" in asked.err
    assert huoye("run", at=site.root).code == 0, "answered once"
    assert len(executed) == 2


def test_a_plan_cannot_repaint_the_terminal(huoye: Huoye, site: Tiny) -> None:
    title = json.dumps("one\n  posts/two/index.md \u009b2K\u202e", ensure_ascii=False)
    site.write("posts/one/index.md", post_text(CELL.format(code="1"), title=title))
    out = huoye("run", at=site.root).out
    assert not {"\u009b", "\u202e"} & set(out)
    assert "\n  posts/two" not in out


def test_a_message_or_a_table_cannot_either(huoye: Huoye, site: Tiny) -> None:
    """A folder's name and a record may hold what a front matter may not."""
    name = "x\x1b]0;owned\x07\n  posts\u202e"
    site.write(f"posts/{name}/index.md", post_text("$\\frac{1}$ [](nowhere.md)", title="two"))
    flow_site(site)
    path = site.root / "posts/flow/frozen/quick/fig-loss.json"
    sealed = load(path.read_text("utf-8"), "fig-loss")
    path.write_text(dump(replace(sealed, card={**sealed.card, "gpu": "\x1b[31m[red]H100"})))
    for command in ("check", "status", "build"):
        said = huoye(command, at=site.root)
        assert not set("\x1b\x07\u202e") & set(said.out + said.err), command
        assert "\n  posts" not in said.err
    assert "\\u001b[31m[red]H100" in huoye("status", at=site.root).out
