"""Every message can be filled in either language, and says the same things in both."""

import string

import pytest

from huoye.model.messages import MESSAGES
from huoye.model.problem import problem


def placeholders(*texts: str) -> set[str]:
    """Names of what is filled in; a word that differs by language ends in _zh in the Chinese one."""
    fields = {name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name}
    return {name.removesuffix("_zh") for name in fields}


@pytest.mark.parametrize("code", sorted(MESSAGES))
def test_both_languages_are_whole_and_say_the_same(code: str) -> None:
    message = MESSAGES[code]
    assert all((message.en, message.en_hint, message.zh, message.zh_hint))
    english = placeholders(message.en, message.en_hint)
    assert english == placeholders(message.zh, message.zh_hint)


def test_a_clause_that_would_name_nothing_is_left_out() -> None:
    told = problem("HY320", name="\\qqq", near="-", within="")
    assert told.hint() == "a command of your own is defined in [math] macros or with \\newcommand"
    assert told.hint("zh") == "自定义的命令写进 [math] macros，或用 \\newcommand 定义"
    assert "最接近的：\\alpha；" in problem("HY320", name="\\a", near="\\alpha").hint("zh")
    assert problem("HY405", target="#x", near="-").hint() == "nearest anchors: -"


def test_a_problem_knows_its_place() -> None:
    assert problem("HY302", "a.md", 3, column=4).place == "a.md:3:4"
    assert problem("HY302", "a.md", 3).place == "a.md:3"
    assert problem("HY302", "a.md", column=4).place == "a.md"
    assert problem("HY302").place == ""
