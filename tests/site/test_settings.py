"""Settings: what the author wrote, or where it cannot be so."""

from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huoye.model.config import LINKS, Config, Link, PublishConfig
from huoye.site.schema import rows
from huoye.site.settings import SettingsRead, read_settings


def told(text: str) -> list[tuple[str, str, int | None]]:
    """(code, level, line) of each problem of a huoye.toml."""
    return [(p.code, p.level, p.line) for p in read_settings(text, "huoye.toml").problems]


WHOLE = '''\
[site]
title = "题"
url = "https://example.org/blog/"
per_page = 5
menu = [{ text = "首页", url = "/" }]
footer = ["""
[math]
x = 1
""", "b"]

[math]
deadline = 3
macros.R = '\\\\mathbb{R}'

[publish.pages]
repository = "origin"
'''


def test_a_whole_file_becomes_values() -> None:
    config, problems = read_whole()
    assert problems == ()
    assert (config.site.title, config.site.url) == ("题", "https://example.org/blog")
    assert (config.site.per_page, config.site.menu) == (5, (Link("首页", "/"),))
    assert config.site.footer == ("[math]\nx = 1\n", "b")
    assert config.math.macros == {"R": r"\\mathbb{R}"}
    assert repr(config.math.deadline) == "3.0"
    assert config.publish == {"pages": PublishConfig(repository="origin")}


def read_whole() -> tuple[Config, tuple[object, ...]]:
    """The sample above."""
    found = read_settings(WHOLE, "huoye.toml")
    return found.config, found.problems


def test_lines_locate_every_key_though_texts_look_like_tables() -> None:
    lines = read_whole()[0].lines
    assert (lines["site.url"], lines["site.footer"], lines["math"]) == (3, 6, 11)
    assert (lines["math.macros.R"], lines["publish.pages.repository"]) == (13, 16)
    assert "math.x" not in lines


def test_an_empty_file_gives_the_defaults() -> None:
    assert read_settings("", "huoye.toml") == SettingsRead(Config(), ())
    assert read_settings("\ufeff\r\n", "huoye.toml") == SettingsRead(Config(), ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[site]\ntitel = 'x'", ("HY012", "warning", 2)),
        ("\n[sites]\ntitle = 'x'", ("HY011", "warning", 2)),
        ("[lines]\na = 1", ("HY011", "warning", 1)),
        ("[site]\ntitle = 3", ("HY013", "error", 2)),
        ("[site]\nper_page = true", ("HY013", "error", 2)),
        ("[site]\nper_page = 1.5", ("HY013", "error", 2)),
        ("[site]\nper_page = 0", ("HY018", "error", 2)),
        ("[feed]\nentries = 0", ("HY018", "error", 2)),
        ("[run]\nthreads = 0", ("HY018", "error", 2)),
        ("[run]\njobs = -1", ("HY018", "error", 2)),
        ("[math]\ndeadline = nan", ("HY018", "error", 2)),
        ("[math]\ndeadline = inf", ("HY018", "error", 2)),
        ("[site]\nfooter = 'x'", ("HY013", "error", 2)),
        ("[site]\nfooter = [\n'x', 3]", ("HY013", "error", 2)),
        (
            "[[site.menu]]\ntext = 'a'\nurl = '/'\n[[site.menu]]\ntext = 'b'\n",
            ("HY013", "error", 4),
        ),
        ("[[site.menu]]\ntext = 'a'\nurl = 3\n", ("HY013", "error", 3)),
        ("[site]\nseries_from_title = 'true'", ("HY013", "error", 2)),
        ("site = 3", ("HY013", "error", 1)),
        ("publish = [1]", ("HY013", "error", 1)),
        ("[publish]\npages = 'x'", ("HY013", "error", 2)),
        ("[publish.a]\nkind = 'ftp'", ("HY014", "error", 2)),
        ("[markdown]\nhtml = 'of'", ("HY014", "error", 2)),
        ("[math]\nmacros = { R = 3 }", ("HY013", "error", 2)),
        ("[site]\ntimezone = 'Asia/Shangai'", ("HY015", "error", 2)),
        ("[site]\ntimezone = '../../etc/passwd'", ("HY015", "error", 2)),
        ("[site]\ntimezone = ''", ("HY015", "error", 2)),
        ("[site]\ntimezone = 'Asia'", ("HY015", "error", 2)),
        ("[site\n", ("HY010", "error", 1)),
        ("[site]\ntitle = 'a\n", ("HY010", "error", 2)),
        ("a = 1\na = 2\n", ("HY010", "error", 2)),
        ("x = '''\n\n", ("HY010", "error", 1)),
    ],
)
def test_mistakes_are_told_at_their_line(text: str, expected: tuple[str, str, int]) -> None:
    assert told(text) == [expected]


