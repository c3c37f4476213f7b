"""The words of one problem, in English and Chinese."""

from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning", "note"]
Language = Literal["en", "zh"]


@dataclass(frozen=True, slots=True)
class Message:
    """The words of one code; `{name}` placeholders are filled from the problem's values."""

    level: Level
    en: str
    en_hint: str
    zh: str
    zh_hint: str

    def text(self, language: Language) -> str:
        """What was wrong."""
        return self.zh if language == "zh" else self.en

    def hint(self, language: Language) -> str:
        """How to mend it."""
        return self.zh_hint if language == "zh" else self.en_hint
