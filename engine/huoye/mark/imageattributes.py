"""`{#fig-x width=60%}` right behind an image to its label and its width, in the form of pandoc.

Braces that hold anything else are text, and so is a label of an image that does not stand alone.
"""

import re
from itertools import pairwise

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

LABEL, WIDTH = "label", "width"
"""keys of an image's `meta`"""
BRACES = re.compile(
    r"\{[ \t]*(?:#([^\s{}]+))?[ \t]*(?:width=(\"?)(\d+(?:\.\d+)?)(px|%|em|)\2)?[ \t]*\}"
)


def read_image_attributes(state: StateCore) -> None:
    """Core rule: hand what the braces say to the image before them."""
    for block in state.tokens:
        children = block.children or []
        for image, text in pairwise(children):
            if image.type == "image" and text.type == "text":
                _take(image, text, alone=len(children) == 2)
        if block.children:
            block.children = [token for token in children if token.type != "text" or token.content]


def _take(image: Token, text: Token, *, alone: bool) -> None:
    match = BRACES.match(text.content)
    if match is None or not (match[1] or match[3]):
        return
    rest = text.content[match.end() :]
    if match[1] and (rest.strip() or not alone):
        return
    width = f"{match[3]}{match[4] or 'px'}" if match[3] else ""
    image.meta |= {LABEL: match[1] or "", WIDTH: width}
    text.content = rest if rest.strip() else ""
