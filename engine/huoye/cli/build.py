"""huoye build: the site rendered into a folder."""

from datetime import UTC, datetime
from pathlib import Path

import click

from huoye.cli.console import (
    Painter,
    has_error,
    problem_data,
    show_json,
    show_problems,
    show_repairs,
)
from huoye.cli.options import json_option, site_option


@click.command("build")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="output folder (default: public/ of the site)",
)
@click.option("--drafts", is_flag=True, help="show drafts too, marked")
@click.option("--future", is_flag=True, help="show posts of a future date too, marked")
@click.option("--strict", is_flag=True, help="a result that is not fresh is an error")
@site_option
@json_option
def command(
    *, out: Path | None, drafts: bool, future: bool, strict: bool, folder: Path, as_json: bool
) -> None:
    """Render the site. Cells are never executed: their last results are shown, stale ones marked.

    A post with an error keeps its last good page; the others are built, and the exit code is 1.
    """
    from huoye.catalog.collect import Visibility
    from huoye.site.build import BuildWish, build
    from huoye.site.opened import open_site

    site = open_site(folder)
    wish = BuildWish(
        out=out.resolve() if out else site.root / "public",
        visibility=Visibility(datetime.now(UTC), drafts=drafts, future=future),
        strict=strict,
    )
    with Painter() as painter:
        built = build(site, wish, painter)
    if as_json:
        show_json({"files": built.files, "written": built.written, "deleted": built.deleted,
                   "problems": problem_data(built.problems)})  # fmt: skip
    else:
        show_problems(built.problems)
        click.echo(
            f"{built.posts} posts, {built.files} files in {_shown(wish.out)}: "
            f"{built.written} written, {built.deleted} deleted, {built.seconds:.1f} s"
        )
        show_repairs(built.problems)
    raise SystemExit(1 if has_error(built.problems) else 0)


def _shown(path: Path) -> str:
    """Relative where it lies below this folder."""
    here = Path.cwd()
    return f"{path.relative_to(here)}/" if path.is_relative_to(here) else f"{path}"
