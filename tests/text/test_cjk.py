"""Which characters count as Chinese."""

import pytest

from huoye.text.cjk import count_hanzi, count_words, is_cjk, is_hanzi, joins


@pytest.mark.parametrize("char", "中，。（あｶ한𠀋ㄅ")
def test_cjk(char: str) -> None:
    assert is_cjk(char)


@pytest.mark.parametrize("char", "aé1🎉⏩ ")
def test_not_cjk(char: str) -> None:
    assert not is_cjk(char)


def test_lines_join_between_chinese_but_not_between_korean() -> None:
    assert joins("中") and joins("。") and joins("”")
    assert not joins("한") and not joins("a")


def test_sizes() -> None:
    assert count_hanzi("深度学习，Deep Learning！") == 4
    assert count_words("深度学习，Deep Learning 3.14 版") == 3
    assert is_hanzi("〇") and not is_hanzi("，") and not is_hanzi("")
