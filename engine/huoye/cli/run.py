"""huoye run: what is stale, after showing what and how long."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from huoye.cli.consent import consent
from huoye.cli.console import Painter, has_error, problem_data, show_json, show_problems
from huoye.cli.options import json_option, site_option
from huoye.cli.planned import show_plan

if TYPE_CHECKING:
    from huoye.run.job import PostResult

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

    It executes code of posts: it tells first what it will execute and how long that took last
    time, and asks. Each finished cell is kept whatever fails later.
    """
    from huoye.site.choose import choose
    from huoye.site.opened import open_site
    from huoye.site.running import RunWish, plan_runs, run_all
    from huoye.site.sound import sound_drafts

    site = open_site(folder)
    drafts, problems = sound_drafts(site)
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
            show_plan(planned)
        consent(site, planned, yes=yes)
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
