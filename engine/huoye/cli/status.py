"""huoye status: every cell, fresh or stale and why."""

from pathlib import Path

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from huoye.cli.console import language, problem_data, show_json, show_problems
from huoye.cli.options import json_option, site_option
from huoye.fresh.reason import words
from huoye.fresh.signature import signature_out
from huoye.site.status import CellStatus
from huoye.text.printable import printable

COLOURS = {
    "fresh": "green",
    "archived": "cyan",
    "stale": "yellow",
    "never": "red",
    "damaged": "red",
}
PIPED = 1000
"""columns where nobody folds lines: who reads them by a program looks for whole names"""


@click.command("status")
@click.argument("posts", nargs=-1, metavar="[POST]…")
@site_option
@json_option
def command(posts: tuple[str, ...], folder: Path, as_json: bool) -> None:
    """Tell of every cell whether its committed result still counts; starts no kernel.

    Exit code 1 where a cell is not fresh.
    """
    from huoye.site.cells import Bench
    from huoye.site.choose import choose
    from huoye.site.library import Library
    from huoye.site.opened import open_site
    from huoye.site.status import site_status

    site = open_site(folder)
    shelf = Library(site.root, site.config).read()
    drafts = [p.draft for p in shelf.parsed.values() if p.draft is not None]
    wanted = choose(posts, drafts)
    lines = site_status((w.draft for w in wanted), Bench(site))
    labels = {(w.draft.path, w.cell) for w in wanted if w.cell}
    if labels:
        lines = [line for line in lines if (line.draft.path, line.verdict.cell) in labels]
    problems = [*shelf.problems, *(p for s in shelf.parsed.values() for p in s.problems)]
    if as_json:
        show_json({"cells": [_data(line) for line in lines], "problems": problem_data(problems)})
    else:
        show_problems(p for p in problems if p.level == "error")
        _show(lines)
    bad = any(line.verdict.state not in ("fresh", "archived") for line in lines)
    raise SystemExit(1 if bad or any(p.level == "error" for p in problems) else 0)


def _data(line: CellStatus) -> dict[str, object]:
    verdict, record = line.verdict, line.verdict.record
    card = record.card if record else {}
    labelled = {c.name for c in line.draft.cells if c.labelled}
    return {
        "post": line.draft.path,
        "cell": verdict.cell,
        "label": verdict.cell if verdict.cell in labelled else None,
        "line": line.line,
        "preset": verdict.preset,
        "state": verdict.state,
        "reasons": [words(reason, language()) for reason in verdict.reasons],
        "last_run": line.last_run or None,
        "device": card.get("gpu") or card.get("device"),
        "date": card.get("at"),
        "seconds": card.get("seconds"),
        "verified": [signature_out(given) for given in record.verified] if record else [],
    }


def _plain(said: object) -> str:
    """What a site or a record may have put there, as text and nothing else."""
    return escape(printable(str(said)))


def _show(lines: list[CellStatus]) -> None:
    """A table a post; reasons stand under their cell."""
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = PIPED
    for path in dict.fromkeys(line.draft.path for line in lines):
        console.print(f"[bold]{_plain(path)}[/]")
        table = Table.grid(padding=(0, 2))
        for line in (line for line in lines if line.draft.path == path):
            data, state = _data(line), line.verdict.state
            reasons = "; ".join(words(r, language()) for r in line.verdict.reasons)
            failed = "last run failed; " if line.last_run else ""
            seconds = f"{data['seconds']} s" if data["seconds"] is not None else ""
            table.add_row(
                f"  :{line.line}", _plain(line.verdict.cell), line.verdict.preset,
                f"[{COLOURS[state]}]{state}[/]", _plain(data["device"] or ""), _plain(seconds),
                _plain(data["date"] or ""), _plain(failed + reasons),
            )  # fmt: skip
        console.print(table)
    counts = {s: sum(line.verdict.state == s for line in lines) for s in COLOURS}
    console.print(", ".join(f"{n} {state}" for state, n in counts.items() if n) or "no cells")
