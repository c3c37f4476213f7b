"""Front matter means what the author typed, or says at which line it does not."""

import re
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.mark.fronts import codes, front, read, refused

from huoye.mark.frontmatter import SCHEMA, read_front_matter
from huoye.model.front import FrontMatter
from huoye.model.source import Source


@pytest.mark.parametrize(
    "title", ["10:30", "012", "off", "2024-01-02", "1e3", "~", "null", "0x1F", "1_000", "是", ".5"]
)
def test_titles_stay_as_typed(title: str) -> None:
    found = read(f"title: {title}\ndate: 2026-02-27\n").front
    assert found is not None
    assert found.title == title


TITLES = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1)


def folded(title: str) -> str:
    """A title with its spaces folded: the one liberty that is taken."""
    return re.sub(" +", " ", title).strip(" ")


@settings(deadline=None)
@given(TITLES)
def test_any_title_is_shown_as_typed_or_told_at_its_line(title: str) -> None:
    found = read(f"title: {title}\ndate: 2026-02-27\n")
    if found.front is None:
        assert all(p.line == 2 for p in found.problems)
    elif title.strip(" ")[0] not in "\"'":
        assert found.front.title == folded(title) or codes(found) == [("HY121", 2)]


@settings(deadline=None)
@given(TITLES)
def test_quoted_titles_are_always_shown_as_typed(title: str) -> None:
    quoted = title.replace("'", "''")
    found = read(f"title: '{quoted}'\ndate: 2026-02-27\n")
    if found.front is None:
        assert codes(found) in ([("HY119", 2)], [("HY110", 2)])
    else:
        assert found.front.title == folded(title)


def test_every_field_arrives() -> None:
    block = """\
updated:
- {date: 2026-03-02, note: 改正（3）式}
- 2026-03-01
tags: 概率
categories: [数学, 数学, '']
slug: 你好/x
id: 123
aliases: [/archives/1/, old.html]
old_titles: 旧题
summary: 一句
author: 某人
lang: zh
cover: a.png
toc: false
comments: false
pinned: true
math:
  macros:
    R: '\\mathbb{R}'
    '\\norm': '[1]\\|#1\\|'
results: archived
huoye: {timeout: 60, env: [A, B]}
kernelspec: {name: python3}
jupytext: {text_representation: {extension: .md}}
"""
    found = front(block)
    assert [(u.at.isoformat(), u.note) for u in found.updated] == [
        ("2026-03-01T00:00:00+08:00", ""),
        ("2026-03-02T00:00:00+08:00", "改正（3）式"),
    ]
    assert (found.tags, found.categories) == (("概率",), ("数学",))
    assert (found.slug, found.id) == ("你好/x", "123")
    assert (found.aliases, found.old_titles) == (("/archives/1/", "/old.html"), ("旧题",))
    assert (found.summary, found.author, found.lang, found.cover) == ("一句", "某人", "zh", "a.png")
    assert (found.toc, found.comments, found.pinned, found.archived) == (False, False, True, True)
    assert found.macros == {"R": r"\mathbb{R}", "norm": r"[1]\|#1\|"}
    assert found.run == {"timeout": "60", "env": "A, B"}
    assert {key: found.lines[key] for key in ("title", "tags", "math.macros", "results")} == {
        "title": 2, "tags": 7, "math.macros": 21, "results": 24,
    }  # fmt: skip


def test_every_key_of_the_schema_is_a_field_or_for_other_tools() -> None:
    assert {name for name, _ in SCHEMA.values()} - {""} == set(FrontMatter.__slots__) - {"lines"}


def test_macros_may_be_written_with_a_dot() -> None:
    assert front("math.macros: {R: x}\n").macros == {"R": "x"}
    assert refused("math.macros: {R: x}\nmath: {macros: {R: y}}\n") == [("HY107", 5)]


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2026-02-27", "2026-02-27T00:00:00+08:00"),
        ("2026-02-27 10:30", "2026-02-27T10:30:00+08:00"),
        ("2026-02-27T10:30:05Z", "2026-02-27T10:30:05+00:00"),
        ("'2026-02-27 10:30:05.25 -0330'", "2026-02-27T10:30:05-03:30"),
    ],
)
def test_dates(text: str, iso: str) -> None:
    found = read(f"title: 题\ndate: {text}\n").front
    assert found is not None and found.date is not None
    assert found.date.isoformat() == iso


