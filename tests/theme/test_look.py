"""Every page in a real browser: accessible, and no wider than the screen, in light and dark."""

from collections.abc import Mapping

import pytest
from playwright.sync_api import Browser

from browser import DESK, PHONE, SETTINGS, Scheme, look, sideways, violations
from theme.samples import pages


@pytest.mark.parametrize("name", pages())
@pytest.mark.parametrize(("width", "scheme"), SETTINGS)
def test_axe_finds_nothing_and_nothing_sticks_out(
    browser: Browser, addresses: Mapping[str, str], name: str, width: int, scheme: Scheme
) -> None:
    with look(browser, addresses[name], width, scheme) as page:
        page.evaluate("document.querySelectorAll('main details').forEach(d => d.open = true)")
        assert sideways(page) == 0
        assert violations(page) == []


def test_axe_would_find_pale_text_and_small_targets(
    browser: Browser, addresses: Mapping[str, str]
) -> None:
    with look(browser, addresses["about"], PHONE, "light") as page:
        page.add_style_tag(
            content="main p{color:#bbb}.bar nav{gap:0}.bar nav a{font-size:8px;padding:0;line-height:1}"
        )
        found = {line.partition(":")[0] for line in violations(page)}
        assert found == {"color-contrast", "target-size"}


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_each_number_stays_beside_its_row_and_on_the_screen(
    browser: Browser, addresses: Mapping[str, str], width: int
) -> None:
    """The middle of a number lies a third of an em above the baseline that its `top` names."""
    with look(browser, addresses["post"], width, "light") as page:
        rows = page.evaluate(
            """[...document.querySelectorAll('.eqno')].map(no => {
              const box = no.getBoundingClientRect(), em = parseFloat(getComputedStyle(no).fontSize)
              const svg = no.closest('.eq').querySelector('svg').getBoundingClientRect()
              const row = svg.top + parseFloat(no.style.top) * em
              return {off: ((box.top + box.bottom) / 2 - row) / em, right: box.right, height: box.height}
            })"""
        )
    assert len(rows) == 4 + 2, "four numbers, two marks of citations beside them"
    assert all(
        abs(row["off"] + 0.35) < 0.08 and row["right"] <= width and row["height"] >= 24
        for row in rows
    )


def test_a_long_formula_shrinks_to_76_per_cent_and_boxes_until_they_fit(
    browser: Browser, addresses: Mapping[str, str]
) -> None:
    def least(name: str, which: str) -> tuple[float, bool]:
        with look(browser, addresses[name], PHONE, "light") as page:
            ratio, fits = page.evaluate(
                """which => {
                  const m = document.querySelector(which), size = e => parseFloat(getComputedStyle(e).fontSize)
                  return [size(m) / size(m.parentElement), m.scrollWidth <= m.clientWidth]
                }""",
                which,
            )
            return round(float(ratio), 2), bool(fits)

    assert least("post", ".eq:has(#eq-2) > .m") == (0.76, False)
    ratio, fits = least("home", ".eq > .boxes")
    assert 0.55 <= ratio < 0.76
    assert fits


def test_coloured_mathematics_is_read_in_the_dark(
    browser: Browser, addresses: Mapping[str, str]
) -> None:
    """Named and numbered colours reach 4.5 on the ground; a pale box keeps its dark text."""
    contrast = """fill => {
      const light = colour => {
        const c = document.createElement('canvas').getContext('2d', {willReadFrequently: true})
        c.fillStyle = colour; c.fillRect(0, 0, 1, 1)
        const part = v => (v /= 255) <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4
        const [r, g, b] = [...c.getImageData(0, 0, 1, 1).data].map(part)
        return .2126 * r + .7152 * g + .0722 * b
      }
      const ground = light(getComputedStyle(document.documentElement).backgroundColor)
      return [...document.querySelectorAll(fill)].map(e => (light(getComputedStyle(e).fill) + .05) / (ground + .05))
    }"""
    with look(browser, addresses["post"], DESK, "dark") as page:
        coloured = page.evaluate(contrast, "svg.m g[fill]")
    assert len(coloured) == 4
    assert min(coloured) >= 4.5
    with look(browser, addresses["home"], DESK, "dark") as page:
        assert max(page.evaluate(contrast, "svg.m .bg use, svg.m .bg text")) < 1.5


def test_notes_stand_beside_their_lines_on_a_desk_and_below_on_a_phone(
    browser: Browser, addresses: Mapping[str, str]
) -> None:
    far = """[1, 2].map(n => document.getElementById('n' + n).getBoundingClientRect().top
                           - document.getElementById('r' + n).getBoundingClientRect().top)"""
    with look(browser, addresses["post"], DESK, "light") as page:
        assert all(abs(away) < 40 for away in page.evaluate(far))
    with look(browser, addresses["post"], PHONE, "light") as page:
        assert all(away > 500 for away in page.evaluate(far))
