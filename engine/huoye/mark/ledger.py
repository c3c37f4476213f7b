"""Lines of a body to problems at lines of its file."""

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

    def at(self, line: int) -> int:
        """1-based file line of a 0-based body line."""
        return self.body_line + line

    def add(self, code: str, line: int, **values: Any) -> None:
        """Note a problem at a 0-based body line."""
        self.problems.append(problem(code, self.path, self.at(line), **values))


def ledger(env: EnvType) -> Ledger:
    """The ledger of the source being parsed."""
    found: Ledger = env[KEY]
    return found
