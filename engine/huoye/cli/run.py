"""huoye run: what is stale, after showing what and how long."""

import time
from collections.abc import Callable, Generator, Sequence
from contextlib import closing, nullcontext
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from huoye.cli.consent import HERE, consent
from huoye.cli.console import has_error, problem_data, show_json, show_problems
from huoye.cli.options import json_option, site_option
from huoye.cli.planned import show_plan, span
from huoye.cli.signals import heeding

if TYPE_CHECKING:
    from huoye.model.event import Report
    from huoye.run.job import PostResult
    from huoye.run.stop import Stop

    Start = Callable[[Report, Stop], Generator[PostResult, None, None]]

COUNTED = ("ran", "loaded", "replayed", "failed", "interrupted", "skipped")


@click.command("run")
@click.argument("posts", nargs=-1, metavar="[POST|POST#LABEL]…")
@click.option("--preset", type=click.Choice(["quick", "full"]), help="size (default: quick)")
@click.option("--device", type=click.Choice(["auto", "cpu", "cuda"]), default="auto")
@click.option("--jobs", type=click.IntRange(min=1), metavar="N",
              help="kernels side by side (default: what cores and free memory allow)")  # fmt: skip
@click.option("--force", is_flag=True, help="run what is fresh too")
@click.option("--yes", is_flag=True, help="do not ask before executing code")
@click.option("--into", type=click.Path(file_okay=False, path_type=Path), metavar="DIR",
              help="put each sealed result into DIR too, as its cell ends")  # fmt: skip
@click.option("--on", "elsewhere", metavar="PLACE",
              help="run on ssh:HOST[:DIR] or slurm[:PARTITION]; results come here")  # fmt: skip
@click.option("--end", is_flag=True, help="end the run that goes on at --on ssh:HOST")
@site_option
@json_option
def command(
    *, posts: tuple[str, ...], preset: str | None, device: str, jobs: int | None, force: bool,
    yes: bool, into: Path | None, elsewhere: str | None, end: bool, folder: Path, as_json: bool,
) -> None:  # fmt: skip
    """Run the cells that are stale; POST is a folder, an id or a part of a title.

    It executes code of posts: it tells first what it will execute and how long that took last
    time, and asks. Each finished cell is kept whatever fails later. Posts run side by side, the
    longest first; cells that need a GPU wait until no other huoye has it.

    Ctrl-C interrupts what runs, starts nothing more and tells what was done; a second one kills.
    Exit code 0: all is as asked; 1: a cell failed or could not be run; 130: stopped by Ctrl-C.

    With --on a run lives on when the connection does not, and after Ctrl-C: the same command
    again follows it, with --end it is ended.
    """
    from huoye.cli.elsewhere import away, end_run, place_for
    from huoye.remote.errand import Errand
    from huoye.remote.handout import Handout, run_into
    from huoye.run.capacity import capacity
    from huoye.site.choose import choose
    from huoye.site.opened import open_site
    from huoye.site.running import RunWish, plan_runs, run_all
    from huoye.site.sound import sound_drafts

    place = place_for(elsewhere, into=into is not None)
    site = open_site(folder)
    if end:
        end_run(site, place)
    drafts, problems = sound_drafts(site)
    chosen = preset or site.config.run.preset
    wish = RunWish(
        "full" if chosen == "full" else "quick",
        "cuda" if device == "cuda" else "cpu" if device == "cpu" else "auto",
        force,
        _today(),
    )
    wanted, errand = choose(posts, drafts), Errand(site, posts, wish)
    planned = errand.plan() if place else plan_runs(site, wanted, wish)
    room = capacity(jobs or site.config.run.jobs, site.config.run.threads)
    if planned:
        if not as_json:
            show_plan(planned, room)
        consent(site, planned, yes=yes, where=elsewhere or HERE)
    start: Start = partial(run_all, planned, capacity=room)
    if place:
        start = partial(away, errand if planned else None, place)
    elif into:
        start = partial(run_into, Handout(site, wish.preset, into), wanted, start, force=force)
    results, code = _run(start, quiet=as_json, heed=place is None)
    problems += [p for result in results for p in result.problems]
    if as_json:
        data = [_data(r) for r in results]
        show_json({"posts": data, "problems": problem_data(problems)})
    else:
        show_problems(problems)
    raise SystemExit(code or (1 if has_error(problems) else 0))


def _run(start: "Start", *, quiet: bool, heed: bool) -> tuple[list["PostResult"], int]:
    """The results, and the exit code where the author ended the run: that of the signal.

    Where a run is not ours to end, signals are not heeded: they end who looks on.
    """
    from huoye.cli.runtable import RunTable
    from huoye.run.stop import Stop

    stop, results, began = Stop(), [], time.monotonic()
    with (
        heeding(stop) if heed else nullcontext(()) as heard,
        RunTable(stop, quiet=quiet) as table,
        closing(start(table, stop)) as running,
    ):
        for result in running:
            results.append(result)
            table.ended(result)
    if not quiet:
        click.echo(_summary(results, time.monotonic() - began, stopped=bool(heard)))
    return results, 128 + heard[0] if heard else 0


def _summary(results: Sequence["PostResult"], seconds: float, *, stopped: bool) -> str:
    """How many cells fared how; the last line on standard output."""
    if not results:
        return "all fresh: nothing to run"
    fates = [outcome.fate for result in results for outcome in result.outcomes]
    told = ", ".join(f"{fates.count(fate)} {fate}" for fate in COUNTED if fate in fates)
    head = "stopped; what had ended is kept: " if stopped else ""
    return f"{head}{told} in {span(seconds)}"


def _today() -> date:
    return datetime.now(UTC).date()


def _data(result: "PostResult") -> dict[str, object]:
    cells = [
        {"cell": o.cell, "line": o.line, "fate": o.fate, "seconds": o.seconds}
        for o in result.outcomes
    ]
    return {"post": result.post, "cells": cells}
