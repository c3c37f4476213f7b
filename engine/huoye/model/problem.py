"""What went wrong, where, and how to mend it: the one form of every message about a site."""

from collections.abc import Mapping
from dataclasses import dataclass

from huoye.model.message import Language, Level
from huoye.model.messages import MESSAGES

WITHIN: Mapping[Language, str] = {
    "en": ", in the definition of {within}",
    "zh": "（出在 {within} 的定义里）",
}
"""Added where the value `within` names a macro."""

CLAUSES: Mapping[Language, str] = {"en": "; ", "zh": "；"}
"""What stands between the clauses of a hint."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One located message; its words are looked up by code, so they exist in every language."""

    code: str
    """stable code, e.g. HY301; a row of model/words/"""
    level: Level
    path: str
    """posix path relative to the site's folder, or "" where no file is at fault"""
    line: int | None
    """1-based line in that file"""
    column: int | None
    """1-based column, where it can be known"""
    values: tuple[tuple[str, str], ...]
    """what fills the placeholders of the message"""

    def text(self, language: Language = "en") -> str:
        """What was wrong."""
        values = dict(self.values)
        said = MESSAGES[self.code].text(language).format(**values)
        return said + WITHIN[language].format(**values) if values.get("within") else said

    def hint(self, language: Language = "en") -> str:
        """How to mend it; a clause that would name nothing, as "nearest: -", is left out."""
        values, comma = dict(self.values), CLAUSES[language]
        clauses = MESSAGES[self.code].hint(language).split(comma)
        nothing = [f"{{{name}}}" for name, value in values.items() if value == "-"]
        telling = [clause for clause in clauses if not any(name in clause for name in nothing)]
        return comma.join(telling or clauses).format(**values)

    @property
    def place(self) -> str:
        """file:line:column, as far as they are known."""
        parts = (self.path, self.line or 0, self.column or 0 if self.line else 0)
        return ":".join(str(part) for part in parts if part)

    @property
    def excerpt(self) -> str:
        """The formula at fault in one line, the place marked; empty where no formula is."""
        return dict(self.values).get("formula", "")


def problem(
    code: str,
    path: str = "",
    line: int | None = None,
    *,
    column: int | None = None,
    level: Level | None = None,
    **values: object,
) -> Problem:
    """A problem of the given code; `level` overrides the table (a setting may soften it)."""
    filled = tuple((name, str(value)) for name, value in values.items())
    return Problem(code, level or MESSAGES[code].level, path, line, column, filled)
