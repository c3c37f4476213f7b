"""The one place where a figure's colours are named: as drawn, and as shown on either ground.

A cell draws ink, grid, ground and the series in sentinel colours that nobody picks by hand; the
stored SVG keeps them, and the page swaps each for a CSS variable that follows the reader's theme.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Colour:
    """One colour of the palette; every colour is #rrggbb in lower case."""

    sentinel: str
    """what the cell draws with"""
    variable: str
    """CSS custom property that the theme sets"""
    light: str
    """on a light ground; also the fallback where the theme sets nothing"""
    dark: str
    """on a dark ground"""


INK = Colour("#010203", "--hy-ink", "#1f2328", "#e6e6e6")
MUTED = Colour("#040506", "--hy-muted", "#8a8f98", "#7d838c")
GROUND = Colour("#070809", "--hy-ground", "#ffffff", "#16181c")
SERIES = tuple(
    Colour(f"#0b0c{index:02x}", f"--hy-c{index}", light, dark)
    for index, (light, dark) in enumerate(
        (
            ("#0072b2", "#56b4e9"),
            ("#d55e00", "#ff9d5c"),
            ("#009e73", "#3dd6a5"),
            ("#cc79a7", "#e8a3c8"),
            ("#8c6d00", "#e6c84c"),
            ("#5b5bd6", "#9e9eff"),
        )
    )
)
"""in the order of the colour cycle; told apart by readers who are blind to some colours"""
PALETTE = (INK, MUTED, GROUND, *SERIES)


def sentinels() -> dict[str, str | list[str]]:
    """What a kernel's start-up needs, as JSON can carry it: it imports nothing of huoye."""
    return {
        "ink": INK.sentinel,
        "muted": MUTED.sentinel,
        "ground": GROUND.sentinel,
        "series": [colour.sentinel for colour in SERIES],
    }
