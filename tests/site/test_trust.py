"""Whose code it is: trust by path and first commit, and what counts as others' after a pull."""

import stat
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from subprocess import CalledProcessError

import pytest
from tests.publish.repositories import git
from tests.support import write_site

from huoye.model.halt import Halt
from huoye.site.foreign import Foreign, foreign
from huoye.site.opened import open_site
from huoye.site.trust import advance, forget, head, standing, trust, trusted

TODAY = date(2026, 11, 24)
POST = "---\ntitle: 一\ndate: 2026-01-01\n---\n\n正文。\n\n```{code-cell} python\nx = 1\n```\n"
MODULE = "RATE = 1\n\n\ndef rate():\n    return RATE\n"
QUIET = Foreign((), 0)


@dataclass
class Author:
    """A clone of one repository, with the site in it."""

    root: Path

    def commit(self, **files: str) -> str:
        """Write and commit; names are spelt with __ for / and _ for the last dot."""
        for name, text in files.items():
            folder, _, ending = name.replace("__", "/").rpartition("_")
            path = self.root / f"{folder}.{ending}"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        git(self.root, "add", ".")
        git(self.root, "commit", "--quiet", "-m", "more")
        return head(self.root)

    def push(self) -> None:
        git(self.root, "push", "--quiet", "origin", "HEAD:main")

    def pull(self, *how: str) -> None:
        git(self.root, "pull", "--quiet", *(how or ("--no-rebase", "--no-edit")), "origin", "main")

    def foreign(self, since: str) -> Foreign:
        return foreign(open_site(self.root), since, head(self.root))


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user with a state folder and a git of their own."""
    for name in ("EMAIL", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    git(tmp_path, "config", "--global", "user.name", "某人")
    git(tmp_path, "config", "--global", "user.email", "a@example.org")
    git(tmp_path, "config", "--global", "init.defaultBranch", "main")
    return tmp_path / "state" / "huoye"


@pytest.fixture
def mine(tmp_path: Path) -> Author:
    """The author's clone; everything in it is pushed."""
    git(tmp_path, "init", "--quiet", "--bare", "host.git")
    git(tmp_path, "clone", "--quiet", "host.git", "mine")
    author = Author(tmp_path / "mine")
    write_site(author.root, {"posts/one/index.md": POST, "code/lab/rate.py": MODULE})
    author.commit()
    author.push()
    return author


@pytest.fixture
def other(tmp_path: Path, mine: Author) -> Author:
    """Somebody else's, under the very name and address of the author: they prove nothing."""
    git(tmp_path, "clone", "--quiet", "host.git", "other")
    return Author(tmp_path / "other")


def test_trust_is_remembered_privately_and_forgotten(mine: Author, state: Path) -> None:
    assert standing(mine.root) is None
    made = trust(mine.root, TODAY)
    assert (made.commit, made.since) == (head(mine.root), "2026-11-24")
    assert standing(mine.root) == made and trusted() == [made]
    assert trust(mine.root, TODAY) == made and len(trusted()) == 1
    assert stat.S_IMODE(state.stat().st_mode) == 0o700
    assert [stat.S_IMODE(p.stat().st_mode) for p in state.iterdir()] == [0o600]
    assert forget(mine.root) and not forget(mine.root)
    assert standing(mine.root) is None


def test_a_link_to_the_folder_is_the_folder(mine: Author, tmp_path: Path) -> None:
    trust(mine.root, TODAY)
    (tmp_path / "link").symlink_to(mine.root)
    assert standing(tmp_path / "link") is not None


def test_another_repository_in_the_same_place_is_not_trusted(mine: Author, tmp_path: Path) -> None:
    trust(mine.root, TODAY)
    mine.root.rename(tmp_path / "moved")
    assert standing(tmp_path / "moved") is None
    git(tmp_path, "init", "--quiet", "mine")
    write_site(mine.root, {"posts/one/index.md": POST})
    assert standing(mine.root) is None, "without a commit"
    mine.commit()
    assert standing(mine.root) is None


def test_a_folder_without_a_commit_cannot_be_trusted(tmp_path: Path) -> None:
    write_site(tmp_path / "bare", {"posts/one/index.md": POST})
    with pytest.raises(Halt) as halt:
        trust(tmp_path / "bare", TODAY)
    assert halt.value.problems[0].code == "HY670"


