"""What is told while posts run: a line a cell, and on a terminal a table that lives."""

import io

import pytest
from rich.console import Console

from huoye.cli.runtable import RunTable
from huoye.run.job import CellEvent, Fate, Outcome, PostResult, WaitEvent
from huoye.run.stop import Stop

POST = "posts/p/index.md"


def event(cell: str, fate: Fate | None = None, last: float | None = None) -> CellEvent:
    return CellEvent(
        "run", f"p#{cell}", 1, 3, 1.5 if fate else None, POST, cell, 12, last, fate
    )  # fmt: skip


def painted(table: RunTable) -> str:
    console = Console(file=io.StringIO(), width=100)
    console.print(table._table())
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_each_ended_cell_is_a_line_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    with RunTable(Stop(), quiet=False) as table:
        table(event("fig-a"))
        assert capsys.readouterr().out == ""
        table(event("fig-a", "ran"))
        assert capsys.readouterr().out == f"  {POST}:12  fig-a  ran  1.5 s\n"
        table(WaitEvent("run", "p", post=POST, cards=2))
        assert capsys.readouterr().out == f"  {POST}  waits for 2 GPUs at once\n"
        outcomes = (Outcome("fig-a", 12, "ran", 1.5), Outcome("fig-b", 20, "skipped"))
        table.ended(PostResult(POST, outcomes, ()))
        assert capsys.readouterr() == (f"  {POST}:20  fig-b  skipped\n", "")


def test_for_a_program_nothing_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with RunTable(Stop(), quiet=True) as table:
        table(event("fig-a", "ran"))
        table.ended(PostResult(POST, (Outcome("fig-b", 20, "skipped"),), ()))
    assert capsys.readouterr() == ("", "")


def test_the_table_tells_cell_time_and_state() -> None:
    stop = Stop()
    table = RunTable(stop, quiet=True)
    table(event("fig-a", last=2460.0))
    assert painted(table).split() == [
        "p#fig-a",
        "2/3",
        "0.0",
        "s",
        "of",
        "about",
        "41",
        "min",
        "running",
    ]
    table(WaitEvent("run", "q[red]", post="posts/q/index.md"))
    assert "q[red]" in painted(table) and "waits for a GPU" in painted(table)
    table.ended(PostResult(POST, (), ()))
    assert "fig-a" not in painted(table)
    stop.ask()
    assert "once more ends them at once" in painted(table)
