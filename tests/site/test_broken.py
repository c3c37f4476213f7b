"""Posts that break: each is told with its place, none takes another down, none loses its page."""

import shutil

import pytest
from tests.tiny import Tiny, changed, post_text, told

GIF = b"GIF89a\x03\x00\x02\x00\x80\x00\x00" + bytes(9)
BREAKS = {
    "yaml": ("---\ntitle: [一\ndate: 2026-01-01\n---\n\n坏。\n", "HY103", 2),
    "formula": (post_text("好。\n\n坏：$\\frac{1}$。"), "HY327", 8),
    "image": (post_text("坏：\n\n![图](lost.png)"), "HY406", 8),
    "unclosed": (post_text("坏：\n\n$$x=1\n\n以后。"), "HY201", 8),
    "label": (post_text("见 \\eqref{eq:nowhere}。"), "HY303", 6),
    "link": (post_text("见 [那篇](nowhere)。"), "HY404", 6),
    "anchor": (post_text("见 [那节](#nowhere)。"), "HY405", 6),
    "path": (post_text("见 [那页](/nowhere/)。"), "HY407", 6),
    "encoding": ("---\ntitle: 题\ndate: 2026-01-01\n---\n\n一\n".encode("gb18030"), "HY130", 2),
}
"""what is wrong → text of the post, code, line"""


@pytest.fixture
def site(tiny: Tiny) -> Tiny:
    """Three sound posts."""
    for n, name in enumerate(("one", "two", "three"), 1):
        tiny.post(
            name, f"第 {n} 篇 $x_{n}$。", date=f"2026-0{n}-01", tags=f"[共, t{n}]", series="组"
        )
    return tiny


def break_post(site: Tiny, name: str, kind: str) -> str:
    """Put a broken text in place; the problem that must be told."""
    text, code, line = BREAKS[kind]
    site.write(f"posts/{name}/index.md", text)
    return f"{code} posts/{name}/index.md:{line}"


def test_new_broken_posts_have_no_page_and_hurt_no_other(site: Tiny) -> None:
    sound = site.built()
    expected = [break_post(site, f"bad-{kind}", kind) for kind in BREAKS]
    built = site.build()
    assert told(built.problems) == sorted(expected)
    assert all(p.level == "error" and p.text() and p.hint("zh") for p in built.problems)
    assert site.tree() == sound
    assert built.missing == {f"posts/bad-{kind}/index.md" for kind in BREAKS}
    site.forget()
    assert told(site.build().problems) == sorted(expected)
    assert site.tree() == sound


@pytest.mark.parametrize("kind", BREAKS)
def test_a_post_that_breaks_keeps_page_and_lists_until_it_is_mended(site: Tiny, kind: str) -> None:
    sound = site.built()
    expected = break_post(site, "two", kind)
    for _ in range(2):  # the second build must remember as well
        assert told(site.build().problems) == [expected]
        assert site.tree() == sound
    site.post("two", "改好了。", date="2026-02-01", tags="[共, t2]", series="组")
    mended = site.built()
    assert {"two/index.html", "index.html", "feed.xml"} <= changed(sound, mended)
    site.forget()
    assert site.built() == mended


def test_all_break_at_once_and_one_is_retitled(site: Tiny) -> None:
    """A sound post's news reach the lists although its neighbours are shown as they were."""
    site.built()
    expected = [break_post(site, "one", "yaml"), break_post(site, "two", "formula")]
    site.post(
        "three", "第 3 篇 $x_3$。", title="新题", date="2026-03-01", tags="[共, t3]", series="组"
    )
    assert told(site.build().problems) == sorted(expected)
    assert "新题" in site.page("two/index.html")
    for page in ("index.html", "archive/index.html", "series/组/index.html"):
        text = site.page(page)
        assert all(f">{title}</a>" in text for title in ("one", "two", "新题"))


def test_a_picture_that_is_lost_after_a_good_build_stays_published(site: Tiny) -> None:
    site.post("two", "![图](a.gif) ![别的](img/a.gif)", date="2026-02-01")
    site.write("posts/two/a.gif", GIF)
    site.write("posts/two/img/a.gif", GIF + b"other")
    sound = site.built()
    (site.root / "posts/two/a.gif").unlink()
    (site.root / "posts/two/img/a.gif").unlink()
    for _ in range(2):
        assert told(site.build().problems) == ["HY406 posts/two/index.md:6"] * 2
        assert site.tree() == sound
    site.write("posts/two/a.gif", GIF)
    site.write("posts/two/img/a.gif", GIF + b"other")
    assert site.built() == sound


