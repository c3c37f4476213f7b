"""Titles to the form in which two spellings of one title are equal."""

import unicodedata


def fold_title(title: str) -> str:
    """NFKC, lower case, without white space: 《ＬｏＲＡ 入门》 and 《lora入门》 are one title."""
    return "".join(unicodedata.normalize("NFKC", title).casefold().split())
