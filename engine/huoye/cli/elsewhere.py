"""What `huoye run` does with --on and --end: the same run on another machine."""

from collections.abc import Generator
from typing import TYPE_CHECKING, NoReturn

import click

from huoye.cli.console import show_problems

if TYPE_CHECKING:
    from huoye.model.event import Report
    from huoye.remote.errand import Errand
    from huoye.remote.place import Box, Cluster
    from huoye.run.job import PostResult
    from huoye.run.stop import Stop
    from huoye.site.opened import Site


def place_for(elsewhere: str | None, *, into: bool) -> "Box | Cluster | None":
    """The place of --on; None: here."""
    from huoye.remote.place import place_of

    if elsewhere and into:
        raise click.UsageError("--into is for the worker itself, --on for who sends it there")
    return place_of(elsewhere) if elsewhere else None


def away(
    errand: "Errand | None", place: "Box | Cluster", report: "Report", stop: "Stop"
) -> Generator["PostResult", None, None]:
    """Results from another machine; what happens between is told at once."""
    from huoye.remote.box import Ends, run_on_box
    from huoye.remote.cluster import run_on_cluster
    from huoye.remote.place import Box

    ends = Ends(report, lambda said: show_problems([said]))
    if errand is None:
        return
    if isinstance(place, Box):
        yield from run_on_box(errand, place, ends)
    else:
        yield from run_on_cluster(errand, place, ends)


def end_run(site: "Site", place: "Box | Cluster | None") -> NoReturn:
    """End a run elsewhere; what it finished comes with the next run."""
    from huoye.remote.box import end_on_box
    from huoye.remote.place import Box

    if not isinstance(place, Box):
        raise click.UsageError("--end is for --on ssh:HOST; a cluster has its own: scancel")
    ended = end_on_box(site, place)
    click.echo("ended; what it finished comes with the next run --on" if ended else "nothing runs")
    raise SystemExit(0)