def test_without_its_cache_a_broken_post_keeps_at_least_its_page(site: Tiny) -> None:
    sound = site.built()
    expected = break_post(site, "two", "yaml")
    shutil.rmtree(site.root / ".huoye")
    built = site.build()
    assert told(built.problems) == [expected]
    assert built.missing == {"posts/two/index.md"}
    assert site.tree()["two/index.html"] == sound["two/index.html"]
    assert "two" not in site.page("archive/index.html")


def test_links_to_a_post_that_cannot_be_shown_are_warnings(site: Tiny) -> None:
    expected = break_post(site, "new", "yaml")
    site.post("three", "见 [新的](new) 与 \\eqref{new#eq:x}。", date="2026-03-01")
    built = site.build()
    assert told(built.problems) == sorted(
        [expected, "HY403 posts/three/index.md:6", "HY404 posts/three/index.md:6"]
    )
    assert [p.path for p in built.problems if p.level == "error"] == ["posts/new/index.md"]
    assert "three/index.html" in site.tree()


def test_a_post_that_is_taken_back_goes_even_if_it_is_broken(site: Tiny) -> None:
    """`draft: true` is obeyed though the text below it has an error."""
    site.built()
    site.post("two", "SECRET\n\n$$x=1\n\n以后。", draft="true", date="2026-02-01")
    built = site.build()
    assert told(built.problems) == ["HY201 posts/two/index.md:9"]
    assert [p.level for p in built.problems] == ["warning"]
    assert "two/index.html" not in site.tree()
    assert "two" not in site.page("archive/index.html")


def test_a_text_that_was_hidden_when_it_was_last_good_is_not_shown(site: Tiny) -> None:
    """Published, taken back, published again with an error: the first text does not return."""
    site.built()
    site.post("two", "草稿。", draft="true", date="2026-02-01")
    assert "two/index.html" not in site.built()
    site.write("posts/two/index.md", BREAKS["formula"][0])
    assert told(site.build().problems) == ["HY327 posts/two/index.md:8"]
    assert "two/index.html" not in site.tree()


def test_a_hidden_text_is_not_good_before_its_formulas_were_typeset(site: Tiny) -> None:
    """A future post whose formula nobody has tried is not its own last good text."""
    site.post("later", "坏：$\\frac{1}$。", date="2026-12-01")
    assert site.build().problems == ()
    later = site.build(future=True)
    assert told(later.problems) == ["HY327 posts/later/index.md:6"]
    assert "later/index.html" not in site.tree()


def test_imported_posts_are_built_with_the_bad_formula_framed(site: Tiny) -> None:
    site.write(
        "huoye.toml", '[site]\nurl = "https://example.org"\n[markdown]\nstrictness = "import"\n'
    )
    break_post(site, "two", "formula")
    built = site.build()
    assert told(built.problems) == ["HY327 posts/two/index.md:8"]
    assert {p.level for p in built.problems} == {"warning"}
    assert "<mark>\\frac</mark>{1}" in site.page("two/index.html")


def test_links_may_be_softened(site: Tiny) -> None:
    site.write("huoye.toml", '[site]\nurl = "https://example.org"\n[markdown]\nlinks = "warn"\n')
    for kind in ("link", "anchor", "path", "image", "label"):
        break_post(site, kind, kind)
    built = site.build()
    assert {p.level for p in built.problems} == {"warning"}
    assert len(built.problems) == 5
    assert {f"{k}/index.html" for k in ("link", "anchor", "path", "image", "label")} <= set(
        site.tree()
    )


def test_two_posts_at_one_address_keep_the_one_that_was_there(site: Tiny) -> None:
    before = site.built()
    site.post("another", "也想在这里。", slug="two", date="2026-05-01")
    assert [p.code for p in site.build().problems] == ["HY401"]
    assert site.tree() == before


@pytest.mark.parametrize("slug", ["feed.xml", "Robots.txt", "sitemap.xml/more", "tags", "page"])
def test_an_address_of_the_site_s_own_is_told_at_the_slug(site: Tiny, slug: str) -> None:
    site.built()
    site.post("mine", slug=slug)
    problems = site.build().problems
    taken = slug != "page"
    assert told(problems) == ["HY401 posts/mine/index.md:4"] * taken


def test_an_image_of_raw_html_is_published_or_told(site: Tiny) -> None:
    site.post("raw", '甲 <img src="a.gif" width="50">\n\n<p>\n<a href="two">乙</a></p>')
    site.write("posts/raw/a.gif", GIF)
    assert site.build().problems == ()
    page = site.page("raw/index.html")
    assert '<img src="/raw/a.gif" width="50">' in page
    assert '<a href="/two/">乙</a>' in page
    assert "raw/a.gif" in site.tree()
    site.post("raw", '甲\n\n<div>\n<img src="b.gif">\n<a href="nowhere">乙</a></div>')
    assert told(site.build().problems) == [
        "HY404 posts/raw/index.md:10",
        "HY404 posts/raw/index.md:9",
    ]
