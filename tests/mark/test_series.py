"""A series is read from a title where the title says so in any of the usual ways."""

import pytest

from huoye.mark.series import series_of


@pytest.mark.parametrize(
    "word",
    ["一", "二十二", "百零八", "1", "12", "３", "第三篇", "其一", "之二", "上", "中篇", "下", "续",
     "完", "番外", "①", "IV", "Ⅳ", "叁"],
)  # fmt: skip
@pytest.mark.parametrize("form", ["矩阵漫谈（{}）：开始", "矩阵漫谈({}):开始", "矩阵漫谈 （{}）"])
def test_a_series_is_read_from_the_title(word: str, form: str) -> None:
    assert series_of(form.format(word)) == "矩阵漫谈"


@pytest.mark.parametrize(
    "title",
    ["函数f(X)：一种", "旧事（2024）：回顾", "无（题）", "甲（一）乙", "（一）：无名", "LoRA"],
)
def test_other_parentheses_are_no_series(title: str) -> None:
    assert series_of(title) == ""