@pytest.mark.parametrize(
    "url",
    ["example.org", "ftp://a.org", "https://", "https://a.org/?x", "https://a.org/#x", "//a.org",
     "https://u:p@a.org", "https://a b.org", "https://a.org:99999", "javascript:alert(1)",
     "https://a.org/../b", "https://[::1", "file:///etc"],
)  # fmt: skip
def test_addresses_of_sites(url: str) -> None:
    assert told(f"[site]\nurl = '{url}'") == [("HY016", "error", 2)]


@pytest.mark.parametrize(
    "permalink",
    ["/posts/", "/{title}/{slug}/", "/{slug.__class__}/", "/{slug!r}/", "/{slug:>9}/", "/{/", "{}",
     "/../{slug}/", "//host/{slug}", "https://a.org/{slug}", "/a b/{slug}/", "/{slug}?x"],
)  # fmt: skip
def test_permalinks_name_each_post_and_nothing_else(permalink: str) -> None:
    assert told(f"[site]\npermalink = '{permalink}'") == [("HY017", "error", 2)]


@pytest.mark.parametrize("permalink", ["/archives/{id}/", "/{year}/{month}/{slug}/", "{slug}"])
def test_good_permalinks(permalink: str) -> None:
    assert told(f"[site]\npermalink = '{permalink}'") == []


def test_prefixes_of_links_are_added_to_those_that_are_there() -> None:
    text = "[links]\nwiki = 'https://zh.wikipedia.org/wiki/{id}'\ndoi = 'https://dx.org/{id}'\n"
    links = read_settings(text, "huoye.toml").config.links
    assert links == {
        **LINKS,
        "doi": "https://dx.org/{id}",
        "wiki": "https://zh.wikipedia.org/wiki/{id}",
    }


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("wiki = 'https://a.org/'", "HY026"),
        ("wiki = '/a/{id}'", "HY026"),
        ("wiki = 'https://a.org/{name}'", "HY026"),
        ("wiki = 'https://a.org/{id}{id}'", "HY026"),
        ("Wiki = 'https://a.org/{id}'", "HY027"),
        ("https = 'https://a.org/{id}'", "HY027"),
        ("c = 'https://a.org/{id}'", "HY027"),
        ("wiki = 3", "HY013"),
    ],
)
def test_a_prefix_of_links_leads_somewhere(line: str, code: str) -> None:
    assert told(f"[links]\n{line}") == [(code, "error", 2)]


@pytest.mark.parametrize("theme", ["../x", "a/b", "", "..", "/etc"])
def test_a_theme_is_a_name(theme: str) -> None:
    assert told(f"[site]\ntheme = '{theme}'") == [("HY019", "error", 2)]


def test_a_refused_key_keeps_its_default_and_the_others_their_values() -> None:
    found = read_settings("[site]\nper_page = 'x'\ntitle = '题'", "huoye.toml")
    assert (found.config.site.per_page, found.config.site.title) == (10, "题")


def test_every_setting_has_a_row_with_a_sentence() -> None:
    found = list(rows())
    assert [row for row in found if not row.sentence] == []
    tables = {row.table.partition(".")[0] for row in found}
    assert tables == {f.name for f in fields(Config)} - {"lines"}
    assert ("publish.NAME", "branch", '"gh-pages"') in [(r.table, r.key, r.default) for r in found]


def test_rows_are_what_the_reader_takes() -> None:
    lines = [f"[{r.table}]\n{r.key} = {r.default}\n" for r in rows() if r.default != "{}"]
    assert [told(line) for line in lines] == [[] for _ in lines]


@settings(deadline=None)
@given(st.text("[]{}=\"'#.,\n abc1\\", max_size=60))
def test_no_text_raises(text: str) -> None:
    for problem in read_settings(text, "huoye.toml").problems:
        assert problem.line is not None
        assert problem.text() and problem.hint() and problem.text("zh") and problem.hint("zh")
