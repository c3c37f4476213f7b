"""The one place where it is settled which characters count as Chinese, and how many there are."""

import re
import unicodedata
from functools import cache

AMBIGUOUS = frozenset("‘’“”…—·")
"""East Asian Ambiguous, full width in Chinese text: our addition to markdown-cjk-friendly"""

OPENING = "（《〈「『【〔［｛“‘([{"
"""a line may not end with one of these"""
CLOSING = "，。、；：！？）》〉」』】〕］｝”’％…·～,.;:!?)]}%"
"""a line may not begin with one of these"""

LATELY_WIDE = (
    (0x2630, 0x2637), (0x268A, 0x268F), (0x4DC0, 0x4DFF), (0x1D300, 0x1D356), (0x1D360, 0x1D376),
)  # fmt: skip
"""figures of the Changes and the like, and counting rods: wide since Unicode 16"""
SQUARES = frozenset("🈁🈚🈯🈲🈳🈴🈵🈶🈸🈹🈺🉐🉑")
"""ideographs in a square that are emoji by default; the others are text"""

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
    if width == "N":
        return is_hangul(char) or _is_lately_wide(point)
    return width in "FH" and unicodedata.category(char) != "Cn"  # Python calls the unassigned F


def _is_emoji(char: str) -> bool:
    """Wide pictures; the standard library has no table of default emoji, so planes stand for it."""
    point = ord(char)
    if 0x1F200 <= point <= 0x1F2FF:
        return char in SQUARES
    symbol = unicodedata.category(char) in ("So", "Sm")
    picture = symbol and (point < 0x2E80 or point >= 0x1F000) and not _is_lately_wide(point)
    return picture or 0x1F3FB <= point <= 0x1F3FF


def _is_lately_wide(point: int) -> bool:
    return any(first <= point <= last for first, last in LATELY_WIDE)


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
