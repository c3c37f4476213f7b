"""`huoye new`: what it makes builds at once, and nothing that exists is touched."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.cli.conftest import Huoye
from tests.site.samples import draft_of
from tests.tiny import Tiny, read_tree

from huoye.site.opened import open_site
from huoye.site.scaffold import new_post, new_site

EVENING = datetime(2026, 11, 24, 20, 0, tzinfo=UTC)
"""the next day already where new sites are: Asia/Shanghai"""


def test_a_new_site_builds_without_a_problem(huoye: Huoye, tmp_path: Path, formulas: Path) -> None:
    assert huoye("new", "site", "mine", at=tmp_path).code == 0
    site = Tiny(tmp_path / "mine", formulas)
    site.lend()
    said = huoye("build", "--strict", at=site.root)
    site.take_back()
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("1 posts, ")
    assert huoye("check", at=site.root).out == "0 errors, 0 warnings\n"
    page = site.page("hello/index.html")
    assert '<svg class="m"' in page and 'id="eq-gauss"' in page
    assert {"about/index.html", "404.html", "feed.xml", "robots.txt"} <= site.tree().keys()


def test_what_git_should_not_see_is_ignored(huoye: Huoye, tmp_path: Path) -> None:
    huoye("new", "site", "mine", at=tmp_path)
    ignored = (tmp_path / "mine/.gitignore").read_text("utf-8").split()
    assert {"/public/", "/.huoye/"} <= set(ignored)


@pytest.mark.parametrize("there", ["huoye.toml", "notes.txt", ".git/config"])
def test_a_site_is_made_in_no_folder_that_holds_something(
    huoye: Huoye, tmp_path: Path, there: str
) -> None:
    (tmp_path / "mine" / there).parent.mkdir(parents=True)
    (tmp_path / "mine" / there).write_text("mine")
    said = huoye("new", "site", "mine", at=tmp_path)
    assert (said.code, said.err[:5]) == (2, "HY020")
    assert read_tree(tmp_path) == {f"mine/{there}": b"mine"}


def test_a_new_post_is_a_draft_with_the_title_as_typed(huoye: Huoye, tiny: Tiny) -> None:
    titles = ["概率：第一讲", 'He said "no" \\ 100%', "{date} {id}", "# - : [x]", "10:30"]
    for n, title in enumerate(titles):
        assert huoye("new", "post", title, "--name", f"p{n}", at=tiny.root).code == 0
        front = draft_of(tiny, f"posts/p{n}/index.md").front
        assert (front.title, front.draft) == (title, True)
    built = tiny.build(drafts=True, future=True)
    assert built.problems == ()
    assert tiny.build().posts == 0


def test_a_post_is_never_written_over(huoye: Huoye, tiny: Tiny) -> None:
    assert huoye("new", "post", "概率论", at=tiny.root).code == 0
    tiny.write("posts/single.md", "mine")
    before = read_tree(tiny.root)
    for arguments in (("概率论",), ("别的", "--name", "概率论"), ("x", "--name", "single")):
        said = huoye("new", "post", *arguments, at=tiny.root)
        assert (said.code, said.err[:5]) == (2, "HY021")
    assert read_tree(tiny.root) == before


@pytest.mark.parametrize("name", ["../x", "/tmp/x", "a/b", "..", "."])
def test_a_post_is_written_into_posts_and_nowhere_else(huoye: Huoye, tiny: Tiny, name: str) -> None:
    before = read_tree(tiny.root.parent)
    assert huoye("new", "post", "题", "--name", name, at=tiny.root).code == 2
    assert read_tree(tiny.root.parent) == before


def test_numbered_addresses_take_the_next_number(huoye: Huoye, tiny: Tiny) -> None:
    tiny.write("huoye.toml", '[site]\npermalink = "/archives/{id}/"\n')
    tiny.post("old", id="'41'")
    assert huoye("new", "post", "新", at=tiny.root).code == 0
    assert draft_of(tiny, "posts/新/index.md").front.id == "42"


def test_the_day_is_that_of_the_site(tiny: Tiny, tmp_path: Path) -> None:
    new_site(tmp_path / "mine", EVENING)
    assert "2026-11-25" in (tmp_path / "mine/posts/hello/index.md").read_text("utf-8")
    tiny.write("huoye.toml", '[site]\ntimezone = "America/New_York"\n')
    new_post(open_site(tiny.root), "题", "p", EVENING)
    assert "2026-11-24" in (tiny.root / "posts/p/index.md").read_text("utf-8")
