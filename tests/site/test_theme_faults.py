"""A template that is broken: told at its line, and no page of the last good build is lost."""

import pytest
from tests.tiny import Tiny, changed, told

from huoye.model.halt import Halt

FAULTS = {
    "syntax": ("{% block %}", "HY701", 1),
    "name": ("<p>\n{{ nobody.knows }}", "HY703", 2),
    "missing": ('{% extends "nowhere.html" %}', "HY702", 1),
}


@pytest.fixture
def site(tiny: Tiny) -> Tiny:
    """Two posts and a page."""
    tiny.post("one", "$x_1$", tags="数", date="2026-01-01")
    tiny.post("two", date="2026-02-01")
    tiny.write("pages/about.md", "---\ntitle: 关于\n---\n\n文。\n")
    return tiny


@pytest.mark.parametrize("kind", FAULTS)
@pytest.mark.parametrize("template", ["post.html", "home.html", "feed.xml", "base.html"])
def test_pages_that_cannot_be_printed_stay_as_they_were(
    site: Tiny, template: str, kind: str
) -> None:
    before = site.built()
    text, code, line = FAULTS[kind]
    own = site.root / "themes/default" / template
    good = own.read_text("utf-8") if own.exists() else None
    site.write(f"themes/default/{template}", text)
    site.write("themes/default/static/style.css", "body{color:red}\n")
    built = site.build()
    assert told(built.problems) == [f"{code} themes/default/{template}:{line}"]
    after = site.tree()
    assert before.keys() <= after.keys(), "kept pages keep the style that they name"
    assert built.deleted == 0
    own.unlink()
    if good is not None:
        own.write_text(good, "utf-8")
    mended = site.built()
    site.forget()
    assert site.built() == mended


def test_pages_of_other_templates_are_news(site: Tiny) -> None:
    before = site.built()
    site.write("themes/default/page.html", "{% block %}")
    site.post("two", "改了。", date="2026-02-01")
    assert told(site.build().problems) == ["HY701 themes/default/page.html:1"]
    assert changed(before, site.tree()) == {"two/index.html", "index.html", "feed.xml"}
    assert "about/index.html" in site.tree()


def test_what_was_never_printed_is_missing(site: Tiny) -> None:
    site.write("themes/default/page.html", "{% block %}")
    built = site.build()
    assert built.missing == {"about/index.html"}
    assert "about/index.html" not in site.tree()
    assert {"one/index.html", "index.html"} <= site.tree().keys()


def test_a_theme_that_is_not_there_ends_with_what_there_is(site: Tiny) -> None:
    site.write("huoye.toml", '[site]\ntheme = "no"\n')
    with pytest.raises(Halt) as halted:
        site.build()
    assert told(halted.value.problems) == ["HY700 huoye.toml:None"]


def test_one_template_may_be_overridden_alone(site: Tiny) -> None:
    site.write("themes/mine/404.html", "{{ site.title }}：迷路\n")
    site.write("huoye.toml", '[site]\ntitle = "站"\ntheme = "mine"\n')
    site.built()
    assert site.page("404.html") == "站：迷路\n"
    assert "<h1>" in site.page("index.html")