@pytest.mark.parametrize(
    "text",
    ["2026-02-30", "2026-2-7", "2026/02/27", "昨天", "2026-02-27Z", "2026-02-27 25:00", "[1]", "{}",
     "2026-02-27 10:30 +99:00", "2026-02-27 10:30 +08:75", "0000-01-01", "２０２６-02-27", "20260227"],
)  # fmt: skip
def test_wrong_dates_are_errors_at_their_line(text: str) -> None:
    assert codes(read(f"title: 题\ndate: {text}\n")) == [("HY114", 3)]


@pytest.mark.parametrize("text", ["[{note: x}]", "{date: 2026-01-01, why: x}", "[[2026-01-01]]"])
def test_wrong_updates(text: str) -> None:
    assert refused(f"updated: {text}\n")[0][1] == 4


@pytest.mark.parametrize(
    "line",
    ["draft: True", "draft: yes", "draft: 1", "draft: on", "draft: ture", "draft: TRUE", "draft:",
     "draft: ~", "draft: [true]", "draft: {a: b}", "draft: ｔｒｕｅ", "draft: 'true '", "draft: 是",
     "draft:true", "draft：true", "draft ：true", " draft：true", "Draft: true", "DRAFT: true",
     "drafts: true", "darft: true", "drfat: true", "draf: true", "dratf: true", "is_draft: true",
     "ｄｒａｆｔ: true", "isDraft: true", "published: false", "publish: no", "status: draft",
     "private: true", "hidden: true", "visibility: private", "草稿: true", "? draft: true",
     "- draft: true", "draft: &a true", "draft: !!bool true", "draft: true\ndraft: false",
     "draft = true", "draft true", "draft: |\n  true", "draft: \"true\\u200b\""],
)  # fmt: skip
def test_no_misspelt_draft_is_ever_published(line: str) -> None:
    assert refused(line + "\n")


@pytest.mark.parametrize("line", ["draft: true", "draft: 'true'", "draft:   true # 未完"])
def test_a_draft_is_one(line: str) -> None:
    assert front(line + "\n").draft


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ("tags: &a [x]\n", ("HY106", 4)),
        ("tags: *重点*\n", ("HY103", 4)),
        ("tags: *x\n", ("HY106", 4)),
        ("tags: !!python/object:os.system x\n", ("HY106", 4)),
        ("huoye:\n  <<: {a: b}\n", ("HY106", 5)),
        ("tags: a\n\ntags: b\n", ("HY107", 6)),
        ("huoye: {a: 1, a: 2}\n", ("HY107", 4)),
        ("tags: " + "[" * 21 + "]" * 21 + "\n", ("HY105", 4)),
        ("tags: " + "[" * 30_000 + "\n", ("HY105", 4)),
        ("summary: " + "字" * 22_000 + "\n", ("HY104", 2)),
        ("tags: [[a]]\n", ("HY112", 4)),
        ("summary: [a]\n", ("HY111", 4)),
        ("toc: ja\n", ("HY113", 4)),
        ("huoye: x\n", ("HY115", 4)),
        ("kernelspec: [x]\n", ("HY115", 4)),
        ("results: frozen\n", ("HY120", 4)),
        ("math: {macros: {R: \"\\nabla\"}}\n", ("HY117", 4)),
        ("math.macros: {1a: x}\n", ("HY117", 4)),
        ("math.macros:\n  R: x\n  '': x\n", ("HY117", 6)),
        ("math: {macros: {R: \"\\theta\"}}\n", ("HY119", 4)),
        ("math: {macros: {R: \"\\frac\"}}\n", ("HY119", 4)),
        ("tags: \"\\ud800\"\n", ("HY119", 4)),
        ("tags: a\x00b\n", ("HY119", 4)),
        ("tags：概率\n", ("HY122", 4)),
        ("tags: 'a\n", ("HY103", 4)),
        ("--- a\n", ("HY103", 4)),
        ("? [a]\n: b\n", ("HY103", 4)),
    ],
)  # fmt: skip
def test_what_is_refused_and_where(block: str, expected: tuple[str, int]) -> None:
    assert refused(block)[0] == expected


