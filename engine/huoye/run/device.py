"""The one place where the machine is asked for its cards."""

import subprocess
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Literal

from huoye.disk.program import find_program
from huoye.model.cell import Cell
from huoye.model.record import Record
from huoye.run.job import Device

Used = Literal["cpu", "cuda"]


@cache
def driver_version() -> str:
    """Version of the card's driver; "" where there is no card that answers."""
    tool = find_program("nvidia-smi")
    if tool is None:
        return ""
    query = [tool, "--query-gpu=driver_version", "--format=csv,noheader"]
    try:
        said = subprocess.run(query, capture_output=True, text=True, timeout=10, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return said.stdout.split("\n")[0].strip() if said.returncode == 0 else ""


def gpu_present() -> bool:
    """Whether this machine has a card that answers."""
    return driver_version() != ""


def device_of(cells: Sequence[Cell], asked: Device, gpu: bool) -> Used | None:
    """What the kernel of a chain may use; None: it needs a card that it cannot have.

    A chain is one process: one cell with `device: cuda` needs the card for all of them. What a
    cell says wins over the command line, but `--device cpu` never starts a chain on a card.
    """
    said = {cell.options.get("device", "auto") for cell in cells}
    if "cuda" in said:
        return "cuda" if gpu and asked != "cpu" else None
    if "cpu" in said or asked == "cpu":
        return "cpu"
    if asked == "cuda":
        return "cuda" if gpu else None
    return "cuda" if gpu else "cpu"


def asks_for_card(cell: Cell) -> bool:
    """Whether the cell says that it must never run on a CPU."""
    return cell.options.get("device") == "cuda"


def made_on_card(record: Record | None) -> bool:
    """Whether the result was computed on a card: on a CPU a rerun would be another experiment."""
    return record is not None and record.card.get("device") == "cuda"


def hidden_card(used: Used) -> Mapping[str, str]:
    """Variables that keep a chain on the CPU from ever holding a card's memory."""
    return {"CUDA_VISIBLE_DEVICES": ""} if used == "cpu" else {}
