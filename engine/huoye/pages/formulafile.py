"""A typeset formula to a picture of its own, for readers that strip inline SVG."""

import re
from collections.abc import Mapping

from huoye.model.formula import Typeset

SVG = re.compile(r"<svg\b([^>]*)>(.*?)</svg>", re.S)
VIEW_BOX = re.compile(r'viewBox="([-\d.]+) ([-\d.]+) ([-\d.]+) ([-\d.]+)"')


def formula_file(typeset: Typeset, outlines: Mapping[str, str]) -> str:
    """One self-contained SVG: its outlines inside, its pieces side by side, 1000 units an em."""
    paths = "".join(f'<path id="{g}" d="{outlines[g]}"/>' for g in typeset.glyphs if g in outlines)
    left, pieces, top, bottom = 0.0, [], 0.0, 0.0
    for attributes, content in SVG.findall(typeset.html):
        box = VIEW_BOX.search(attributes)
        assert box is not None, "every piece of a formula has a viewBox"
        x, y, width, height = map(float, box.groups())
        pieces.append(f'<g transform="translate({left - x:g},0)">{content}</g>')
        left, top, bottom = left + width, min(top, y), max(bottom, y + height)
    size = f'width="{left / 1000:.3f}em" height="{(bottom - top) / 1000:.3f}em"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} '
        f'viewBox="0 {top:g} {left:g} {bottom - top:g}" '
        'fill="currentColor" stroke="currentColor" stroke-width="0">'
        f"<defs>{paths}</defs>{''.join(pieces)}</svg>\n"
    )
