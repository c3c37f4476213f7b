"""A place in a source as one short line."""

from hypothesis import given
from hypothesis import strategies as st

from huoye.text.window import LEFT, RIGHT, WIDTH, window


def test_a_place_is_shown_in_a_line() -> None:
    assert window("a\n  + \\foo b", 6, 10) == r"a + ▶\foo◀ b"
    assert window("x" * 100, 50, 51) == "…" + "x" * 24 + "▶x◀" + "x" * 35 + "…"
    assert window("x" * 100, 99, 100) == "…" + "x" * 59 + "▶x◀"
    assert window("x" * 100, None, None) == "x" * 60 + "…"
    assert window("a\0b\ud800", 1, 2) == "a▶\ufffd◀b\ufffd"


@given(st.text(), st.integers(0, 300), st.integers(0, 3))
def test_the_line_is_short_and_a_part_of_the_source(source: str, start: int, more: int) -> None:
    start = min(start, len(source))
    line = window(source, start, start + more)
    assert "\n" not in line and len(line) <= WIDTH + 6
    assert line.encode()
    assert LEFT in line and RIGHT in line
