"""A stored figure to what a page shows: in the colours of the reader's theme, or in plain ones."""

import re
from html import escape

from huoye.model.palette import PALETTE
from huoye.model.record import Figure

COLOURS = {colour.sentinel: colour for colour in PALETTE}
SENTINEL = re.compile("|".join(COLOURS), re.IGNORECASE)
ASIDE = re.compile(r"<!--.*?-->\s*|<metadata\b[^>]*>.*?</metadata>\s*", re.DOTALL)
REFERENCE = re.compile(r'\bid="|href="#|url\(#')
UNNAMED = re.compile(r"[^\w-]")
"""characters that an id in a reference or a selector may not have"""
STYLE = re.compile(r"(<style[^>]*>)(.*?)(</style>)", re.DOTALL)
ROOT = re.compile(r"<svg\b[^>]*>")
ROOT_ONLY = re.compile(r'\s(?:xmlns(?::\w+)?|version|width|height|role|aria-label|id)="[^"]*"')


def themed(svg: str, figure: Figure, prefix: str, alt: str, style: str = "") -> str:
    """The figure inside a page: sentinel colours as CSS variables with the light one to fall on.

    All inline figures of a page share one space of ids, so each gets the prefix; a style sheet
    inside is confined to its figure for the same reason. `style`: a ready attribute, as width.py
    gives it.
    """
    own = UNNAMED.sub(lambda found: f"_{ord(found[0]):x}_", prefix)
    coloured = SENTINEL.sub(_variable, bare(svg))
    confined = STYLE.sub(lambda found: _confined(found, own), coloured)
    prefixed = REFERENCE.sub(lambda found: f"{found[0]}{own}-", confined)
    return ROOT.sub(lambda found: _root(found[0], figure, own, alt, style), prefixed, count=1)


def fixed(svg: str, *, dark: bool = False) -> str:
    """The figure as a file of its own, for feeds, <img> and print: plain colours."""

    def plain(found: re.Match[str]) -> str:
        colour = COLOURS[found[0].lower()]
        return colour.dark if dark else colour.light

    return SENTINEL.sub(plain, bare(svg))


def bare(svg: str) -> str:
    """The <svg> element alone: no prologue, no metadata, no comments (browsers disagree on them).

    What harmless.py looks at is this very text, and nothing else is ever shown.
    """
    return ASIDE.sub("", svg[svg.find("<svg") :] if "<svg" in svg else "")


def _variable(found: re.Match[str]) -> str:
    colour = COLOURS[found[0].lower()]
    return f"var({colour.variable},{colour.light})"


def _confined(found: re.Match[str], prefix: str) -> str:
    return f"{found[1]}[id='{prefix}']{{{found[2].strip()}}}{found[3]}"


def _root(tag: str, figure: Figure, prefix: str, alt: str, style: str) -> str:
    size = f'width="{figure.width:g}" height="{figure.height:g}"{style}'
    names = f'id="{prefix}" role="img" aria-label="{escape(alt)}"'
    return ROOT_ONLY.sub("", tag).replace("<svg", f"<svg {names} {size}", 1)
