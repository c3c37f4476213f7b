"""A paragraph to pieces; one that is an image with a caption is a figure."""

from collections.abc import Sequence

from markdown_it.token import Token

from huoye.mark.directive import ANCHOR, CAPTION
from huoye.mark.flow import Flow, Tag
from huoye.mark.imageattributes import WIDTH
from huoye.mark.images import image_piece
from huoye.mark.kinds import PARTS
from huoye.mark.plain import plain_text
from huoye.mark.press import Press
from huoye.mark.text import line_of, print_text
from huoye.model.draft import Pieces


def put_paragraph(press: Press, tokens: Sequence[Token], index: int, lead: Pieces = ()) -> int:
    """Print the paragraph that begins at an index, behind the `lead` that runs in with it."""
    if is_figure(tokens[index]):
        return _figure(press, tokens, index)
    hidden = tokens[index].hidden
    flow = Flow(press.out, [] if hidden else [Tag(("<p>",), "</p>\n")])
    if lead:
        flow.put(*lead)
    print_text(press, tokens[index + 1].children or [], flow)
    if not hidden:
        flow.close()
    press.prose.break_line()
    return index + 3


def is_figure(opening: Token) -> bool:
    """Whether a paragraph is nothing but an image with a caption."""
    return CAPTION in opening.meta


def _figure(press: Press, tokens: Sequence[Token], index: int) -> int:
    image, caption = (tokens[index + 1].children or [])[0], tokens[index + 2].children or []
    number = open_figure(press, tokens[index], tokens[index].meta[ANCHOR], plain_text(caption))
    src, alt = str(image.attrs["src"]), plain_text(image.children or [])
    width = str(image.meta.get(WIDTH, ""))
    press.put(image_piece(press, src, alt, line_of(image), width=width))
    open_caption(press, number)
    print_text(press, caption, Flow(press.out))
    press.put("</figcaption></figure>\n")
    press.prose.break_line()
    return index + 4


def open_figure(press: Press, token: Token, label: str, title: str) -> str:
    """Print the beginning of a figure; a labelled one is the next 图 of the post, its number."""
    number = press.number(PARTS["fig"]) if label else ""
    named = press.enter(label, number, line_of(token), title)
    press.put('<figure class="image"', *named, ">")
    return number


def open_caption(press: Press, number: str) -> None:
    """Print the beginning of a caption."""
    press.put("<figcaption>", f"<b>{number}</b>" if number else "")
