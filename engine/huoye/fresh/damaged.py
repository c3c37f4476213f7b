"""The one form of "this record cannot be trusted"."""

from typing import Literal, get_args

Flaw = Literal[
    "json", "format", "seal", "cell", "field", "path",
    "blob-missing", "blob-differs", "blob-unsafe", "lfs", "not-here",
]  # fmt: skip
FLAWS: tuple[Flaw, ...] = get_args(Flaw)


class Damaged(Exception):  # noqa: N818 - a finding about a file, carried as a value as well
    """A record that was edited or merged by hand, cut off, or parted from its figure.

    Raised by `load`, then kept as a value in place of the record; fresh/reason.py has the words.
    """

    def __init__(self, reason: Flaw, name: str = "") -> None:
        super().__init__(reason, name)
        self.reason: Flaw = reason
        self.name = name
        """the field or file at fault, "" where the whole record is"""
