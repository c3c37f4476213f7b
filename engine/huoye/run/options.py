"""A cell's options to what the runner acts on."""

import re

from huoye.model.cell import Cell
from huoye.text.size import size

SECONDS = re.compile(r"(\d+(?:\.\d+)?)\s*(s|m|h|)")
UNIT = {"": 1, "s": 1, "m": 60, "h": 3600}


def names(cell: Cell, option: str) -> tuple[str, ...]:
    """The items of a list option: `a, b` or `[a, b]`."""
    text = cell.options.get(option, "").strip("[] ")
    return tuple(part.strip().strip("\"'") for part in text.split(",") if part.strip())


def seconds(cell: Cell, default: float) -> float:
    """The cell's time limit; a bare number, or one with s, m or h."""
    found = SECONDS.fullmatch(cell.options.get("timeout", "").strip())
    return float(found[1]) * UNIT[found[2]] if found else default


def memory(cell: Cell, default: int) -> int:
    """Bytes that the cell's kernel may hold; 0 for no limit."""
    found = size(cell.options.get("memory", ""))
    return default if found is None else found


def seed(cell: Cell, default: int) -> int:
    """The seed sown before the cell."""
    text = cell.options.get("seed", "").strip()
    return int(text) if re.fullmatch(r"-?\d+", text) else default


def large(cell: Cell) -> bool:
    """Whether the cell may store more than the limit."""
    return cell.options.get("large") == "true"


def raises(cell: Cell) -> str:
    """Name of the exception that the cell is meant to end with, "" for none."""
    return cell.options.get("raises", "").strip()
