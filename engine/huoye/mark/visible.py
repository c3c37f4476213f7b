"""Tokens of a text to the character that a reader sees at their edge."""

from collections.abc import Iterable

from markdown_it.token import Token

from huoye.mark.mathinline import DEFINITION, FORMULA
from huoye.text.cjk import joins


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


def is_silent_break(left: str, right: str) -> bool:
    """A line break that Chinese does not turn into a space: two of a kind, or with a formula."""
    if not left or not right:
        return False  # nothing is seen there, as before the first formula after definitions
    if left == "$" or right == "$":
        return left != right and joins(right if left == "$" else left)
    return joins(left) and joins(right)
