"""huoye check: everything that would go wrong, without writing."""

from datetime import UTC, datetime
from pathlib import Path

import click

from huoye.cli.console import Painter, has_error, problem_data, show_json, show_problems
from huoye.cli.options import json_option, site_option


@click.command("check")
@site_option
@json_option
def command(folder: Path, as_json: bool) -> None:
    """Links, anchors, images, formulas, front matter, freshness of results; writes nothing."""
    from huoye.catalog.collect import Visibility
    from huoye.site.check import check
    from huoye.site.opened import open_site

    site = open_site(folder)
    with Painter() as painter:
        problems = check(site, Visibility(datetime.now(UTC), drafts=True, future=True), painter)
    if as_json:
        show_json({"problems": problem_data(problems)})
    else:
        show_problems(problems)
        counts = [sum(p.level == level for p in set(problems)) for level in ("error", "warning")]
        click.echo(f"{counts[0]} errors, {counts[1]} warnings")
    raise SystemExit(1 if has_error(problems) else 0)
