"""The table of every problem huoye can report, by stable code, in English and Chinese.

Ranges: HY0 command line and settings, HY1 front matter and files, HY2 Markdown, HY3 mathematics,
HY4 links and references, HY5 records and values, HY6 running cells, HY7 building and publishing.
"""

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


MESSAGES: dict[str, Message] = {
    # HY0: command line and settings
    "HY001": Message(
        "error",
        "no huoye.toml in this folder or above it",
        "run the command inside a site, pass --site DIR, or make one: huoye new site mysite",
        "此处及上级文件夹都没有 huoye.toml",
        "进入站点文件夹再运行，或用 --site DIR 指定，或新建：huoye new site mysite",
    ),
    # HY1: front matter and files
    # HY2: Markdown
    # HY3: mathematics
    # HY4: links and references
    # HY5: records and values
    # HY6: running cells
    # HY7: building and publishing
}
