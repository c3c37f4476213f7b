"""Text that a stranger may have written to text that a terminal shows as it is."""

import unicodedata

ACTS = frozenset({"Cc", "Cf", "Zl", "Zp"})
"""categories of characters that move the cursor, turn the direction of writing or are unseen"""


def printable(text: str) -> str:
    """The text in one line; what would act on the terminal stands as \\u escapes."""
    return "".join(f"\\u{ord(c):04x}" if unicodedata.category(c) in ACTS else c for c in text)
