"""huoye run: what is stale, after showing what and how long."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from huoye.cli.console import Painter, has_error, problem_data, show_json, show_problems
from huoye.cli.options import json_option, site_option

if TYPE_CHECKING:
    from huoye.model.problem import Problem
    from huoye.run.job import PostResult
    from huoye.site.running import Planned

MARKS = {
    "ran": "ran", "unchanged": "fresh", "loaded": "loaded its kept names",
    "replayed": "replayed", "failed": "FAILED", "skipped": "skipped",
}  # fmt: skip


@click.command("run")
@click.argument("posts", nargs=-1, metavar="[POST|POST#LABEL]…")
@click.option("--preset", type=click.Choice(["quick", "full"]), help="size (default: quick)")
@click.option("--device", type=click.Choice(["auto", "cpu", "cuda"]), default="auto")
@click.option("--force", is_flag=True, help="run what is fresh too")
@click.option("--yes", is_flag=True, help="do not ask before executing code")
@site_option
@json_option
def command(
    *, posts: tuple[str, ...], preset: str | None, device: str, force: bool, yes: bool,
    folder: Path, as_json: bool,
) -> None:  # fmt: skip
    """Run the cells that are stale; POST is a folder, an id or a part of a title.

    The one command that executes code of posts. It tells first what it will execute
    and how long that took last time, and asks. Each finished cell is kept whatever fails later.
    """
    from huoye.site.choose import choose
    from huoye.site.library import Library
    from huoye.site.opened import open_site
    from huoye.site.running import RunWish, plan_runs, run_all

    site = open_site(folder)
    shelf = Library(site.root, site.config).read()
    broken = [p for s in shelf.parsed.values() for p in s.problems if p.level == "error"]
    problems: list[Problem] = [*shelf.problems, *broken]
    sick = {p.path for p in broken}
    drafts = [p.draft for p in shelf.parsed.values() if p.draft is not None]
    drafts = [d for d in drafts if d.path not in sick]
    chosen = preset or site.config.run.preset
    wish = RunWish(
        "full" if chosen == "full" else "quick",
        "cuda" if device == "cuda" else "cpu" if device == "cpu" else "auto",
        force,
        _today(),
    )
    planned = plan_runs(site, choose(posts, drafts), wish)
    results: list[PostResult] = []
    if not planned and not as_json:
        click.echo("all fresh: nothing to run")
    if planned:
        if not as_json:
            _show_plan(planned)
        if not yes:
            click.confirm("execute this code on this machine?", abort=True, err=True)
        with Painter() as painter:
            for result in run_all(planned, painter):
                results.append(result)
                problems += result.problems
                if not as_json:
                    _show_result(result)
    if as_json:
        show_json({"posts": [_data(r) for r in results], "problems": problem_data(problems)})
    else:
        show_problems(problems)
    raise SystemExit(1 if has_error(problems) else 0)


def _today() -> date:
    return datetime.now(UTC).date()


def _show_plan(planned: Sequence["Planned"]) -> None:
    """One line a cell that will be executed, and the price by last time's seconds."""
    click.echo("will execute:")
    for item in planned:
        click.echo(f"  {item.draft.path}  {item.draft.front.title}")
        for chain in item.chains:
            for step in chain.steps:
                if step.action in ("run", "replay", "load"):
                    price = f"  {step.seconds:.1f} s last time" if step.seconds else ""
                    click.echo(f"    :{step.cell.line:<5}{step.action:<7}{step.cell.name}{price}")
    total = sum(item.price for item in planned)
    if total:
        click.echo(f"about {total:.0f} s by the last run, new cells not counted")


def _show_result(result: "PostResult") -> None:
    for outcome in result.outcomes:
        if outcome.fate != "unchanged":
            seconds = f"{outcome.seconds:.1f} s" if outcome.seconds else ""
            where = f"{result.post}:{outcome.line}"
            click.echo(f"  {where}  {outcome.cell}  {MARKS[outcome.fate]}  {seconds}".rstrip())


def _data(result: "PostResult") -> dict[str, object]:
    cells = [
        {"cell": o.cell, "line": o.line, "fate": o.fate, "seconds": o.seconds}
        for o in result.outcomes
    ]
    return {"post": result.post, "cells": cells}
