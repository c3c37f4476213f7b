"""The one place where it is settled which characters count as Chinese, and how many there are."""

import re
import unicodedata
from functools import cache

AMBIGUOUS = frozenset("‘’“”…—·")
"""East Asian Ambiguous, full width in Chinese text: our addition to markdown-cjk-friendly"""

OPENING = "（《〈「『【〔［｛“‘([{"
"""a line may not end with one of these"""
CLOSING = "，。、；：！？）》〉」』】〕］｝”’％…,.;:!?)]}%"
"""a line may not begin with one of these"""
STOPS = "，。、；：！？,.;:!?"
"""what follows a displayed formula and belongs to its sentence"""

HANZI = re.compile(r"[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
WORD = re.compile(r"[^\W\d_\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]+|\d+(?:\.\d+)*")


@cache
def is_cjk(char: str) -> bool:
    """Wide, full-width or half-width form, or Hangul, but no emoji (markdown-cjk-friendly)."""
    point = ord(char)
    if point < 0x1100:
        return False
    width = unicodedata.east_asian_width(char)
    if width == "W":
        return not _is_emoji(char)
    return width in "FH" or (width == "N" and is_hangul(char))


def _is_emoji(char: str) -> bool:
    """Wide pictures; the standard library has no table of default emoji, so planes stand for it."""
    point = ord(char)
    symbol = unicodedata.category(char) == "So" and (point < 0x2E80 or point >= 0x1F000)
    return symbol or 0x1F3FB <= point <= 0x1F3FF


@cache
def is_hangul(char: str) -> bool:
    """Korean separates words by spaces, so its soft breaks stay spaces."""
    return unicodedata.name(char, "").startswith("HANGUL")


def is_chinese(char: str) -> bool:
    """CJK or one of the ambiguous marks that Chinese text sets full width."""
    return is_cjk(char) or char in AMBIGUOUS


def joins(char: str) -> bool:
    """A line break beside it is no space."""
    return is_chinese(char) and not is_hangul(char)


def is_hanzi(char: str) -> bool:
    """An ideograph: no punctuation, no kana; "" is none."""
    return HANZI.match(char) is not None


def count_hanzi(text: str) -> int:
    """Number of ideographs."""
    return len(HANZI.findall(text))


def count_words(text: str) -> int:
    """Number of words and numbers of other scripts."""
    return len(WORD.findall(text))
