"""Text that a stranger may have written to text that a terminal shows as it is."""

import unicodedata

ACTS = frozenset({"Cc", "Cf", "Zl", "Zp"})
"""categories of characters that move the cursor, turn the direction of writing or are unseen"""

JOINERS = frozenset("\u200c\u200d\u00ad")
"""unseen too, but part of how words and emoji are spelt"""


def printable(text: str) -> str:
    """The text in one line; what would act on the terminal stands as \\u escapes."""
    return "".join(f"\\u{ord(c):04x}" if _acts(c) else c for c in text)


def _acts(character: str) -> bool:
    return unicodedata.category(character) in ACTS and character not in JOINERS
