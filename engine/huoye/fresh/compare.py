"""Two records of one cell, to what moved between them (run.md §11)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from huoye.fresh.check import checks, holds
from huoye.fresh.drawn import moved_figure
from huoye.fresh.frames import framed
from huoye.fresh.moved import Moved, numbers, relative, within, worst
from huoye.fresh.printed import moved_text
from huoye.fresh.tabled import moved_table
from huoye.fresh.tolerance import Allowed, Tolerance, tolerance
from huoye.fresh.value import BadValue, names
from huoye.model.cell import Cell
from huoye.model.record import Figure, Record, Shown, Stream, Table, Text

Outputs = Sequence[Shown]
Room = Callable[[bool], Allowed]
"""whether both numbers are whole → how far they may be apart"""


def compare(cell: Cell, old: Record, new: Record) -> tuple[Moved, ...]:
    """What moved by more than the cell allows; nothing: the same."""
    return tuple(moved for moved in differences(cell, old, new) if moved.beyond)


def differences(cell: Cell, old: Record, new: Record) -> Iterator[Moved]:
    """All that differs: recorded numbers, text, tables, figures, beyond what is allowed or within.

    What went to standard error is not compared: it tells of the machine and of its libraries. What
    moved in a frame of a swept cell bears its value.
    """
    allowed = tolerance(cell)
    yield from _values(cell, old, new, allowed)
    yield from _shown(old, new, allowed)


def comparable(record: Record) -> bool:
    """Whether a result holds anything to compare: recorded numbers, text, tables, figures."""
    shown = (output for _, outputs in framed(record.outputs) for output in outputs)
    told = (o for o in shown if not (isinstance(o, Stream) and o.name == "stderr"))
    return bool(record.values) or any(True for _ in told)


def false_checks(cell: Cell, values: Mapping[str, object]) -> Iterator[Moved]:
    """The checks of a cell that do not hold for the values of a rerun."""
    for expression in checks(cell):
        try:
            if holds(expression, values):
                continue
            said = ", ".join(f"{n} = {values[n]}" for n in names(expression) if n in values)
        except BadValue as bad:
            said = bad.reason
        yield Moved("check", expression, "", said)


def _values(cell: Cell, old: Record, new: Record, tolerance: Tolerance) -> Iterator[Moved]:
    for name, value in old.values.items():
        given = new.values.get(name)
        if given is None:
            yield Moved("value", name, _said(value.value), "")
        else:
            allowed = partial(tolerance.recorded, name, value)
            for what, one, other in _by_frame(cell, name, value.value, given.value):
                yield from worst(list(_numbers(what, one, other, allowed)))
    for name in new.values.keys() - old.values.keys():
        yield Moved("value", name, "", _said(new.values[name].value))


def _by_frame(
    cell: Cell, name: str, old: object, new: object
) -> Iterator[tuple[str, object, object]]:
    """The value with what it is called; of a swept cell each element of its list with its frame."""
    labels = cell.sweep.labels if cell.sweep is not None else ()
    lists = [given for given in (old, new) if isinstance(given, list) and len(given) == len(labels)]
    if cell.sweep is None or len(lists) < 2:
        yield name, old, new
        return
    for index, (label, one, other) in enumerate(zip(labels, *lists, strict=True)):
        yield f"{cell.sweep.name} = {label}: {name}[{index}]", one, other


def _numbers(what: str, old: object, new: object, allowed: Room) -> Iterator[Moved]:
    """Every number of a recorded value that differs; `what` leads to it, as in loss[3]."""
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for index, (one, other) in enumerate(zip(old, new, strict=True)):
            yield from _numbers(f"{what}[{index}]", one, other, allowed)
    elif isinstance(old, int | float) and isinstance(new, int | float):
        room = allowed(isinstance(old, int) and isinstance(new, int))
        if not within(old, new, 0.0):
            beyond = not within(old, new, room.of(old))
            by = relative(old, new)
            yield Moved("value", what, *numbers(old, new), by, room, beyond=beyond)
    else:
        yield Moved("value", what, _said(old), _said(new))


def _said(value: object) -> str:
    return f"{len(value)} numbers" if isinstance(value, list) else str(value)


def _shown(old: Record, new: Record, allowed: Tolerance) -> Iterator[Moved]:
    """Text and figures, frame by frame."""
    before, after = framed(old.outputs), framed(new.outputs)
    was, now = ([str(frame) for frame, _ in part if frame] for part in (before, after))
    if was != now:
        yield Moved("outputs", "frames", ", ".join(was), ", ".join(now))
        return
    for (frame, one), (_, other) in zip(before, after, strict=False):
        for part in (_texts, _tables, _figures):
            for moved in part(one, other, allowed):
                yield replace(moved, what=f"{frame}: {moved.what}") if frame else moved


def _texts(old: Outputs, new: Outputs, allowed: Tolerance) -> Iterator[Moved]:
    yield from moved_text("stdout", _printed(old), _printed(new), allowed)
    before = [output.lines for output in old if isinstance(output, Text)]
    after = [output.lines for output in new if isinstance(output, Text)]
    if len(before) != len(after):
        yield Moved("outputs", "displayed values", str(len(before)), str(len(after)))
        return
    for index, (one, other) in enumerate(zip(before, after, strict=True), 1):
        name = "output" if len(before) == 1 else f"output {index}"
        yield from moved_text(name, one, other, allowed)


def _printed(outputs: Outputs) -> list[str]:
    streams = (o for o in outputs if isinstance(o, Stream) and o.name == "stdout")
    return [line for stream in streams for line in stream.lines]


def _tables(old: Outputs, new: Outputs, allowed: Tolerance) -> Iterator[Moved]:
    before = [output for output in old if isinstance(output, Table)]
    after = [output for output in new if isinstance(output, Table)]
    if len(before) != len(after):
        yield Moved("outputs", "tables", str(len(before)), str(len(after)))
        return
    for index, (one, other) in enumerate(zip(before, after, strict=True), 1):
        name = "table" if len(before) == 1 else f"table {index}"
        yield from moved_table(name, one, other, allowed)


def _figures(old: Outputs, new: Outputs, allowed: Tolerance) -> Iterator[Moved]:
    before = [output for output in old if isinstance(output, Figure)]
    after = [output for output in new if isinstance(output, Figure)]
    if len(before) != len(after):
        yield Moved("outputs", "figures", str(len(before)), str(len(after)))
        return
    for one, other in zip(before, after, strict=True):
        yield from moved_figure(one, other, allowed)