@pytest.mark.parametrize("twice", ["tags: a\ntags: b", "math.macros: {a: b}\nmath: {macros: {}}"])
def test_the_first_of_two_equal_keys_is_named_by_its_line_of_the_file(twice: str) -> None:
    (problem,) = read(f"title: 题\ndate: 2026-02-27\n{twice}\n").problems
    assert (problem.code, problem.line, dict(problem.values)["first"]) == ("HY107", 5, "4")


def test_an_unknown_key_is_told_with_its_neighbour() -> None:
    found = read("title: 题\ndate: 2026-02-27\ncatgories: x\n")
    assert found.front is not None
    [problem] = found.problems
    assert (problem.code, problem.level, problem.line) == ("HY108", "warning", 4)
    assert "categories" in problem.hint()


def test_a_comment_in_a_title_is_told() -> None:
    assert codes(read("title: C #1\ndate: 2026-02-27\n")) == [("HY121", 2)]
    assert codes(read("title: C#1\ndate: 2026-02-27\n")) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "HY101"), ("正文", "HY101"), ("\n---\ntitle: x\n---\n", "HY101"), ("----\n", "HY101"),
     ("－－－\n", "HY101"), ("---", "HY102"), ("---\ntitle: x\ndraft: true\n", "HY102"),
     ("---\ntitle: x\n --- \n正文", "HY102"), ("---\ntitle: x\n----\n", "HY102"),
     ("---\ntitle: x\ndraft: true\n\n正文\n\n---\n又一段\n", "HY103")],
)  # fmt: skip
def test_a_block_that_does_not_begin_or_end_shows_nothing(text: str, code: str) -> None:
    found = read_front_matter(Source("posts/a.md", "post", text, ""), "UTC", series_from_title=True)
    assert (found.front, found.problems[0].code) == (None, code)


def test_the_body_begins_after_the_block() -> None:
    found = read("title: 题\ndate: 2026-02-27\n", body="\n正文\n---\n")
    assert (found.body, found.body_line) == ("\n正文\n---\n", 5)
    assert read("title: 题\ndate: 2026-02-27\n", body="").body == ""


def test_lines_are_an_editor_s_lines() -> None:
    found = read("title: a\u2028 \x85 b\ndate: 2026-02-27\nfoo: x\n")
    assert ("HY108", 4) in codes(found)


def test_a_page_needs_no_date_but_a_title() -> None:
    assert read("title: 关于\n", "page").front is not None
    assert codes(read("lang: zh\n", "page")) == [("HY110", 1)]
    assert codes(read("title:\n")) == [("HY110", 2), ("HY110", 1)]


def test_a_series_given_wins_and_the_setting_may_be_off() -> None:
    block = "title: 漫谈（一）：甲\ndate: 2026-02-27\n"
    assert read(block).front.series == "漫谈"  # type: ignore[union-attr]
    assert read(block + "series: 另\n").front.series == "另"  # type: ignore[union-attr]
    assert read(block + "series:\n").front.series == ""  # type: ignore[union-attr]
    source = Source("posts/a.md", "post", f"---\n{block}---\n", "")
    assert read_front_matter(source, "UTC", series_from_title=False).front.series == ""  # type: ignore[union-attr]


@settings(deadline=None)
@given(st.text(string.printable + "：《》—\u2028", max_size=200))
def test_no_text_raises_and_errors_always_hide_the_post(text: str) -> None:
    found = read(text)
    assert (found.front is None) == any(p.level == "error" for p in found.problems)
    assert all(p.text() and p.hint() and p.text("zh") and p.hint("zh") for p in found.problems)
