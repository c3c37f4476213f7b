"""Line breaks between Chinese to nothing; Latin keeps its space."""

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from huoye.mark import visible
from huoye.mark.mathinline import DISPLAY

INDENT = "\u3000"


def join_chinese_lines(state: StateCore) -> None:
    """Core rule: drop soft breaks that Chinese does not read as spaces."""
    for block in state.tokens:
        if block.children:
            block.children = _joined(block.children)


def _joined(tokens: list[Token]) -> list[Token]:
    """A full-width indent behind a break goes first: it would hide the character behind it."""
    for index, token in enumerate(tokens[1:]):
        if token.type == "text" and tokens[index].type in ("softbreak", "hardbreak"):
            token.content = token.content.lstrip(INDENT)
    return [token for index, token in enumerate(tokens) if not _vanishes(tokens, index, token)]


def _vanishes(tokens: list[Token], index: int, token: Token) -> bool:
    if token.type != "softbreak":
        return False
    if any(other.type == DISPLAY for other in tokens[index - 1 : index + 2]):
        return True
    return visible.is_silent_break(*visible.around(tokens, index))
