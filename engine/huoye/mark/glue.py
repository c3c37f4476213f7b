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
    if token.type not in (FORMULA, DISPLAY):
        return
    left, right = _neighbour(tokens, index, -1), _neighbour(tokens, index, 1)
    if left is not None and token.type == FORMULA:
        kept = left.content.rstrip(OPENING)
        token.meta["before"], left.content = left.content[len(kept) :], kept
    if right is not None and token.type == FORMULA:
        token.meta["after"], right.content = _split_lead(right.content, CLOSING)
    elif right is not None:
        token.meta["after"], right.content = _split_lead(right.content.lstrip(), STOPS)


def _neighbour(tokens: list[Token], index: int, step: int) -> Token | None:
    """The text beside a formula; emphasis that begins or ends between them is stepped over."""
    index += step
    while 0 <= index < len(tokens) and _is_emphasis(tokens[index], -step):
        index += step
    found = tokens[index] if 0 <= index < len(tokens) else None
    return found if found is not None and found.type == "text" else None


def _is_emphasis(token: Token, nesting: int) -> bool:
    return token.nesting == nesting and token.tag in ("em", "strong", "s")


def _split_lead(text: str, chars: str) -> tuple[str, str]:
    rest = text.lstrip(chars)
    return text[: len(text) - len(rest)], rest


def _spaced(tokens: list[Token]) -> list[Token]:
    """One ordinary space between hanzi and formula: unlike a margin it vanishes at line ends."""
    spaces = set()
    for index, token in enumerate(tokens):
        if token.type != FORMULA:
            continue
        if not token.meta["before"] and is_hanzi(visible.before(tokens, index)):
            spaces.add(_outside(tokens, index, -1))
        if not token.meta["after"] and is_hanzi(visible.after(tokens, index)):
            spaces.add(_outside(tokens, index, 1) + 1)
    spaced: list[Token] = []
    for index, token in enumerate(tokens):
        spaced += [Token("text", "", 0, content=" "), token] if index in spaces else [token]
    return spaced


def _outside(tokens: list[Token], index: int, step: int) -> int:
    """Index of the outermost mark that opens, or closes, right at the formula."""
    while 0 <= index + step < len(tokens) and tokens[index + step].nesting == -step:
        index += step
    return index
