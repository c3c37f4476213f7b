"""Running posts to a table that lives on the terminal, and each ended cell to a line."""

import sys
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import click
from rich.console import Console, Group
from rich.live import Live
from rich.markup import escape
from rich.table import Table

from huoye.cli.planned import span
from huoye.model.event import Event
from huoye.run.job import CellEvent, Outcome, PostResult, WaitEvent

if TYPE_CHECKING:
    from huoye.run.stop import Stop

MARKS = {
    "ran": "ran", "unchanged": "fresh", "loaded": "loaded its kept names",
    "replayed": "replayed", "failed": "FAILED", "interrupted": "interrupted",
    "skipped": "skipped",
}  # fmt: skip
STOPPING = "stopping: running cells are interrupted; once more ends them at once"


@dataclass(slots=True)
class _Row:
    """What a post is doing."""

    event: Event
    since: float = field(default_factory=time.monotonic)


class RunTable:
    """Paints what is reported; `quiet`: without the lines, which stand on standard output."""

    def __init__(self, stop: "Stop", *, quiet: bool) -> None:
        self._stop = stop
        self._quiet = quiet
        self._rows: dict[str, _Row] = {}
        self._live = Live(
            console=Console(file=sys.stderr, highlight=False),
            get_renderable=self._table,
            transient=True,
            redirect_stdout=False,
        )
        self._lives = self._live.console.is_terminal

    def __enter__(self) -> "RunTable":
        if self._lives:
            self._live.start()
        return self

    def __exit__(self, *error: object) -> None:
        if self._lives:
            self._live.stop()

    def __call__(self, event: Event) -> None:
        """Take note of one report."""
        if isinstance(event, CellEvent):
            self._rows[event.post] = _Row(event)
            if event.fate is not None:
                took = event.seconds or 0.0
                self._say(event.post, Outcome(event.cell, event.line, event.fate, took))
        elif isinstance(event, WaitEvent):
            self._rows[event.post] = _Row(event)
            self._echo(f"  {event.post}  {_state(event)}")
        if self._lives:
            self._live.refresh()

    def ended(self, result: PostResult) -> None:
        """A post has its result: its row goes, and its cells that were not reached are told."""
        self._rows.pop(result.post, None)
        for outcome in result.outcomes:
            if outcome.fate == "skipped" and not self._stop.level:
                self._say(result.post, outcome)

    def _say(self, post: str, outcome: Outcome) -> None:
        seconds = f"{outcome.seconds:.1f} s" if outcome.seconds else ""
        where = f"{post}:{outcome.line}"
        self._echo(f"  {where}  {outcome.cell}  {MARKS[outcome.fate]}  {seconds}".rstrip())

    def _echo(self, line: str) -> None:
        if not self._quiet and self._lives and sys.stdout.isatty():
            self._live.console.print(line, markup=False, soft_wrap=True)  # above the table
        elif not self._quiet:
            click.echo(line)

    def _table(self) -> Group:
        """Post, cell, time of last time's, state."""
        table = Table.grid(padding=(0, 2))
        now = time.monotonic()
        for row in list(self._rows.values()):
            event = row.event
            count = f"{min(event.done + 1, event.total)}/{event.total}" if event.total else ""
            took = f"{span(now - row.since)}{_last(event)}"
            table.add_row(escape(event.subject), count, took, _state(event))
        return Group(table, *([STOPPING] if self._stop.level else []))


def _last(event: Event) -> str:
    last = event.last if isinstance(event, CellEvent) else None
    return f" of about {span(last)}" if last else ""


def _state(event: Event) -> str:
    if isinstance(event, WaitEvent):
        return "waits for a GPU" if event.cards == 1 else f"waits for {event.cards} GPUs at once"
    fate = event.fate if isinstance(event, CellEvent) else None
    return "running" if fate is None else MARKS[fate]
