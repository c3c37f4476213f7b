"""Lines of a body to problems at lines of its file."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from markdown_it.utils import EnvType

from huoye.model.problem import Problem, problem

KEY = "huoye"


@dataclass(slots=True)
class Ledger:
    """The problems of one source; rules reach it through markdown-it's `env`."""

    path: str
    body_line: int
    """1-based file line of the body's first line"""
    problems: list[Problem] = field(default_factory=list)
    lines: Sequence[str] = ()
    """the lines of the body, to find columns in"""

    def at(self, line: int) -> int:
        """1-based file line of a 0-based body line."""
        return self.body_line + line

    def column(self, line: int, text: str) -> int | None:
        """1-based column in the file at which `text` stands in a 0-based body line; None where it
        does not stand there as it is, or does so twice."""
        source = self.lines[line] if line < len(self.lines) else ""
        found = source.find(text)
        return found + 1 if found >= 0 and source.find(text, found + 1) < 0 else None

    def add(self, code: str, line: int, **values: Any) -> None:
        """Note a problem at a 0-based body line."""
        self.problems.append(problem(code, self.path, self.at(line), **values))


def ledger(env: EnvType) -> Ledger:
    """The ledger of the source being parsed."""
    found: Ledger = env[KEY]
    return found
