"""Problems and progress to the terminal, or to JSON: the one place that prints."""

import json
import os
import sys
from collections.abc import Iterable

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from huoye.mark.fault import FAULTS
from huoye.model.event import Event
from huoye.model.halt import Halt
from huoye.model.message import Language
from huoye.model.problem import Problem
from huoye.text.printable import printable

COLOURS = {"error": "red", "warning": "yellow", "note": "cyan"}
REPAIRS = {"en": "{n} formulas to repair:", "zh": "有 {n} 个公式待修："}
RANK = {"error": 0, "warning": 1, "note": 2}


def language() -> Language:
    """Language of messages, by the usual variables of the locale."""
    names = (os.environ.get(n, "") for n in ("LC_ALL", "LC_MESSAGES", "LANG"))
    chosen = next((n for n in names if n), "")
    return "zh" if chosen.lower().startswith("zh") else "en"


def show_problems(problems: Iterable[Problem]) -> None:
    """`CODE file:line  what  how to mend it`, errors first, on standard error."""
    for problem in ordered(problems):
        where = printable(problem.place)
        code = click.style(problem.code, fg=COLOURS[problem.level], bold=True)
        head = f"{code} {where}  " if where else f"{code}  "
        click.echo(f"{head}{_lines(problem.text(language()))}", err=True)
        if problem.excerpt:
            click.echo(f"      {_lines(problem.excerpt)}", err=True)
        if hint := problem.hint(language()):
            click.echo(click.style(f"      {_lines(hint)}", dim=True), err=True)


def _lines(text: str) -> str:
    """What a site may have put there, unable to act on the terminal or to look like a message."""
    return "\n      ".join(map(printable, text.split("\n")))


def show_repairs(problems: Iterable[Problem]) -> None:
    """The formulas that an imported site shows framed, as one list, on standard error."""
    repairs = [p for p in ordered(problems) if p.code in FAULTS and p.level == "warning"]
    if repairs:
        click.echo(REPAIRS[language()].format(n=len(repairs)), err=True)
    for problem in repairs:
        click.echo(f"  {printable(problem.place)}  {_lines(problem.excerpt)}", err=True)


def show_halt(halt: Halt) -> None:
    """Why a command cannot go on."""
    show_problems(halt.problems)


def problem_data(problems: Iterable[Problem]) -> list[dict[str, object]]:
    """The same for programs."""
    lang = language()
    return [
        {
            "code": p.code,
            "level": p.level,
            "path": p.path,
            "line": p.line,
            "column": p.column,
            "text": p.text(lang),
            "hint": p.hint(lang),
            "formula": p.excerpt or None,
        }
        for p in ordered(problems)
    ]


def show_json(data: object) -> None:
    """One JSON document on standard output."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=1))


def ordered(problems: Iterable[Problem]) -> list[Problem]:
    """Errors first, then by place; the same problem is told once."""
    return sorted(dict.fromkeys(problems), key=_rank)


def _rank(problem: Problem) -> tuple[int, str, int, int, str]:
    return (RANK[problem.level], problem.path, problem.line or 0, problem.column or 0, problem.code)


def has_error(problems: Iterable[Problem]) -> bool:
    """Whether the exit code must be 1."""
    return any(p.level == "error" for p in problems)


class Painter:
    """A progress line a stage, shown on a terminal once work takes over a second."""

    def __init__(self) -> None:
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            TextColumn("{task.fields[subject]}"),
            console=Console(file=sys.stderr),
            transient=True,
        )
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> "Painter":
        if self._progress.console.is_terminal:
            self._progress.start()
        return self

    def __exit__(self, *error: object) -> None:
        if self._progress.console.is_terminal:
            self._progress.stop()

    def __call__(self, event: Event) -> None:
        """Paint one step."""
        if event.stage not in self._tasks:
            self._tasks[event.stage] = self._progress.add_task(event.stage, subject="")
        self._progress.update(
            self._tasks[event.stage],
            completed=event.done,
            total=event.total or None,
            subject=event.subject,
        )
