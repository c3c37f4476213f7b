"""Recorded values in prose: the number, its cell, and the mark of a stale one."""

import pytest
from tests.fresh.samples import World, judged

from huoye.fresh.recorded import recorded
from huoye.pages.value import MISSING, printed, value_html

FRESH = recorded(judged().values())


def test_a_value_links_to_its_cell() -> None:
    assert value_html('f"{final:.3f}"', FRESH) == (
        '<a class="val" href="#fig-loss" title="由 fig-loss 算出 · 2026-11-24 · 小规模">0.192</a>'
    )


def test_a_stale_value_is_marked() -> None:
    stale = recorded(judged(now=World(env={})).values())
    text = value_html("final", stale)
    assert text.startswith('<a class="val stale" href="#fig-loss"')
    assert "已过时" in text


def test_what_has_no_text_shows_a_question_mark() -> None:
    for expression in ("nope", "final +", "__import__('os')", 'f"{final!r}"'):
        assert value_html(expression, FRESH) == MISSING


def test_text_is_escaped() -> None:
    assert value_html('f"<b>{final:.1f}"', FRESH, '/a"/').startswith(
        '<a class="val" href="/a&quot;/#fig-loss" title='
    )
    assert "<b>" not in value_html('f"<b>{final}"', FRESH)
    assert value_html("f'<b>'", FRESH) == "&lt;b&gt;"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("9.5e-15", "9.5×10<sup>−15</sup>"),
        ("-0.50", "−0.50"),
        ("1,500 步", "1,500 步"),
        ("-2e+03", "−2×10<sup>3</sup>"),
        ("2026-11-24", "2026-11-24"),
        ("[-1, 1]", "[−1, 1]"),
    ],
)
def test_numbers_are_set_as_print_sets_them(text: str, html: str) -> None:
    assert printed(text) == html
