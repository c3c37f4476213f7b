"""A page in a browser to its lines of text, and to what breaks a rule of Chinese typesetting."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from playwright.sync_api import Page

SCRIPT = Path(__file__).with_name("lines.js").read_text("utf-8")
WIDTHS = (
    320, 344, 360, 375, 390, 412, 430, 460, 490, 520,
    560, 600, 640, 680, 720, 768, 800, 834, 868, 900,
)  # fmt: skip
"""CSS pixels: twenty screens, narrow to wide"""
NOTE = "†"
"""what a measured line shows for the mark of a footnote"""
NOT_FIRST = frozenset("，。、；：！？）》〉」』】〕］｝”’％…,.;:!?)]}%·～°′-/" + NOTE)
NOT_LAST = frozenset("（《〈「『【〔［｛“‘([{")
WHOLE = frozenset(("——", "……"))
SLACK = 3
"""CSS pixels: chromium counts the space between hanzi and Latin even where the line ends"""


@dataclass(frozen=True)
class Line:
    """What a reader sees as one line."""

    text: str
    """without spaces; a formula or an image is one U+FFFC"""
    first: bool
    """the first line of its block"""
    indent: float
    """CSS pixels from the left edge of its block to its first glyph; 0 where lines are centred"""
    right: float
    """CSS pixels: right edge of its last glyph"""
    limit: float
    """CSS pixels: right edge of its block"""
    block: str
    """name of the block's element"""


@dataclass(frozen=True)
class Measured:
    """A page at several widths."""

    lines: int
    faults: list[str]


def lines(page: Page) -> list[Line]:
    """All lines of the page as it is laid out now."""
    return [Line(**line) for line in page.evaluate(SCRIPT)]


def measure(page: Page, widths: Iterable[int] = WIDTHS) -> Measured:
    """Lay the page out at each width; every line is counted, and every breach told."""
    total, found = 0, []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        laid = lines(page)
        total += len(laid)
        found += [f"{width}: {fault}" for fault in faults(laid)]
    return Measured(total, found)


def faults(laid: list[Line]) -> list[str]:
    """Lines that begin or end with the wrong mark, part what is whole, or stick out."""
    pairs = ((one, two) for one, two in pairwise(laid) if not two.first)
    parted = [
        f"{w}: …{one.text[-9:]} | {two.text[:9]}…" for one, two in pairs for w in _why(one, two)
    ]
    out = [f"sticks out: {line.text}" for line in laid if line.right > line.limit + SLACK]
    spaced = (line for line in laid if not line.first and line.indent > SLACK)
    return parted + out + [f"begins with a space: {line.text}" for line in spaced]


def _why(one: Line, two: Line) -> list[str]:
    last, first = one.text[-1], two.text[0]
    latin = first in "-/" and last.isascii()
    breaches = {
        f"begins with {first}": first in NOT_FIRST and not latin,
        f"ends with {last}": last in NOT_LAST,
        f"parts {last}{first}": last + first in WHOLE,
    }
    return [why for why, breached in breaches.items() if breached]
