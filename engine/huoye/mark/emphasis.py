"""A run of * or _ to whether it may open or close emphasis, also beside Chinese punctuation.

The rules of the text "markdown-cjk-friendly": a CJK neighbour on either side lets `*` flank;
`_` keeps the CommonMark rule. Curly quotes, dashes and the ellipsis count as CJK too.
"""

import unicodedata

from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.rules_inline.state_inline import Scanned

from huoye.text.cjk import is_chinese


def scan_delimiters(src: str, start: int, end: int, *, can_split_word: bool) -> Scanned:
    """What the run that begins at `start` can do; `end` is where the text stops."""
    stop = start
    while stop < end and src[stop] == src[start]:
        stop += 1
    following = src[stop] if stop < end else " "
    preceding = _visible_before(src, start)
    if _is_space(preceding) or _is_space(following):
        return Scanned(not _is_space(following), not _is_space(preceding), stop - start)
    after_mark, before_mark = _is_punctuation(preceding), _is_punctuation(following)
    if not can_split_word:
        return Scanned(after_mark, before_mark, stop - start)
    chinese = _is_chinese_before(src, start) or is_chinese(following)
    can_open = after_mark or chinese or not before_mark
    can_close = before_mark or chinese or not after_mark
    return Scanned(can_open, can_close, stop - start)


def _char_before(src: str, position: int) -> str:
    return src[position - 1] if position > 0 else " "


def _visible_before(src: str, start: int) -> str:
    """A variation selector only modifies what stands before it, unless that is a space."""
    base = _base_before(src, start)
    return _char_before(src, start) if unicodedata.category(base) == "Zs" else base


def _base_before(src: str, start: int) -> str:
    """The character before, or the one that a variation selector there modifies."""
    char = _char_before(src, start)
    return _char_before(src, start - 1) if "\ufe00" <= char <= "\ufe0e" else char


def _is_chinese_before(src: str, start: int) -> bool:
    """An ideographic variation selector stands only behind an ideograph."""
    selector = 0xE0100 <= ord(_char_before(src, start)) <= 0xE01EF
    return selector or is_chinese(_base_before(src, start))


def _is_space(char: str) -> bool:
    return isWhiteSpace(ord(char))


def _is_punctuation(char: str) -> bool:
    return isMdAsciiPunct(ord(char)) or isPunctChar(char)
