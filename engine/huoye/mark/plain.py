"""Tokens to plain text: for an alternative text, an address, a table of contents."""

from markdown_it.token import Token

from huoye.mark.glue import JOINT
from huoye.mark.mathinline import DISPLAY, FORMULA
from huoye.mark.title import TITLE
from huoye.text.cjk import is_chinese


def plain_text(tokens: list[Token]) -> str:
    """What a reader would read aloud; formulas as TeX between dollar signs."""
    return "".join(_plain(token) for token in tokens)


def _plain(token: Token) -> str:
    if token.type in (FORMULA, DISPLAY):
        return f"{token.meta['before']}${token.content}${token.meta['after']}"
    if token.type == TITLE:
        return f"《{token.content}》"
    if token.type == "image":
        return plain_text(token.children or [])
    if token.type in ("softbreak", "hardbreak"):
        return " "
    return token.content if token.type in ("text", "code_inline", JOINT) else ""


def is_latin(tokens: list[Token], index: int) -> bool:
    """True where the element that opens at `index` holds Latin letters and no Chinese."""
    letters = False
    for token in tokens[index + 1 :]:
        if token.type == tokens[index].type.replace("open", "close"):
            break
        text = _plain(token) if token.type in ("text", TITLE) else ""
        if any(is_chinese(char) for char in text):
            return False
        letters = letters or any(char.isascii() and char.isalpha() for char in text)
    return letters
