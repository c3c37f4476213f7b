"""The rows of a post's equations to their numbers: 1, 2, 3a, 3b, 4."""

from collections.abc import Sequence
from dataclasses import dataclass

from huoye.model.draft import Group
from huoye.model.formula import Row


@dataclass(slots=True)
class Counter:
    """Counts from top to bottom, formula after formula."""

    groups: Sequence[Group]
    counted: int = 0
    group: int = 0
    """the group that the last formula stands in, 0 for none"""
    lettered: bool = False
    """the rows of the last formula share a number: within a group, or in subnumcases"""
    inside: int = 0
    """letters given since the last number"""

    def enter(self, group: int, rows: Sequence[Row]) -> Group | None:
        """Come to a formula of that group; the group itself where it begins here."""
        begins = group not in (0, self.group)
        alone = not group and any(row.auto and row.part == "letter" for row in rows)
        self.group, self.lettered = group, bool(group) or alone
        if begins or alone:
            self.counted, self.inside = self.counted + 1, 0
        return self.groups[group - 1] if begins else None

    def show(self, row: Row) -> str:
        """What the next row shows; what a label stands for that all rows share."""
        if not row.auto:
            return row.text if row.starred else f"({row.text})"
        return self.whole if row.part == "whole" else f"({self._next()})"

    @property
    def whole(self) -> str:
        """The number that the rows with letters share."""
        return f"({self.counted})"

    def _next(self) -> str:
        if not self.lettered:
            self.counted += 1
            return str(self.counted)
        self.inside += 1
        return f"{self.counted}{_letters(self.inside)}"


def _letters(number: int) -> str:
    """1 → a, 26 → z, 27 → aa."""
    letters = ""
    while number:
        number, letter = divmod(number - 1, 26)
        letters = chr(ord("a") + letter) + letters
    return letters
