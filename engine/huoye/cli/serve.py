"""huoye serve: the site on this machine, new with every save."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from huoye.cli.console import show_problems
from huoye.cli.options import site_option

if TYPE_CHECKING:
    from huoye.live.session import Rerun

AGAIN = (sys.executable, "-P", "-m", "huoye.cli.again")
"""-P: nothing in the site's folder may stand in for a module of the command"""


@click.command("serve")
@click.option("--port", default=8000, show_default=True, help="0: any free one")
@click.option("--run", "rerun", is_flag=True,
              help="rerun cells that a save made stale; only after huoye trust")  # fmt: skip
@site_option
def command(*, port: int, rerun: bool, folder: Path) -> None:
    """Preview: drafts and future posts shown, marked; watches, rebuilds, reloads at the same place.

    Serves this machine only. Without --run no cell is executed; a stale figure says so, and how to
    have it anew. With --run the stale cells of the post that was saved run beside the preview, of
    the one last seen where a module or data was saved; the page has the results when they are
    there. A newer save ends the run and begins anew.
    """
    from huoye.live.session import Session
    from huoye.model.halt import Halt
    from huoye.model.problem import Problem, problem
    from huoye.site.opened import find_root

    def tell(problems: tuple[Problem, ...], seconds: float) -> None:
        show_problems(problems)
        click.echo(f"rebuilt in {seconds * 1000:.0f} ms")

    root = find_root(folder)
    again = _trusted_rerun(root) if rerun else None
    try:
        session = Session(root, port, tell, again)
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


def _trusted_rerun(root: Path) -> "Rerun":
    """Raises Halt HY673 where nobody called the repository his own: a save is no answer."""
    from huoye.live.session import Rerun
    from huoye.model.halt import Halt
    from huoye.model.problem import problem
    from huoye.site.trust import standing

    if standing(root) is None:
        raise Halt(problem("HY673"))
    return Rerun(AGAIN, _told)


def _told(post: str, code: int, said: str) -> None:
    """What a run said; one that had nothing to do is no news."""
    lines = [line for line in said.splitlines() if line.strip()]
    click.echo("\n".join([f"{'ran' if code == 0 else 'NOT RUN'} {post}", *lines]))
