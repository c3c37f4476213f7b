"""What `huoye check` says of links though nothing is wrong; `huoye build` is silent on it."""

import pytest
from tests.tiny import Tiny

from huoye.model.problem import Problem


def told(tiny: Tiny) -> list[tuple[str, str, int | None]]:
    return [(p.code, p.path, p.line) for p in _advice(tiny)]


def _advice(tiny: Tiny) -> list[Problem]:
    return [p for p in tiny.check() if p.code in ("HY430", "HY431")]


@pytest.mark.parametrize("hidden", [{"draft": "true"}, {"date": "2099-01-01"}])
def test_a_link_to_what_build_leaves_out_is_a_warning_of_check(
    tiny: Tiny, hidden: dict[str, str]
) -> None:
    tiny.post("稿", "## 节\n", **hidden)
    tiny.post("文", "前。\n\n[甲](稿) 与 [](稿#节)\n")
    assert told(tiny) == [("HY430", "posts/文/index.md", 8)] * 2
    assert {p.level for p in _advice(tiny)} == {"warning"}
    assert {p.code for p in tiny.build().problems} == {"HY403", "HY404"}


def test_drafts_may_link_to_each_other(tiny: Tiny) -> None:
    tiny.post("稿", draft="true")
    tiny.post("又", "[甲](稿)", draft="true")
    assert told(tiny) == []


@pytest.mark.parametrize(
    ("written", "near"),
    [
        ("傅里叶级数", "《傅立叶级数》"),
        ("拟合概率密度", "《用傅立叶级数拟合概率密度》"),
        ("旧的题目", "《傅立叶级数》"),
        ("红楼梦", ""),
        ("密度", ""),
        ("傅立叶级数", ""),
    ],
)
def test_a_title_that_nearly_is_one_of_ours_is_noted(tiny: Tiny, written: str, near: str) -> None:
    tiny.post("甲", title="傅立叶级数", old_titles="旧题目")
    tiny.post("乙", title="用傅立叶级数拟合概率密度")
    tiny.post("文", f"见《{written}》。")
    found = _advice(tiny)
    assert [dict(p.values)["near"] for p in found] == ([near] if near else [])
    assert {(p.level, p.line) for p in found} <= {("note", 6)}
    assert tiny.build().problems == ()
