"""What is drawn to what holds its punctuation, so that no line begins or ends with a wrong mark.

CSS lets a line break on either side of a drawing, whatever stands there. A formula takes the marks
that touch it into its own unbroken box; where a link or a struck passage ends in between, and
beside an image, a joint stands instead.
"""

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from huoye.mark import visible
from huoye.mark.mathinline import DISPLAY, FORMULA
from huoye.mark.subequations import GROUP_CLOSE
from huoye.text.cjk import CLOSING, OPENING, is_chinese, is_hanzi

JOINT = "joint"
"""a place where no line may break, with the marks that stand before it"""
IMAGE = "image"
MOST = 3
"""marks that a formula holds on a side; those beyond cling to each other by themselves"""
QUOTES = "“‘"
"""unlike （, a browser lets no line break between hanzi and one of these before a drawing"""
BREAK = "<wbr>"
"""so that the hanzi stays on its line, it is told that it may"""
LOOSE = "-–/" + CLOSING
"""a line may break between one of these and a formula behind it"""


def glue_formulas(state: StateCore) -> None:
    """Core rule: move touching punctuation into the formula, and space it from hanzi."""
    for block in state.tokens:
        children = block.children or []
        if any(token.type in (FORMULA, DISPLAY, IMAGE) for token in children):
            for index, token in enumerate(children):
                _take(children, index, token)
            block.children = _parted(children)


def _take(tokens: list[Token], index: int, token: Token) -> None:
    right = _text(tokens, index, 1) if token.type in (FORMULA, DISPLAY) else None
    left = _text(tokens, index, -1) if token.type == FORMULA else None
    if left is not None:
        kept = len(left.content) - _tail(left.content)
        token.meta["before"], left.content = left.content[kept:], left.content[:kept]
    if right is not None and token.type == FORMULA:
        token.meta["after"], right.content = _cut(right.content, _lead(right.content))
    elif right is not None:
        rest = right.content.lstrip()
        token.meta["after"], right.content = _cut(rest, len(rest) - len(rest.lstrip(CLOSING)))


def _cut(text: str, position: int) -> tuple[str, str]:
    return text[:position], text[position:]


def _tail(text: str) -> int:
    """How many characters at the end of a text hold on to a drawing behind it."""
    marks = min(len(text) - len(text.rstrip(OPENING)), MOST)
    return marks or int(_binds(text[-1:]) and text[-1] not in LOOSE)


def _lead(text: str) -> int:
    """How many characters at the start of a text hold on to a drawing before it."""
    marks = min(len(text) - len(text.lstrip(CLOSING)), MOST)
    return marks or int(_binds(text[:1]) and text[0] not in OPENING)


def _binds(char: str) -> bool:
    """Letters, digits and signs that touch belong together, unlike Chinese."""
    return char != "" and not char.isspace() and not is_chinese(char)


def _text(tokens: list[Token], index: int, step: int) -> Token | None:
    """The text beside a formula; emphasis that begins or ends between them is stepped over."""
    edge = _outside(tokens, index, step)
    found = _at(tokens, edge + step)
    between = tokens[index + step : edge + step : step]
    if found is None or found.type != "text" or not all(map(_is_emphasis, between)):
        return None
    return found


def _is_emphasis(token: Token) -> bool:
    return token.type in ("text", GROUP_CLOSE) or token.tag in ("em", "strong")


def _outside(tokens: list[Token], index: int, step: int) -> int:
    """Index of the outermost mark that opens, or closes, right at what is drawn."""
    while (token := _at(tokens, index + step)) is not None and _is_edge(token, -step):
        index += step
    return index


def _is_edge(token: Token, nesting: int) -> bool:
    """A tag that opens (1) or closes (-1); what shows nothing is part of any edge."""
    if token.type == GROUP_CLOSE:
        return True
    if token.type == "text":
        return not token.content
    if token.type == "html_inline":
        tag = visible.PASSAGE.match(token.content)
        return tag is not None and (tag[1] == "/") == (nesting < 0)
    return token.nesting == nesting


def _at(tokens: list[Token], index: int) -> Token | None:
    return tokens[index] if 0 <= index < len(tokens) else None


def _parted(tokens: list[Token]) -> list[Token]:
    """Spaces and joints between the tokens."""
    between: dict[int, Token] = {}
    for index, token in enumerate(tokens):
        if token.type not in (FORMULA, IMAGE):
            continue
        for step, side in ((-1, "before"), (1, "after")):
            held = token.meta.get(side)
            found = _opening(tokens, index, held) if held else _separator(tokens, index, step)
            if found is not None:
                between[_outside(tokens, index, step) + (step > 0)] = found
        token.meta["held"] = _is_held(tokens, index, between)
    parted: list[Token] = []
    for index, token in enumerate(tokens):
        parted += [between[index], token] if index in between else [token]
    return [*parted, *([between[len(tokens)]] if len(tokens) in between else [])]


def _is_held(tokens: list[Token], index: int, between: dict[int, Token]) -> bool:
    """True where what follows must not part from it: a joint, or the mark of a footnote."""
    behind = _outside(tokens, index, 1) + 1
    following = between.get(behind) or _at(tokens, behind)
    return following is not None and following.type in (JOINT, "footnote_ref")


def _opening(tokens: list[Token], index: int, held: str) -> Token | None:
    """A place to break before a quotation that a formula opens."""
    if held[0] not in QUOTES or not is_hanzi(visible.before(tokens, index)):
        return None
    return Token("html_inline", "", 0, content=BREAK)


def _separator(tokens: list[Token], index: int, step: int) -> Token | None:
    """One ordinary space between hanzi and formula: unlike a margin it vanishes at line ends.

    A joint where what touches must not part and could not be moved into the formula.
    """
    seen = visible.before(tokens, index) if step < 0 else visible.after(tokens, index)
    if tokens[index].type == FORMULA and is_hanzi(seen):
        return Token("text", "", 0, content=" ")
    found = _at(tokens, _outside(tokens, index, step) + step)
    if found is None or found.type != "text":
        return None
    if step > 0:
        return Token(JOINT, "", 0) if _lead(found.content) else None
    kept = len(found.content) - _tail(found.content)
    held, found.content = found.content[kept:], found.content[:kept]
    return Token(JOINT, "", 0, content=held) if held else None
