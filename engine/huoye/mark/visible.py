"""Tokens of a text to the character that a reader sees at their edge."""

import re
from collections.abc import Iterable

from markdown_it.token import Token

from huoye.mark.mathinline import DEFINITION, FORMULA
from huoye.text.cjk import joins

PASSAGE = re.compile(r"<(/?)(?!br\b|img\b|wbr\b)[A-Za-z]")
"""a tag of raw HTML that text goes on through"""


def edge(tokens: Iterable[Token], *, last: bool) -> str:
    """The first visible character of the tokens, or the last of each, walking on as they come.

    Emphasis and link marks are looked through; a formula is "$"; what is neither is "".
    """
    for token in tokens:
        if token.type == FORMULA:
            return "$"
        if token.type in ("text", "code_inline"):
            if token.content:
                return token.content[-1] if last else token.content[0]
        elif token.nesting == 0 and token.type != DEFINITION:
            return ""
    return ""


def before(tokens: list[Token], index: int) -> str:
    """What is seen before token `index`."""
    return edge((tokens[i] for i in range(index - 1, -1, -1)), last=True)


def after(tokens: list[Token], index: int) -> str:
    """What is seen after token `index`."""
    return edge((tokens[i] for i in range(index + 1, len(tokens))), last=False)


def around(tokens: list[Token], index: int) -> tuple[str, str]:
    """What is seen on either side of a line break, the marks of notes and tags looked through."""
    left = (tokens[i] for i in range(index - 1, -1, -1) if not _is_thin(tokens[i]))
    right = (tokens[i] for i in range(index + 1, len(tokens)) if not _is_thin(tokens[i]))
    return edge(left, last=True), edge(right, last=False)


def _is_thin(token: Token) -> bool:
    passage = token.type == "html_inline" and PASSAGE.match(token.content) is not None
    return passage or token.type == "footnote_ref"


def is_silent_break(left: str, right: str) -> bool:
    """A line break that Chinese does not turn into a space: two of a kind, or with a formula."""
    if not left or not right:
        return False  # nothing is seen there, as before the first formula after definitions
    if left == "$" or right == "$":
        return left != right and joins(right if left == "$" else left)
    return joins(left) and joins(right)
