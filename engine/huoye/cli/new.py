"""huoye new: a post or a site, from templates."""

from datetime import UTC, datetime
from pathlib import Path

import click

from huoye.cli.options import site_option
from huoye.site.opened import open_site
from huoye.site.scaffold import Created, new_post, new_site


@click.group("new")
def command() -> None:
    """Start a post or a site; nothing that exists is overwritten."""


@command.command("site")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
def site(folder: Path) -> None:
    """A new site in DIR, which must not exist or be empty."""
    _tell(new_site(folder, datetime.now(UTC)))
    click.echo(f"next: cd {folder} && huoye build, or huoye serve to see it while you write")


@command.command("post")
@click.argument("title")
@click.option("--name", default="", help="folder of the post (default: made from the title)")
@site_option
def post(title: str, name: str, folder: Path) -> None:
    """A new draft with the title TITLE in posts/."""
    opened = open_site(folder)
    _tell(new_post(opened, title, name, datetime.now(UTC)))


def _tell(created: Created) -> None:
    for file in created.files:
        click.echo(f"wrote {file}")
