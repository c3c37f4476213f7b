"""huoye take: results that a run elsewhere handed out, into the site, each once."""

from pathlib import Path

import click

from huoye.cli.console import has_error, problem_data, show_json, show_problems
from huoye.cli.options import json_option, site_option
from huoye.model.problem import Problem, problem


@click.command("take")
@click.argument("folders", nargs=-1, required=True, metavar="DIR…",
                type=click.Path(exists=True, file_okay=False, path_type=Path))  # fmt: skip
@click.option("--force", is_flag=True, help="replace results that count, too")
@site_option
@json_option
def command(*, folders: tuple[Path, ...], force: bool, folder: Path, as_json: bool) -> None:
    """Take what `huoye run --into DIR` put into DIR, whatever carried it there; runs nothing.

    Checked are the seal, the files, and the key and inputs against the post as it is now. A result
    that is outdated, or that is here already, is dropped and named.
    """
    from huoye.remote.take import Taker
    from huoye.site.opened import open_site

    site = open_site(folder)
    cells: list[str] = []
    problems: list[Problem] = []
    for place in folders:
        taker = Taker(site, place, force=force)
        taken = taker.take()
        returned = taker.returned()
        cells += taken.cells
        problems += taken.problems
        if returned is None:
            problems.append(problem("HY089", folder=place))
        else:
            problems += [p for r in returned.results for p in r.problems] + [*returned.problems]
    if as_json:
        show_json({"taken": cells, "problems": problem_data(problems)})
    else:
        for cell in cells:
            click.echo(f"  {cell}  taken")
        show_problems(problems)
        click.echo(f"{len(cells)} results taken")
    raise SystemExit(1 if has_error(problems) else 0)