def test_a_state_that_others_can_write_or_that_is_no_json_is_not_believed(
    mine: Author, state: Path
) -> None:
    trust(mine.root, TODAY)
    file = state / "trusted.json"
    file.chmod(0o666)
    assert trusted() == []
    file.chmod(0o600)
    assert len(trusted()) == 1
    file.write_text('{"repositories": [3, {"path": 1}]}')
    assert trusted() == []
    file.write_text("no JSON")
    assert trusted() == []


def test_a_state_folder_that_cannot_be_written_is_told(mine: Author, state: Path) -> None:
    state.parent.mkdir()
    state.write_text("a file where the folder should be")
    with pytest.raises(Halt) as halt:
        trust(mine.root, TODAY)
    assert halt.value.problems[0].code == "HY671"


def test_a_relative_state_folder_is_ignored(
    mine: Author, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", "here")
    trust(mine.root, TODAY)
    assert (tmp_path / ".local/state/huoye/trusted.json").is_file()


def test_own_commits_pushed_or_not_are_own(mine: Author) -> None:
    known = trust(mine.root, TODAY)
    mine.commit(code__lab__rate_py=MODULE.replace("1", "2"))
    mine.commit(posts__one__index_md=POST.replace("x = 1", "x = 2"))
    assert mine.foreign(known.commit) == QUIET
    mine.push()
    assert mine.foreign(known.commit) == QUIET, "the remote branch is at HEAD now"
    git(mine.root, "commit", "--quiet", "--amend", "-m", "again")
    assert mine.foreign(known.commit) == QUIET
    git(mine.root, "switch", "--quiet", "-c", "draft")
    mine.commit(code__lab__new_py="x = 1\n")
    git(mine.root, "switch", "--quiet", "main")
    git(mine.root, "merge", "--quiet", "draft")
    assert mine.foreign(known.commit) == QUIET
    git(mine.root, "checkout", "--quiet", known.commit)
    assert mine.foreign(head(mine.root)) == QUIET


def test_what_is_pulled_is_foreign_with_its_size(mine: Author, other: Author) -> None:
    known = trust(mine.root, TODAY)
    other.commit(
        code__lab__rate_py=MODULE.replace("RATE\n", "RATE + 1\n"),
        code__lab__new_py="a = 1\nb = 2\n",
        posts__one__index_md=POST.replace("x = 1", "x = 1\ny = 2"),
        posts__two__index_md=POST.replace("一", "二"),
        data__table_csv="1,2\n",
        data__model_pt="a pickle\n",
    )
    other.push()
    mine.pull()
    assert mine.foreign(known.commit) == Foreign(
        ("code/lab/new.py", "code/lab/rate.py", "data/model.pt", "posts/one/index.md",
         "posts/two/index.md"), 2 + 2 + 1 + 2 + 1,
    )  # fmt: skip


def test_prose_pictures_and_results_of_others_are_no_code(mine: Author, other: Author) -> None:
    known = trust(mine.root, TODAY)
    other.commit(
        posts__one__index_md=POST.replace("正文", "改过的正文"),
        posts__one__a_svg="<svg/>",
        posts__one__frozen__a_json="{}",
        README_md="```{code-cell} python\nx = 1\n```\n",
    )
    other.push()
    mine.pull()
    assert mine.foreign(known.commit) == QUIET


def test_captions_comments_and_labels_of_others_are_no_code(mine: Author, other: Author) -> None:
    known = trust(mine.root, TODAY)
    touched = "#| caption: 图\n#| label: fig-a\nx = 1  # 说明"
    other.commit(posts__one__index_md=POST.replace("x = 1", touched))
    other.push()
    mine.pull()
    assert mine.foreign(known.commit) == QUIET
    other.commit(posts__one__index_md=POST.replace("x = 1", f"#| env: TOKEN\n{touched}"))
    other.push()
    mine.pull()
    assert mine.foreign(known.commit).files == ("posts/one/index.md",)


def test_a_site_below_the_top_of_its_repository(
    tmp_path: Path, mine: Author, other: Author
) -> None:
    mine.commit(blog__huoye_toml="", blog__code__lab__a_py="x = 1\n")
    mine.push()
    other.pull()
    below = mine.root / "blog"
    known = trust(below, TODAY)
    assert standing(below) is not None and standing(mine.root) is None
    odd = {"blog__code__lab__a[1]*_py": "x = 2\ny = 3\n"}
    other.commit(code__lab__elsewhere_py="x = 1\n", **odd)
    other.push()
    mine.pull()
    found = foreign(open_site(below), known.commit, head(below))
    assert found == Foreign(("code/lab/a[1]*.py",), 2)


def test_a_merge_of_both_sides_names_only_the_others(mine: Author, other: Author) -> None:
    known = trust(mine.root, TODAY)
    other.commit(code__lab__theirs_py="x = 1\n")
    other.push()
    mine.commit(code__lab__ours_py="x = 1\n")
    mine.pull()
    assert mine.foreign(known.commit).files == ("code/lab/theirs.py",)
    git(mine.root, "rm", "--quiet", "code/lab/theirs.py")
    mine.commit(code__lab__ours_py="x = 2\n")
    assert mine.foreign(known.commit) == QUIET, "what is gone is not run"


def test_own_rebased_commits_stay_own(mine: Author, other: Author) -> None:
    known = trust(mine.root, TODAY)
    mine.commit(code__lab__a_py="x = 1\n")
    mine.commit(code__lab__a_py="x = 2\n")
    git(mine.root, "rebase", "--quiet", "--force-rebase", known.commit)
    assert mine.foreign(known.commit) == QUIET
    other.commit(code__lab__theirs_py="x = 1\n")
    other.push()
    mine.pull("--rebase")
    assert mine.foreign(known.commit).files == ("code/lab/theirs.py",)


def test_a_touch_of_the_author_does_not_make_it_own(mine: Author, other: Author) -> None:
    known = trust(mine.root, TODAY)
    other.commit(code__lab__new_py="evil = 1\n")
    other.push()
    mine.pull()
    mine.commit(code__lab__new_py="evil = 1\nmine = 2\n")
    assert mine.foreign(known.commit).files == ("code/lab/new.py",)
    git(mine.root, "commit", "--quiet", "--amend", "-m", "mine")
    assert mine.foreign(known.commit).files == ("code/lab/new.py",)


@pytest.mark.parametrize("act", ["cherry-pick", "merge", "rebase", "reset", "checkout"])
def test_no_act_of_git_makes_the_others_code_own(mine: Author, other: Author, act: str) -> None:
    known = trust(mine.root, TODAY)
    other.commit(code__lab__new_py="evil = 1\n")
    other.push()
    git(mine.root, "fetch", "--quiet", "origin")
    arguments = {
        "cherry-pick": ("cherry-pick", "origin/main"),
        "merge": ("merge", "--quiet", "--no-ff", "origin/main"),
        "rebase": ("rebase", "--quiet", "origin/main"),
        "reset": ("reset", "--quiet", "--hard", "origin/main"),
        "checkout": ("checkout", "--quiet", "origin/main"),
    }
    git(mine.root, *arguments[act])
    assert mine.foreign(known.commit).files == ("code/lab/new.py",)


def test_a_merge_that_stopped_half_way_is_in_the_work_tree_already(
    mine: Author, other: Author
) -> None:
    known = trust(mine.root, TODAY)
    other.commit(code__lab__rate_py="RATE = 3\n", code__lab__new_py="evil = 1\n")
    other.push()
    mine.commit(code__lab__rate_py="RATE = 2\n")
    git(mine.root, "fetch", "--quiet", "origin")
    with pytest.raises(CalledProcessError):
        git(mine.root, "merge", "--quiet", "origin/main")
    assert mine.foreign(known.commit).files == ("code/lab/new.py", "code/lab/rate.py")


def test_an_older_branch_of_the_author_s_is_own(mine: Author) -> None:
    git(mine.root, "branch", "old")
    mine.commit(code__lab__rate_py="RATE = 2\n")
    known = trust(mine.root, TODAY)
    git(mine.root, "reflog", "expire", "--expire=all", "--all")
    git(mine.root, "switch", "--quiet", "old")
    mine.commit(code__lab__b_py="x = 2\n")
    assert mine.foreign(known.commit) == QUIET


def test_a_post_of_others_that_cannot_be_read_yet_counts_whole(mine: Author, other: Author) -> None:
    known = trust(mine.root, TODAY)
    other.commit(posts__two__index_md=POST.replace("title: 一", "title: [一"))
    other.push()
    mine.pull()
    assert mine.foreign(known.commit).files == ("posts/two/index.md",)


def test_a_known_commit_that_is_gone_leaves_everything_to_be_asked(mine: Author) -> None:
    git(mine.root, "reflog", "expire", "--expire=all", "--all")
    found = mine.foreign("1" * 40)
    assert found.files == ("code/lab/rate.py", "huoye.toml", "posts/one/index.md")


def test_an_answer_moves_the_known_commit(mine: Author) -> None:
    known = trust(mine.root, TODAY)
    later = mine.commit(code__lab__a_py="x = 1\n")
    advance(known, later)
    assert [t.commit for t in trusted()] == [later]
