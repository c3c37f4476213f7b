"""huoye trust: this repository is its author's own, on this machine."""

from datetime import UTC, datetime
from pathlib import Path

import click

from huoye.cli.options import site_option
from huoye.text.printable import printable


@click.command("trust")
@click.option("--remove", is_flag=True, help="ask again from now on")
@click.option("--list", "listed", is_flag=True, help="every repository trusted on this machine")
@site_option
def command(*, remove: bool, listed: bool, folder: Path) -> None:
    """Remember on this machine that this repository is your own.

    Then huoye run and huoye verify execute its code without asking, and huoye serve --run reruns
    cells at every save. What others commit is asked about once more, with its size, after each
    pull. Executed code can do all that you can: trust only what you wrote or read.
    """
    from huoye.site.opened import find_root
    from huoye.site.trust import forget, trust, trusted

    if listed:
        for known in trusted():
            gone = "" if Path(known.path).is_dir() else "  (gone)"
            click.echo(f"{printable(known.path)}  since {known.since}{gone}")
        return
    root = find_root(folder)
    if remove:
        click.echo("asks again" if forget(root) else "was not trusted")
        return
    made = trust(root, datetime.now(UTC).date())
    click.echo(f"trusted at {made.commit[:10]}: {printable(made.path)}")
