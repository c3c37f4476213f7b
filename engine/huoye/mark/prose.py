"""Printed text to what search, description and word count need of it."""

from dataclasses import dataclass, field

from huoye.model.draft import Count
from huoye.text.cjk import count_hanzi, count_words


@dataclass(slots=True)
class Prose:
    """Plain text of a post, gathered while it is printed."""

    parts: list[str] = field(default_factory=list)
    hanzi: int = 0
    words: int = 0
    formulas: int = 0
    displays: int = 0

    def say(self, text: str) -> None:
        """Prose: it counts."""
        self.parts.append(text)
        self.hanzi += count_hanzi(text)
        self.words += count_words(text)

    def code(self, text: str) -> None:
        """Code within a sentence: readable, not counted."""
        self.parts.append(text)

    def formula(self, tex: str, *, display: bool) -> None:
        """A formula, as TeX."""
        self.parts.append(f"\n\\[{tex}\\]\n" if display else f"${tex}$")
        self.displays += display
        self.formulas += not display

    def break_line(self) -> None:
        """The end of a block."""
        self.parts.append("\n")

    @property
    def count(self) -> Count:
        """Sizes so far."""
        return Count(self.hanzi, self.words, self.formulas, self.displays)

    @property
    def plain(self) -> str:
        """One line a block, none of them empty."""
        lines = ("".join(self.parts)).split("\n")
        return "\n".join(line.strip() for line in lines if line.strip())
