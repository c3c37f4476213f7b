"""The command line: each command lives in a module of its own, imported when it is called."""

import sys
from importlib import import_module

import click

from huoye import __version__
from huoye.cli.console import show_halt
from huoye.model.halt import Halt

COMMANDS = {
    "new": "start a post or a site",
    "run": "run the cells that are stale, after showing what and how long",
    "verify": "run posts anew in a scratch copy and compare with the committed results",
    "diff": "tell what differs between the results of a revision and those of now",
    "trust": "call this repository your own: run and verify ask no more, serve --run may rerun",
    "take": "take results that a run elsewhere handed out, each once",
    "keep": "keep a stale result that a change does not affect, saying why",
    "build": "render the site; never executes a cell",
    "serve": "preview on this machine: watches, rebuilds, reloads",
    "status": "tell of every cell whether it is fresh, and why not",
    "check": "find broken links, formulas, results; writes nothing",
    "publish": "put the built site on its host, after showing the plan",
    "setup": "bring what npm provides: MathJax and the font for figures",
}

UNTOLD = ("worker",)
"""what huoye says to itself on another machine"""


class Commands(click.Group):
    """Knows the names and sentences of all commands without importing any."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order an author meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module of the command."""
        if cmd_name not in (*COMMANDS, *UNTOLD):
            return None
        command: click.Command = import_module(f"huoye.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """One line a command."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="huoye")
def huoye() -> None:
    """A static blog engine with executable posts, Chinese-first and mathematics-first.

    Exit code 0: everything as asked; 1: something was not published, run or proved as asked, each
    named with file and line; 2: wrong usage, or no way to go on.
    """


def main() -> None:
    """Entry point of the `huoye` script."""
    try:
        code = huoye.main(standalone_mode=False)
    except Halt as halt:
        show_halt(halt)
        code = 2
    except click.ClickException as error:
        error.show()
        code = 2
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped", err=True)
        code = 1
    sys.exit(code if isinstance(code, int) else 0)
