"""huoye serve: the site on this machine, new with every save."""

from pathlib import Path

import click

from huoye.cli.console import show_problems
from huoye.cli.options import site_option


@click.command("serve")
@click.option("--port", default=8000, show_default=True, help="0: any free one")
@site_option
def command(port: int, folder: Path) -> None:
    """Preview: drafts and future posts shown, marked; watches, rebuilds, reloads at the same place.

    Serves this machine only. Cells are not executed; a stale figure says so.
    """
    from huoye.live.session import Session
    from huoye.model.halt import Halt
    from huoye.model.problem import Problem, problem
    from huoye.site.opened import find_root

    def tell(problems: tuple[Problem, ...], seconds: float) -> None:
        show_problems(problems)
        click.echo(f"rebuilt in {seconds * 1000:.0f} ms")

    root = find_root(folder)
    try:
        session = Session(root, port, tell)
    except OSError as error:
        raise Halt(problem("HY720", port=port, reason=error.strerror)) from None
    show_problems(session.problems)
    click.echo(f"serving {session.address}  (Ctrl-C ends)")
    try:
        session.run()
    except KeyboardInterrupt:
        click.echo("ended")
    finally:
        session.close()
