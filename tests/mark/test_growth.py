"""The work of parsing grows with the text, whatever is repeated: no shape is quadratic."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any
from unittest.mock import Mock

import pytest
from tests.mark.specimen import parsed

from huoye.mark import fullwidth

SHAPES = [
    "$", "$x$", "${", "$5 ", "$$", "$$ a\n\n", "\\begin{align}\n", "\\begin{align} x\n\n", "\\(", "\\[",
    "《", "《甲》", "《甲《乙》", "《《甲》", "*", "**甲", "_", "[", "[a](", "](", "![", "^[", "[^1]", "\\eqref{", "{eval}`",
    "\\newcommand{\\a}{", "\\def\\a", "$\\def\\a{1}\\a$ ", "$\\let\\b\\a\\def\\a{1}$ ", "\\begin{subequations}", "\\begin{subequations}\\label{a}$$x$$\\end{subequations}\n",
    "$$\\begin{subequations}", "\\end{subequations}$$", "$$x\\label{a}$$\n", "```{python}\nx\n```\n", "`", "``a", "https://a.org ", "(", "# 引言\n", "# 引言\n甲\n",
    "> ", "- ", "- a\n", "1. a\n", "| $a$ |\n", "<!--more-->\n", "<a ", "甲\n", "$x$\n", "　",
    "```\n", "[^1]: a\n", "#| ", "\\$", "（$x$）", "<b>$x$", "$x$</b>", "[$x$](a)，", "![](a)，", "![](a){width=1}", "![](a){", "$x$[^1]",
    "\\begin{foo} ", "\\begin{align}x\\end{aligned} ", "\\begin{align}\\begin{a}\n",
    ":::{note}\n", ":::{note}\n:::\n", "::::{note}\n:::\n", ":::\n", "- :::{note}\n", "> :::{note}\n", "```{note}\n",
    "```{note}\n```\n", "~~~{tip}\n", ":::{定理} $x$\n甲\n:::\n", ":::{foo}\n", ":::{note}\n:class: x\n", ":label: x\n",
    ":::{note}\n```a\n", ":::{figure} a#b\n:::\n", "> [!NOTE] 甲\n\n", "> [!NOTE]\n> ", ": 甲\n", ": 甲\n| a |\n|--|\n",
    "| a |\n|--|\n: 甲 {#a}\n\n", "![a](b){#c}\n\n", ":::{table} a\n", ":::{figure} #a\n", ":::{table} a\n| a |\n|--|\n:::\n",
    ": ", "~ ", "甲\n: 乙\n", "甲\n\n: 乙\n", "- [ ] a\n", "- [x] ", "[ ] ",
    "＃ ", "＃ 甲\n", "［^1］", "［^", "［^1］：a\n", "［^1］：", "：：：", "：：：{a}\n", "> ＃ 甲\n",
    "<img src='a'>", "<a href='", "<!-- <a href='b'>", "<p><script>", "<p>\n<!--", "[](a)", "甲[^1]\n<b>",
    "0.192 ", "1,234", "`0.192` 0.192 ", "1234×10^{", "|0.192",
    "===\n", "甲\n===\n", "甲\n-\n",
    "arxiv:", "arxiv:2402.15345 ", "arxiv:2402 ", "doi:10.1000/", "[甲]: 乙\n", "[甲]: 乙\n\n[甲] ", "[a](arxiv:2402.15345)", "<doi:10.1000/1>",
    "```{python}\n#| sweep: N=1,2\nN\n```\n", "```{python}\n#| sweep: N=1,2\nN = 1\n```\n",
]  # fmt: skip


TraceFunction = Callable[[FrameType, str, Any], Any]


def work(text: str) -> int:
    """Number of Python lines that parsing runs: it does not depend on the machine."""
    lines = 0

    def count(frame: FrameType, event: str, argument: object) -> TraceFunction:
        nonlocal lines
        lines += event == "line"
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        parsed(text)
    finally:
        sys.settrace(before)
    return lines


@pytest.mark.parametrize("shape", SHAPES)
def test_four_times_the_text_is_about_four_times_the_work(shape: str) -> None:
    parsed(shape)
    once, fourfold = work(shape * 60), work(shape * 240)
    assert fourfold < 6 * once


@pytest.mark.parametrize(
    "shape", ["甲[^{0}]\n\n[^{0}]: 乙\n\n", "[^{0}]: 乙\n\n", "[甲{0}]: 乙\n", "- [^{0}]: - 乙\n"]
)
def test_different_names_cost_no_more_than_equal_ones(shape: str) -> None:
    few, many = ("".join(map(shape.format, range(n))) for n in (60, 240))
    parsed(few)
    assert work(many) < 6 * work(few)


@pytest.mark.parametrize("shape", ["1,", '"a",', '"', " ", "9", "1e", "N="])
def test_a_long_sweep_is_read_once(shape: str) -> None:
    few, many = (f"```{{python}}\n#| sweep: N={shape * n}\nN\n```\n" for n in (600, 2400))
    parsed(few)
    assert work(many) < 6 * work(few)


def test_tables_do_not_narrow_the_whole_text_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each row shows the rules a source with masked bars: it narrowed the text each time."""
    line = Mock(wraps=fullwidth.LINE)
    monkeypatch.setattr(fullwidth, "LINE", line)
    parsed("甲\n\n| $|a|$ |\n|--|\n| 1 |\n\n" * 60)
    assert line.sub.call_count < 6
