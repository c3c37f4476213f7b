"""A cell's option `width` to the size at which its figures are shown."""

import re

from huoye.model.record import Figure

WIDTH = re.compile(r"(\d+(?:\.\d+)?)\s*(px|%|em|in)?")
PIXELS = {"px": 1.0, "in": 96.0}


def styled(width: str) -> str:
    """The attribute that gives a picture the width, height following; empty where none is asked.

    Figures keep most of their size on a phone and scroll; one with a width of its own does not.
    """
    found = WIDTH.fullmatch(width)
    return f' style="width:{found[1]}{found[2] or "px"};min-width:0"' if found else ""


def sized(width: str, figure: Figure) -> str:
    """Attributes width and height for where no style is kept: a share of a page is not known."""
    found = WIDTH.fullmatch(width)
    unit = PIXELS.get(found[2] or "px") if found else None
    wide = float(found[1]) * unit if found and unit else figure.width
    high = wide * figure.height / figure.width if figure.width else figure.height
    return f'width="{round(wide, 1):g}" height="{round(high, 1):g}"'
