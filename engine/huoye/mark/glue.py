"""Formulas to formulas that hold their punctuation, so that no line begins or ends with it."""

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from huoye.mark import visible
from huoye.mark.mathinline import DISPLAY, FORMULA
from huoye.text.cjk import CLOSING, OPENING, STOPS, is_hanzi


def glue_formulas(state: StateCore) -> None:
    """Core rule: move touching punctuation into the formula, and space it from hanzi."""
    for block in state.tokens:
        children = block.children or []
        if any(token.type in (FORMULA, DISPLAY) for token in children):
            for index, token in enumerate(children):
                _take(children, index, token)
            block.children = _spaced(children)


def _take(tokens: list[Token], index: int, token: Token) -> None:
    left = tokens[index - 1] if index else None
    right = tokens[index + 1] if index + 1 < len(tokens) else None
    if token.type == FORMULA and left is not None and left.type == "text":
        kept = left.content.rstrip(OPENING)
        token.meta["before"], left.content = left.content[len(kept) :], kept
    if right is None or right.type != "text":
        return
    if token.type == FORMULA:
        token.meta["after"], right.content = _split_lead(right.content, CLOSING)
    elif token.type == DISPLAY:
        token.meta["after"], right.content = _split_lead(right.content.lstrip(), STOPS)


def _split_lead(text: str, chars: str) -> tuple[str, str]:
    rest = text.lstrip(chars)
    return text[: len(text) - len(rest)], rest


def _spaced(tokens: list[Token]) -> list[Token]:
    """One ordinary space between hanzi and formula: unlike a margin it vanishes at line ends."""
    spaced: list[Token] = []
    for index, token in enumerate(tokens):
        formula = token.type == FORMULA
        if formula and not token.meta["before"] and is_hanzi(visible.before(tokens, index)):
            spaced.append(Token("text", "", 0, content=" "))
        spaced.append(token)
        if formula and not token.meta["after"] and is_hanzi(visible.after(tokens, index)):
            spaced.append(Token("text", "", 0, content=" "))
    return spaced
