"""`{figure}` to pieces: a picture over its content as caption, or the place of a cell's results."""

from collections.abc import Sequence

from markdown_it.token import Token

from huoye.mark.directive import BLOCK, CAPTION, EXHIBIT, Block
from huoye.mark.flow import Flow
from huoye.mark.images import image_piece
from huoye.mark.paragraph import is_figure, open_caption, open_figure
from huoye.mark.plain import plain_text
from huoye.mark.press import Press
from huoye.mark.text import line_of, print_text
from huoye.model.draft import ExhibitHole


def open_image(press: Press, tokens: Sequence[Token], index: int) -> int:
    """Print a figure up to the end of the first paragraph of its caption."""
    token, line = tokens[index], line_of(tokens[index])
    block: Block = token.meta[BLOCK]
    label = block.options.get("label", "")
    first = tokens[index + 1]
    captioned = first.type == "paragraph_open" and not is_figure(first)
    caption = (tokens[index + 2].children or []) if captioned else []
    number = open_figure(press, token, label, plain_text(caption))
    if block.argument:
        alt = block.options.get("alt") or plain_text(caption) or "图"
        width = block.options.get("width", "")
        width += "px" if width[-1:].isdigit() else ""
        press.put(image_piece(press, block.argument, alt, line, width=width))
    else:
        press.ledger.add("HY221", line, block=block.name)
    if token.meta[CAPTION]:
        open_caption(press, number)
    print_text(press, caption, Flow(press.out))
    press.prose.break_line()
    return index + (4 if captioned else 1)


def close_image(press: Press, tokens: Sequence[Token], index: int) -> int:
    """Print the end of a figure."""
    press.put("</figcaption></figure>\n" if tokens[index].meta[CAPTION] else "</figure>\n")
    return index + 1


def put_exhibit(press: Press, tokens: Sequence[Token], index: int) -> int:
    """Note a cell that is shown here too; what it shows is known to the whole site."""
    press.put(ExhibitHole(len(press.exhibits)))
    press.exhibits.append(tokens[index].meta[EXHIBIT])
    return index + 1
