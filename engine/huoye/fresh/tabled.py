"""Two tables to the fields that differ: texts must be equal, numbers may move a little."""

from collections.abc import Iterator
from itertools import chain

from huoye.fresh.moved import Moved, numbers, relative, within, worst
from huoye.fresh.tolerance import Tolerance
from huoye.model.record import Entry, Table

NAME = 24
"""characters of the words that lead to a field"""


def moved_table(name: str, old: Table, new: Table, tolerance: Tolerance) -> tuple[Moved, ...]:
    """The field that moved furthest, the others counted; or else that the tables are not alike."""
    was, now = _form(old), _form(new)
    if was != now:
        return (Moved("table", name, was, now),)
    if old.head != new.head:
        pairs = zip(old.head, new.head, strict=True)
        return worst([Moved("table", f"{name} head", a, b) for a, b in pairs if a != b])
    return worst(list(chain.from_iterable(_rows(name, old, new, tolerance))))


def _rows(name: str, old: Table, new: Table, allowed: Tolerance) -> Iterator[Iterator[Moved]]:
    for number, (before, after) in enumerate(zip(old.rows, new.rows, strict=True), 1):
        for column, (one, other) in enumerate(zip(before, after, strict=True)):
            yield _field(f"{name} {_place(new, number, column)}", one, other, allowed)


def _place(table: Table, number: int, column: int) -> str:
    """Where a field stands: [n=8, 损失], by the words of its row and column, else by number."""
    stub = table.rows[number - 1][: table.stub]
    row = " ".join(str(entry) for entry in stub if entry is not None) or str(number)
    head = table.head[column] if column < len(table.head) else ""
    return f"[{row[:NAME]}, {head[:NAME] or column + 1}]"


def _field(what: str, old: Entry, new: Entry, tolerance: Tolerance) -> Iterator[Moved]:
    if isinstance(old, int | float) and isinstance(new, int | float):
        if not within(old, new, 0.0):
            room = tolerance.shown(whole=isinstance(old, int) and isinstance(new, int))
            by, beyond = relative(old, new), not within(old, new, room.of(old))
            yield Moved("table", what, *numbers(old, new), by, room, beyond=beyond)
    elif old != new:
        yield Moved("table", what, _said(old), _said(new))


def _said(entry: Entry) -> str:
    return "" if entry is None else str(entry)


def _form(table: Table) -> str:
    """What must be equal before fields can be compared: its rows and columns, left out ones too."""
    columns = len(table.rows[0]) if table.rows else len(table.head)
    return f"{len(table.rows) + table.left_rows} × {columns + table.left_columns}"
