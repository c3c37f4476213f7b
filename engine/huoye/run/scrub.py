"""Text of a cell to text that says nothing of the machine and comes out the same next time."""

import re
import sys
import tempfile
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

import huoye

ANSI = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[@-Z\\-_]")
ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,}\b")
CELL = re.compile(r"(?:<tmp>(?:/tmp)?/)?\bipykernel_\d+/\d+\.py")
"""the file that IPython pretends a cell to be, in warnings; its name holds a process id"""
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class Scrubber:
    """Knows the folders of this machine that must not be told."""

    def __init__(self, root: Path, scratch: Path) -> None:
        self.root = root
        self.scratch = scratch

    @cached_property
    def _told(self) -> Mapping[str, str]:
        """Folder → what stands for it; the longest first, so that no other cuts it in two."""
        folders = {
            Path(tempfile.gettempdir()): "<tmp>",
            Path(sys.prefix): "<python>",
            Path(sys.base_prefix): "<python>",
            Path(huoye.__file__).parents[1]: "<huoye>",
            Path.home(): "~",
            self.scratch: "<tmp>",
            self.root: "<site>",
        }
        spelled = {
            form: word
            for folder, word in folders.items()
            for form in (str(folder), str(folder.resolve()))
            if folder != Path("/")
        }
        return dict(sorted(spelled.items(), key=lambda item: -len(item[0])))

    @cached_property
    def _folders(self) -> re.Pattern[str]:
        """Any of the folders as a whole name: /home/al is not in /home/alice."""
        return re.compile(f"(?<![\\w.-])(?:{'|'.join(map(re.escape, self._told))})(?![\\w-])")

    def clean(self, text: str) -> str:
        """The text without colours, addresses, folders, control characters and overwritten frames.

        Linear in its length.
        """
        text = CONTROL.sub("", fold(ANSI.sub("", text)))
        text = self._folders.sub(lambda found: self._told[found[0]], text)
        return ADDRESS.sub("0x…", CELL.sub("<cell>", text))


def fold(text: str) -> str:
    """Of each line what a terminal would show last: progress bars write over themselves by \\r."""
    return "\n".join(line.rstrip("\r").rpartition("\r")[2] for line in text.split("\n"))
