"""What a command is about to execute, and what that cost last time, before it asks."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from huoye.text.printable import printable

if TYPE_CHECKING:
    from huoye.run.capacity import Capacity
    from huoye.run.plan import Step
    from huoye.site.running import Planned

VERBS = {"run": "runs", "replay": "replays", "load": "loads the kept names of"}


def show_plan(planned: Sequence["Planned"], capacity: "Capacity | None" = None) -> None:
    """One line a cell that will be executed, and the price by last time's seconds."""
    from huoye.run.capacity import ALONE

    click.echo("will execute:")
    for item in planned:
        click.echo(f"  {printable(item.draft.path)}  {printable(item.draft.front.title)}")
        for step in (step for chain in item.chains for step in chain.steps):
            if step.action in VERBS:
                click.echo(f"    :{step.cell.line:<5}{VERBS[step.action]} {_priced(step)}")
    _show_total(planned, capacity or ALONE)


def span(seconds: float) -> str:
    """A time as people say it."""
    if seconds < 99.5:
        return f"{seconds:.1f} s" if seconds < 9.95 else f"{seconds:.0f} s"
    minutes = seconds / 60
    return f"{minutes:.0f} min" if minutes < 99.5 else f"{minutes / 60:.1f} h"


def _priced(step: "Step") -> str:
    """replays fig-train, about 41 min on NVIDIA H100: what it took, and where."""
    if step.action == "load":
        return step.cell.name
    if step.record is None or step.seconds is None:
        return f"{step.cell.name}, never run before"
    card = step.record.card
    where = card.get("gpu") or ("a GPU" if card.get("device") == "cuda" else "CPU")
    return f"{step.cell.name}, about {span(step.seconds)} on {printable(str(where))}"


def _show_total(planned: Sequence["Planned"], capacity: "Capacity") -> None:
    from huoye.run.cards import cards
    from huoye.run.plan import duration

    total = duration([item.chains for item in planned], capacity, len(cards()))
    beside = min(capacity.cpu, len(planned))
    how = f" with {beside} posts side by side" if beside > 1 else ""
    if total:
        click.echo(f"about {span(total)}{how}, by the last run; new cells not counted")
