"""Images to pieces; one alone in its paragraph with a title becomes a figure with a caption."""

from urllib.parse import unquote

from markdown_it.common.utils import escapeHtml
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from huoye.mark.directive import ANCHOR, CAPTION
from huoye.mark.flow import Flow
from huoye.mark.imageattributes import LABEL, WIDTH
from huoye.mark.inline import LINE
from huoye.mark.links import is_external
from huoye.mark.plain import plain_text
from huoye.mark.press import Press
from huoye.model.draft import Hole, ImageHole
from huoye.text.fold import nfc


def put_image(press: Press, flow: Flow, tokens: list[Token], index: int) -> None:
    """Print an image within a text."""
    token = tokens[index]
    src, alt = str(token.attrs["src"]), plain_text(token.children or [])
    line = token.map[0] if token.map else 0
    title, width = str(token.attrs.get("title", "")), str(token.meta.get(WIDTH, ""))
    image = image_piece(press, src, alt, line, title=title, width=width)
    held = token.meta.get("held", False)
    flow.put(*(('<span class="nb">', image, "</span>") if held else (image,)))


def image_piece(
    press: Press, src: str, alt: str, line: int, *, title: str = "", width: str = ""
) -> str | Hole:
    """An image beside the post waits for its address and size; one elsewhere is known."""
    if not is_external(src):
        return ImageHole(nfc(unquote(src)), alt, title, press.ledger.at(line), width)
    named = f' title="{escapeHtml(title)}"' if title else ""
    styled = f' style="width:{width};height:auto"' if width else ""
    return f'<img src="{escapeHtml(src)}" alt="{escapeHtml(alt)}"{named}{styled} loading="lazy">'


def caption_images(state: StateCore) -> None:
    """Core rule: the title of an image that stands alone is text like any other."""
    tokens: list[Token] = []
    for token in state.tokens:
        paragraph = tokens[-1] if tokens and tokens[-1].type == "paragraph_open" else None
        tokens.append(token)
        label = _label(token.children or []) if paragraph is not None else None
        if paragraph is not None and label is not None:
            paragraph.meta |= {CAPTION: True, ANCHOR: label}
            tokens.append(_caption(state, token))
    state.tokens = tokens
    state.env[LINE] = 0


def _label(tokens: list[Token]) -> str | None:
    """Label of a paragraph that is one image with title or label, "" without; None for text."""
    if len(tokens) != 1 or tokens[0].type != "image":
        return None
    label = str(tokens[0].meta.get(LABEL, ""))
    return label or ("" if tokens[0].attrs.get("title") else None)


def _caption(state: StateCore, text: Token) -> Token:
    """The title, or else what stands between the brackets."""
    image = (text.children or [])[0]
    content, children = str(image.attrs.get("title", "")) or image.content, list[Token]()
    state.env[LINE] = image.map[0] if image.map else 0
    state.md.inline.parse(content, state.md, state.env, children)
    return Token("inline", "", 0, content=content, map=text.map, children=children)
