"""Drafts and future posts: nothing of them reaches any file of the built site."""

import shutil
from pathlib import Path

import pytest
from tests.support import NOW
from tests.tiny import Tiny, Tree, post_text

HIDDEN = Path(__file__).parents[1] / "sites/hidden/site"
MARKS = ("SECRET", "z^{77}", "暗", "后组", "b-draft", "c-future", "plan", "后/")
"""what only hidden posts hold: text, formula, tags, series, names"""
DRAFT_LINES = """\
draft: true
draft: True
draft: TRUE
draft: yes
draft: 'true'
draft: "true "
draft: 1
draft: on
draft: y
draft: 是
draft: t
draft: ture
draft: [true]
draft: {is: true}
draft: !!bool true
draft:
draft : true
'draft': true
Draft: true
DRAFT: true
drafts: true
darft: true
draft：true
is_draft: true
published: false
publish: no
private: true
status: draft
hidden: true
date: '2027-01-01'
date: 2026-12-31 23:59
date: '2026-11-24T20:00:01+08:00'
date: 2026-11-25
date: 2026-13-01
date: tomorrow
date: ''
date: 24/11/2026
""".splitlines()


@pytest.fixture
def site(tiny: Tiny) -> Tiny:
    """The site of tests/sites/hidden: two open posts, a draft, a future post, a draft page."""
    shutil.copytree(HIDDEN, tiny.root, dirs_exist_ok=True)
    return tiny


def leaks(tree: Tree) -> list[tuple[str, str]]:
    """(file, mark) wherever something hidden shows, in names and in bytes."""
    return [
        (path, mark)
        for path, content in tree.items()
        for mark in MARKS
        if mark in path or mark.encode() in content or mark in content.decode("utf-8", "replace")
    ]


def whole(site: Tiny) -> Tree:
    """The tree with the manifest, which is published where the folder is."""
    manifest = site.out / ".huoye-manifest.json"
    return site.tree() | {manifest.name: manifest.read_bytes()}


def test_nothing_hidden_reaches_any_file(site: Tiny) -> None:
    site.built()
    assert leaks(whole(site)) == []
    assert "秘密草稿" in site.page("a-open/index.html"), "a title that is mentioned stays text"
    assert "《秘密草稿》</a>" not in site.page("a-open/index.html")
    assert ">公开（二）</a>" in site.page("a-open/index.html"), "the neighbour is the open one"


def test_what_is_shown_on_demand_is_marked_and_goes_again(site: Tiny) -> None:
    clean = site.built()
    assert site.build(drafts=True, future=True).problems == ()
    shown = site.tree()
    assert {"b-draft/secret.txt", "c-future/future.txt", "plan/index.html"} <= shown.keys()
    for path, badge in (("b-draft", "草稿"), ("c-future", "未来"), ("plan", "草稿")):
        assert f"{badge}</h1>" in shown[f"{path}/index.html"].decode()
    assert "《明年再说》</a>" in site.page("a-open/index.html")
    assert "《秘密草稿》</a>" not in site.page("a-open/index.html")
    assert site.built() == clean
    assert leaks(whole(site)) == []


def test_unpublishing_takes_page_and_files_along(site: Tiny) -> None:
    site.post("a-open", "SECRET $z^{77}$ [附件](s.txt)", tags="[明, 暗]", date="2026-11-01")
    site.write("posts/a-open/s.txt", "SECRET")
    assert leaks(site.built())
    site.post("a-open", "SECRET $z^{77}$ [附件](s.txt)", tags="[明, 暗]", draft="true")
    site.built()
    assert leaks(whole(site)) == []


def test_a_future_post_appears_when_its_time_comes(site: Tiny) -> None:
    site.built()
    assert site.build(now=NOW.replace(year=2027)).problems == ()
    assert "c-future/index.html" in site.tree()
    assert "b-draft/index.html" not in site.tree()


def test_a_link_into_the_hidden_is_told(site: Tiny) -> None:
    site.post("a-open", "见 [草稿](b-draft) 与 \\eqref{c-future#eq:x}。", date="2026-11-01")
    assert [p.code for p in site.build().problems] == ["HY403", "HY404"]


def test_no_way_to_say_draft_or_later_publishes_a_post(tiny: Tiny) -> None:
    """Each line hides the post or is told as an error at its file."""
    tiny.post("open", "公开。")
    for n, line in enumerate(DRAFT_LINES):
        front = "title: 题\n" + ("" if line.startswith("date") else "date: '2026-01-01'\n")
        tiny.write(f"posts/p{n:02}/index.md", f"---\n{front}{line}\n---\n\nSECRET\n")
    told_of = {p.path for p in tiny.build().problems if p.level == "error"}
    tree = tiny.tree()
    published = [DRAFT_LINES[n] for n in range(len(DRAFT_LINES)) if f"p{n:02}/index.html" in tree]
    assert published == []
    assert not any(b"SECRET" in content for content in tree.values())
    understood = {
        DRAFT_LINES[n] for n in range(len(DRAFT_LINES)) if f"posts/p{n:02}/index.md" not in told_of
    }
    assert {"draft: true", "date: '2027-01-01'", "date: 2026-11-25"} <= understood


def test_front_matter_that_never_ends_is_no_post(tiny: Tiny) -> None:
    tiny.write(
        "posts/x/index.md", post_text("SECRET", draft="true").replace("---\n\nSECRET", "\nSECRET")
    )
    assert [p.code for p in tiny.build().problems] == ["HY102"]
    assert "x/index.html" not in tiny.tree()
