"""Emphasis equals the JavaScript reference, markdown-it-cjk-friendly, on random strings.

The reference does not count “”‘’…—· as CJK; ours does. So the reference is given other CJK
punctuation in their place, and its answer is translated back: that is all that may differ.
"""

import random
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote

import pytest
from tests.reference.javascript import rendered, unicode_version

from huoye.mark.cells import CELLS
from huoye.mark.identifiers import PATTERNS
from huoye.mark.parser import parser

OURS = str.maketrans("“”‘’…—·", "『』〔〕︰〜・")
BACK = {to: of for of, to in OURS.items()}
"""to punctuation that both count as CJK and that the strings do not use otherwise"""

MARKS = [
    "*",
    "*",
    "**",
    "**",
    "***",
    "****",
    "_",
    "__",
    "~~",
    "~",
    "`",
    "\\*",
    "[",
    "](",
    ")",
    "<b>",
]
TEXT = [
    "中", "文", "字", "、", "。", "，", "（", "）", "「", "」", "！", "：", "【", "】", "％", "＊", "＿", "～", "￥",
    "“", "”", "‘", "’", "…", "—", "·", "——", "……", "か", "ｶ", "ア", "ー", "한", "글", "ㄅ", "𠮷", "㊗", "〒", "〰", "⼀",
    "a", "b", "1", "é", "ß", "Ω", "Ж", ".", ",", "(", "!", "?", "-", "+", "=", "'", '"', ":", "/", "%",
    " ", " ", "\u3000", "\u00a0", "\u2009", "\u200b", "\t", "€", "£", "×", "§", "→", "©", "™",
    "😀", "⌚", "🈁", "🈂", "🈯", "🀄", "◽", "☀", "☯", "䷀", "☰", "𝌆", "👍🏽", "\ufe00", "\ufe01", "\ufe0e", "\ufe0f",
    "\U000e0100", "\u0301", "\u3099", "\u200d", "〈", "〉", "⟨", "﹁", "﹏", "＂", "ￜ",
]  # fmt: skip


def strings(count: int, seed: int) -> Iterator[str]:
    """Random texts, half of them of marks; no image, whose text has no marks; no indent."""
    chance = random.Random(seed)
    for _ in range(count):
        parts = (chance.choice(chance.choice((MARKS, TEXT))) for _ in range(chance.randint(2, 14)))
        yield "".join(parts).lstrip("\u3000").replace("![", "! [")


def differences(texts: list[str]) -> list[tuple[str, str, str]]:
    """(text, ours, the reference's) wherever they are not the same."""
    markdown = parser(html=True)
    ours = [markdown.renderInline(text, {CELLS: None, PATTERNS: {}}) for text in texts]
    answers = rendered("emphasis.mjs", [text.translate(OURS) for text in texts])
    pairs = ((unquote(o), unquote(a).translate(BACK)) for o, a in zip(ours, answers, strict=True))
    return [(text, *pair) for text, pair in zip(texts, pairs, strict=True) if pair[0] != pair[1]]


def test_a_sample_of_random_strings_is_read_as_the_reference_reads_it() -> None:
    assert not differences(list(strings(8_000, seed=0)))[:5]


@pytest.mark.long(reason="100,000 random strings against the JavaScript reference")
def test_all_random_strings_are_read_as_the_reference_reads_them() -> None:
    assert not differences(list(strings(100_000, seed=1)))[:5]


@pytest.mark.long(reason="every assigned character against the JavaScript reference")
def test_every_character_counts_as_it_does_for_the_reference() -> None:
    if tuple(map(int, unicodedata.unidata_version.split("."))) > (*unicode_version(), 0):
        pytest.skip("Python knows characters here that node does not")
    known = [c for c in map(chr, range(0x80, 0x110000)) if _is_told_apart(c)]
    assert len(known) > 40_000
    assert not differences([text for c in known for text in (f"**a.**{c}", f"a**{c}**a")])[:5]


def _is_told_apart(char: str) -> bool:
    """Assigned, none of ours, and of thousands of ideographs only some."""
    named = unicodedata.name(char, "").startswith(("CJK UNIFIED", "HANGUL SYLL", "TANGUT", "NUSHU"))
    special = (
        unicodedata.category(char) in ("Cn", "Cs", "Co")
        or char in f"“”‘’…—·《》\ufeff{''.join(map(chr, BACK))}"
    )
    return not special and (not named or ord(char) % 97 == 0)
