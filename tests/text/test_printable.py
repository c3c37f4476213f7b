"""What a stranger wrote cannot act on a terminal."""

import pytest

from huoye.text.printable import printable


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("随机游动 α ~ \U0001f600", "随机游动 α ~ \U0001f600"),
        ("a\u200db c\u200cd", "a\u200db c\u200cd"),
        ("\x1b]52;c;eA==\x07", "\\u001b]52;c;eA==\\u0007"),
        ("\x9b2K", "\\u009b2K"),
        ("a\r\nb\tc", "a\\u000d\\u000ab\\u0009c"),
        ("\u202ecod.exe\u2066\ufeff\u2028", "\\u202ecod.exe\\u2066\\ufeff\\u2028"),
    ],
)
def test_it_stands_in_one_line_as_it_is_or_as_an_escape(text: str, shown: str) -> None:
    assert printable(text) == shown
