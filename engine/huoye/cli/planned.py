"""What a command is about to execute, and what that cost last time, before it asks."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from huoye.text.printable import printable

if TYPE_CHECKING:
    from huoye.site.running import Planned


def show_plan(planned: Sequence["Planned"]) -> None:
    """One line a cell that will be executed, and the price by last time's seconds."""
    click.echo("will execute:")
    for item in planned:
        click.echo(f"  {item.draft.path}  {printable(item.draft.front.title)}")
        for chain in item.chains:
            for step in chain.steps:
                if step.action in ("run", "replay", "load"):
                    price = f"  {step.seconds:.1f} s last time" if step.seconds else ""
                    click.echo(f"    :{step.cell.line:<5}{step.action:<7}{step.cell.name}{price}")
    total = sum(item.price for item in planned)
    if total:
        click.echo(f"about {total:.0f} s by the last run, new cells not counted")
