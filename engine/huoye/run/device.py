"""The one place where the machine is asked for its cards."""

import subprocess
from collections.abc import Sequence
from functools import cache
from typing import Literal

from huoye.disk.program import find_program
from huoye.model.cell import Cell
from huoye.model.record import Record
from huoye.run.job import Device

Used = Literal["cpu", "cuda"]


@cache
def driver_version() -> str:
    """Version of the cards' driver; "" where there is no card that answers."""
    return next(iter(ask_driver("driver_version")), "")


def ask_driver(fields: str) -> list[str]:
    """One line a card; none where there is no card that answers."""
    tool = find_program("nvidia-smi")
    if tool is None:
        return []
    query = [tool, f"--query-gpu={fields}", "--format=csv,noheader"]
    try:
        said = subprocess.run(query, capture_output=True, text=True, timeout=10, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return []
    return [line.strip() for line in said.stdout.splitlines()] if said.returncode == 0 else []


def device_of(cells: Sequence[Cell], asked: Device, gpu: int) -> Used | None:
    """What the kernel of a chain may use; None: it needs cards that it cannot have.

    A chain is one process: one cell with `device: cuda`, or with more than one card, needs them for
    all. What a cell says wins over the command line, but `--device cpu` never starts a chain on a
    card. `gpu`: how many cards there are.
    """
    said = {cell.options.get("device", "auto") for cell in cells}
    if any(map(asks_for_card, cells)):
        return "cuda" if gpu >= cards_needed(cells) and asked != "cpu" else None
    if "cpu" in said or asked == "cpu":
        return "cpu"
    if asked == "cuda":
        return "cuda" if gpu else None
    return "cuda" if gpu else "cpu"


def asks_for_card(cell: Cell) -> bool:
    """Whether the cell says that it must never run on a CPU; who asks for two cards says so."""
    return cell.options.get("device") == "cuda" or cards_needed([cell]) > 1


def made_on_card(record: Record | None) -> bool:
    """Whether the result was computed on a card: on a CPU a rerun would be another experiment."""
    return record is not None and record.card.get("device") == "cuda"


def cards_needed(cells: Sequence[Cell]) -> int:
    """How many cards a chain takes where it takes any: the most that one of its cells asks for."""
    asked = (cell.options.get("gpus", "1").strip()[:6] for cell in cells)
    return max((int(text) for text in asked if text.isdecimal()), default=1) or 1
