"""The one place that says which blocks there are: their names in every spelling, their words."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Literal

Family = Literal["admonition", "theorem", "figure", "table"]

ADMONITIONS: Mapping[str, str] = {
    "note": "note", "admonition": "note", "seealso": "note",
    "tip": "tip", "hint": "tip", "提示": "tip",
    "important": "important", "重要": "important",
    "warning": "warning", "attention": "warning", "注意": "warning",
    "caution": "caution", "danger": "caution", "error": "caution", "当心": "caution",
}  # fmt: skip
"""name as written → one of the five kinds that a page shows"""

THEOREMS: Mapping[str, str] = {
    "theorem": "定理", "lemma": "引理", "corollary": "推论", "proposition": "命题",
    "definition": "定义", "example": "例", "remark": "注", "axiom": "公理", "conjecture": "猜想",
    "property": "性质", "assumption": "假设", "criterion": "判据", "observation": "观察",
    "notation": "记号", "algorithm": "算法", "proof": "证明",
}  # fmt: skip
"""kind → its word, by which an author may call it too"""

PROOF = "proof"
"""the kind that is not counted"""
KINDS: Mapping[str, str] = {word: kind for kind, word in THEOREMS.items()}
WORDS: Mapping[str, str] = {
    "note": "注", "tip": "提示", "important": "重要", "warning": "注意", "caution": "当心",
    "seealso": "参见",
}  # fmt: skip
"""what an admonition without a title of its own is called, by its name or else by its kind"""
PARTS: Mapping[str, str] = {"fig": "图", "tbl": "表", "lst": "代码"}
"""family of a label → the word before its number"""


def meaning(name: str) -> tuple[Family, str] | None:
    """What a name stands for, and its kind; None for one that nobody knows."""
    plain = name.lower().removeprefix("prf:")
    if name.lower() in ADMONITIONS:
        return "admonition", ADMONITIONS[name.lower()]
    if plain in THEOREMS or plain in KINDS:
        return "theorem", KINDS.get(plain, plain)
    if plain == "figure":
        return "figure", "fig"
    return ("table", "tbl") if plain == "table" else None


def nearest(name: str) -> str:
    """The known name that an unknown one is most likely meant to be."""
    known = [*ADMONITIONS, *THEOREMS, *KINDS, "figure", "table"]
    near = get_close_matches(name.lower().removeprefix("prf:"), known, 1, 0.4)
    return near[0] if near else "-"
