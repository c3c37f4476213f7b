"""Recorded values in prose: the number, its cell, and the mark of a stale one."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from tests.fresh.samples import World, judged

from huoye.fresh.recorded import Recorded, recorded
from huoye.pages.origin import box_html, tapped
from huoye.pages.value import MISSING, leaves_of, printed, value_html

FRESH = recorded(judged().values())


def test_a_value_links_to_its_cell() -> None:
    assert value_html('f"{final:.3f}"', FRESH) == (
        '<a class="val" href="#fig-loss" title="由 fig-loss 算出 · 2026-11-24 · 小规模">0.192</a>'
    )


def test_a_stale_value_is_marked() -> None:
    stale = recorded(judged(now=World(env={})).values())
    text = value_html("final", stale)
    assert text.startswith('<a class="val old" href="#fig-loss"')
    assert "已过时" in text


def box(expression: str, found: Mapping[str, Recorded]) -> str:
    return box_html(leaves_of(expression, found), found, "v.1", str)


def test_a_tap_shows_the_exact_value_its_cell_and_how_that_was_run() -> None:
    button = '<button popovertarget="v.1" aria-label="出处"></button>'
    assert tapped('f"{final:.3f}"', FRESH, "v.1") == f'<span class="val">0.192{button}</span>'
    called = {name: replace(value, called="图 1") for name, value in FRESH.items()}
    assert box('f"{final:.3f}"', called) == (
        '<div class="from" id="v.1" popover><p><code>final = 0.1921048015</code><br>'
        '出自<a href="#fig-loss">图 1</a>，<a href="#fig-loss.card">运行卡</a>：'
        "CPU\u00a0· 3.2 秒\u00a0· 2026-11-24\u00a0· 小规模</p></div>\n"
    )


def test_the_box_of_a_stale_value_bears_the_mark_of_its_figure() -> None:
    stale = recorded(judged(now=World(env={})).values())
    assert tapped("final", stale, "v.1").startswith('<span class="val old">')
    assert '<p class="stale">⚠ 此数由旧的输入算出：' in box("final", stale)


def test_only_the_elements_that_are_shown_are_told_each_once() -> None:
    both = {
        "curve": replace(FRESH["final"], value=[0.25, [0.5, 1 / 3]]),
        "lora.end": replace(FRESH["final"], page="/lora/", called="《甲》图 2"),
    }
    expression = 'f"{curve[1][-1]:.2f} {curve[1][-1]:.3f} {lora.end:.1f}"'
    told = box(expression, both)
    assert told.count("<p>") == 2 and "curve[1][-1] = 0.3333333333333333<" in told
    assert "lora.end = 0.1921048015<" in told and 'href="/lora/#fig-loss.card"' in told
    assert "0.25" not in told


def test_of_a_long_text_the_last_word_is_tapped_so_that_the_rest_may_wrap() -> None:
    text = tapped('f"{final:.9f} {final:.9f} {final:.9f}"', FRESH, "v.1")
    assert text.startswith('0.192104802 0.192104802 <span class="val">0.192104802<button ')


def test_what_has_no_text_shows_a_question_mark() -> None:
    for expression in ("nope", "final +", "__import__('os')", 'f"{final!r}"'):
        assert value_html(expression, FRESH) == tapped(expression, FRESH, "") == MISSING


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
