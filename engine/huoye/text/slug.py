"""Titles to parts of an address: Chinese stays Chinese."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from huoye.text.fold import nfc

NOTE_ID = re.compile(r"nh|[nr]\d+(?:-\d+)?")
"""ids that footnotes use"""


def slugify(text: str) -> str:
    """NFKC, lower case; letters and digits of every script, one hyphen for any run of the rest."""
    folded = unicodedata.normalize("NFKC", text).lower()
    kept = "".join(c if c.isalnum() or unicodedata.combining(c) else "-" for c in folded)
    return "-".join(filter(None, kept.split("-"))) or "section"


def anchor_of(label: str) -> str:
    """eq:loss → eq-loss: the id of a label that an author chose."""
    return nfc(label.strip()).replace(":", "-").replace(" ", "-")


@dataclass(slots=True)
class Anchors:
    """The ids of one post, each given once."""

    chosen: frozenset[str]
    """ids that the author wrote: derived ones make way for them"""
    taken: dict[str, None] = field(default_factory=dict)
    """ids given, in their order"""
    tried: dict[str, int] = field(default_factory=dict)
    """derived id → the last number tried behind it"""

    @classmethod
    def avoiding(cls, chosen: Iterable[str]) -> "Anchors":
        """No id yet, these kept free."""
        return cls(frozenset(chosen))

    def derive(self, text: str) -> str:
        """An id for a heading: equal ones are numbered 引言, 引言-1, 引言-2 in linear time."""
        base = slugify(text)
        if NOTE_ID.fullmatch(base):
            base = f"section-{base}"
        anchor, number = base, self.tried.get(base, 0)
        while not self._free(anchor):
            number += 1
            anchor = f"{base}-{number}"
        self.tried[base] = number
        self.taken[anchor] = None
        return anchor

    def claim(self, anchor: str) -> bool:
        """Take a chosen id; False where it was taken before."""
        if anchor in self.taken:
            return False
        self.taken[anchor] = None
        return True

    def _free(self, anchor: str) -> bool:
        return anchor not in self.taken and anchor not in self.chosen
