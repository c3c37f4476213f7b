"""The work of parsing grows with the text, whatever is repeated: no shape is quadratic."""

import sys
from types import FrameType

import pytest
from tests.mark.specimen import parsed

SHAPES = [
    "$", "$x$", "${", "$5 ", "$$", "$$ a\n\n", "\\begin{align}\n", "\\begin{align} x\n\n", "\\(", "\\[",
    "《", "《甲》", "*", "**甲", "_", "[", "[a](", "](", "![", "^[", "[^1]", "\\eqref{", "{eval}`",
    "\\newcommand{\\a}{", "\\def\\a", "`", "``a", "https://a.org ", "(", "# 引言\n", "# 引言\n甲\n",
    "> ", "- ", "- a\n", "1. a\n", "| $a$ |\n", "<!--more-->\n", "<a ", "甲\n", "$x$\n", "　",
    "```{python}\nx\n```\n", "```\n", "[^1]: a\n", "#| ", "\\$", "（$x$）",
]  # fmt: skip


def work(text: str) -> int:
    """Number of calls that parsing makes: it does not depend on the machine."""
    calls = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        parsed(text)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("shape", SHAPES)
def test_four_times_the_text_is_about_four_times_the_work(shape: str) -> None:
    parsed(shape)
    once, fourfold = work(shape * 60), work(shape * 240)
    assert fourfold < 6 * once
