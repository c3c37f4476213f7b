"""A tag that is a formula, \\tag{$\\star$}: its outlines on a page, its picture in a feed."""

import re
from collections.abc import Iterator
from html import escape

from huoye.model.formula import Typeset
from huoye.model.view import View

USE = re.compile(r'<use href="#([^"]+)"')
SVG = re.compile(r'<svg\b[^>]*? style="([^"]*)" width="([^"]*)" height="([^"]*)"')


def drawn_numbers(view: View) -> Iterator[Typeset]:
    """The tags that a post shows, beside its formulas and in its references to any post."""
    numbers = (number.html for formula in view.formulas for number in formula.numbers)
    references = (target.html for target in view.references.values())
    for html in filter(None, (*numbers, *references)):
        yield Typeset(html, 0.0, 0.0, 0.0, glyphs=tuple(sorted(set(USE.findall(html)))))


def tag_image(html: str, text: str, url: str) -> str:
    """The tag as an image, its text for readers without; "" for one drawn in several pieces."""
    if len(pieces := SVG.findall(html)) != 1:
        return ""
    align, width, height = pieces[0]
    style = f"{align};width:{width};height:{height}"
    return f'<img src="{escape(url)}" alt="{escape(text)}" style="{style}">'
