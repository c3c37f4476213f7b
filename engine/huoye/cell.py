"""The one place where a cell meets the engine: record, table, preset, device, once.

Standard library only, so that the same post runs in Jupyter and mystmd too: there `record` shows
nothing, `preset` is "full" unless HUOYE_PRESET says otherwise, and `device` asks torch.
"""

import importlib.util
import math
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

MIME = "application/vnd.huoye.record+json"
TABLE_MIME = "application/vnd.huoye.table+json"
LIMIT = 64
"""numbers that one record may hold: a result to compare, not a data set"""
ROWS, FIRST, LAST = 60, 40, 10
"""rows that a table may have; of a longer one the first and the last are shown"""
COLUMNS = 20
"""columns that are shown"""
WIDEST = 300
"""characters of one field"""

T = TypeVar("T")


def record(name: str, value: T, rtol: float = 1e-4, atol: float = 0.0) -> T:
    """Publish a number that stands for a result, and return `value` itself.

    `value`: a number, a NumPy or torch scalar, or nested lists of them, 64 numbers at most; a
    rerun elsewhere must give it within rtol and atol. Raises ValueError for what no reader could
    compare: a name that is no identifier, text, NaN, infinity, too many numbers.
    """
    if not (isinstance(name, str) and name.isidentifier()):
        raise ValueError(f"record({name!r}, …): the name must be an identifier, as in final_loss")
    plain = _numbers(name, value)
    if _count(plain) > LIMIT:
        raise ValueError(f"record({name!r}, …): {_count(plain)} numbers, {LIMIT} at most")
    _publish(MIME, {"name": name, "value": plain, "rtol": float(rtol), "atol": float(atol)})
    return value


def table(
    rows: Iterable[Sequence[object]], head: Sequence[object] = (), *, stub: int = 0, digits: int = 4
) -> None:
    """Show rows of text and numbers as a table; a data frame is shown so by itself.

    `head`: names of the columns; `stub`: leading columns that name the rows; `digits`:
    significant digits shown. Raises ValueError for rows of unequal length.
    """
    _publish(TABLE_MIME, table_data([list(row) for row in rows], list(head), stub, digits))


def table_data(
    rows: list[list[object]], head: list[object], stub: int = 0, digits: int = 4
) -> dict[str, object]:
    """The table as plain data; of a large one, what is shown of it and how much is not."""
    width = len(head or (rows[0] if rows else ()))
    for number, row in enumerate(rows, 1):
        if len(row) != width:
            raise ValueError(f"table(…): row {number} has {len(row)} fields, not {width}")
    cut = len(rows) > ROWS
    shown = rows[:FIRST] + rows[-LAST:] if cut else rows
    return {
        "head": [str(name)[:WIDEST] for name in head[:COLUMNS]],
        "rows": [[_field(value) for value in row[:COLUMNS]] for row in shown],
        "stub": stub,
        "digits": digits,
        "gap": FIRST if cut else 0,
        "left_rows": len(rows) - FIRST - LAST if cut else 0,
        "left_columns": max(0, width - COLUMNS),
    }


def preset() -> str:
    """Which of its two sizes this run of the post wants: "quick" or "full"."""
    return "quick" if os.environ.get("HUOYE_PRESET") == "quick" else "full"


def device() -> str:
    """What this chain of cells computes on: "cuda" where it may use a card, else "cpu"."""
    given = os.environ.get("HUOYE_DEVICE", "")
    if given:
        return "cuda" if given == "cuda" else "cpu"
    if importlib.util.find_spec("torch") is None:
        return "cpu"
    import torch

    return "cuda" if torch.cuda.is_available() else "cpu"


def once(path: str | os.PathLike[str], make: Callable[[Path], object]) -> Path:
    """The file at `path`, made by `make(temporary path)` where it does not exist yet.

    The file appears whole or not at all, and counts as an input of the cell from then on.
    The temporary name keeps the suffix, which writers such as numpy.save look at.
    """
    target = Path(path)
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(f".{os.getpid()}-{target.name}")
        try:
            make(part)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    with target.open("rb"):
        pass  # seen by the observer, even where a reader in C opens the file later
    return target


def _numbers(name: str, value: object) -> object:
    """Plain floats and ints, nested as they came."""
    if hasattr(value, "detach"):
        value = value.detach().cpu()
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, list | tuple):
        return [_numbers(name, item) for item in value]
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"record({name!r}, …): {type(value).__name__} is not a number")
    if not math.isfinite(value):
        raise ValueError(f"record({name!r}, …): {value} cannot be compared")
    return value


def _count(value: object) -> int:
    return sum(map(_count, value)) if isinstance(value, list) else 1


def _field(value: object) -> str | int | float | None:
    """Text or a number; JSON has no infinities, so those are text."""
    if hasattr(value, "tolist"):
        value = value.tolist()
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return None
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**63:
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else {"nan": "NaN"}.get(str(value), str(value))
    return str(value)[:WIDEST]


def _publish(mime: str, data: dict[str, object]) -> None:
    """Through IPython where a kernel runs us; nowhere in a plain script."""
    ipython = sys.modules.get("IPython")
    if ipython is not None and ipython.get_ipython() is not None:
        ipython.display.publish_display_data({mime: data})
