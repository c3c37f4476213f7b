"""Names and titles to the forms in which two spellings of one are equal."""

import unicodedata


def nfc(text: str) -> str:
    """The one spelling of a name: a disk or a keyboard may write é as e and an accent."""
    return unicodedata.normalize("NFC", text)


def fold_title(title: str) -> str:
    """NFKC, lower case, without white space: 《ＬｏＲＡ 入门》 and 《lora入门》 are one title."""
    return "".join(unicodedata.normalize("NFKC", title).casefold().split())
