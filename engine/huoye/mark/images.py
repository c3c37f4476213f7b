"""Images to pieces; one alone in its paragraph with a title becomes a figure with a caption."""

from urllib.parse import unquote

from markdown_it.common.utils import escapeHtml
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from huoye.mark.flow import Flow
from huoye.mark.inline import LINE
from huoye.mark.links import is_external
from huoye.mark.plain import plain_text
from huoye.mark.press import Press
from huoye.model.draft import Hole, ImageHole


def put_image(press: Press, flow: Flow, tokens: list[Token], index: int) -> None:
    """Print an image within a text."""
    token = tokens[index]
    image = image_piece(press, token, title=str(token.attrs.get("title", "")))
    held = token.meta.get("held", False)
    flow.put(*(('<span class="nb">', image, "</span>") if held else (image,)))


def image_piece(press: Press, token: Token, *, title: str) -> str | Hole:
    """An image beside the post waits for its address and size; one elsewhere is known."""
    src, alt = str(token.attrs["src"]), plain_text(token.children or [])
    if not is_external(src):
        line = token.map[0] if token.map else 0
        return ImageHole(unquote(src), alt, title, press.ledger.at(line))
    named = f' title="{escapeHtml(title)}"' if title else ""
    return f'<img src="{escapeHtml(src)}" alt="{escapeHtml(alt)}"{named} loading="lazy">'


def caption_images(state: StateCore) -> None:
    """Core rule: the title of an image that stands alone is text like any other."""
    tokens: list[Token] = []
    for token in state.tokens:
        tokens.append(token)
        image = lone_image(token.children or [])
        if image is not None and tokens[-2].type == "paragraph_open":
            caption = Token("inline", "", 0, content=str(image.attrs["title"]), map=token.map)
            caption.children = []
            state.env[LINE] = image.map[0] if image.map else 0
            state.md.inline.parse(caption.content, state.md, state.env, caption.children)
            tokens.append(caption)
    state.tokens = tokens
    state.env[LINE] = 0


def lone_image(tokens: list[Token]) -> Token | None:
    """The image of a paragraph that is nothing but one image with a title."""
    if len(tokens) == 1 and tokens[0].type == "image" and tokens[0].attrs.get("title"):
        return tokens[0]
    return None
