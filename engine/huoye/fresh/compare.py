"""The record of a cell and what a rerun of it gave, to what moved between them (run.md §11)."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from huoye.fresh.check import checks, holds
from huoye.fresh.drawn import moved_figure
from huoye.fresh.moved import Moved, numbers, relative, worst
from huoye.fresh.printed import moved_text
from huoye.fresh.tolerance import Allowed, Tolerance, tolerance
from huoye.fresh.value import BadValue, names
from huoye.model.cell import Cell
from huoye.model.record import Figure, Record, Stream, Text

Room = Callable[[bool], Allowed]
"""whether both numbers are whole → how far they may be apart"""


def compare(cell: Cell, old: Record, new: Record) -> tuple[Moved, ...]:
    """What moved by more than the cell allows: recorded numbers, text, figures; nothing: the same.

    What went to standard error is not compared: it tells of the machine and of its libraries.
    """
    allowed = tolerance(cell)
    return (*_values(old, new, allowed), *_texts(old, new, allowed), *_figures(old, new, allowed))


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


def _values(old: Record, new: Record, tolerance: Tolerance) -> Iterator[Moved]:
    for name, value in old.values.items():
        given = new.values.get(name)
        if given is None:
            yield Moved("value", name, _said(value.value), "")
        else:
            allowed = partial(tolerance.recorded, name, value)
            yield from worst(list(_numbers(name, value.value, given.value, allowed)))
    for name in new.values.keys() - old.values.keys():
        yield Moved("value", name, "", _said(new.values[name].value))


def _numbers(what: str, old: object, new: object, allowed: Room) -> Iterator[Moved]:
    """Every number of a recorded value that moved; `what` leads to it, as in loss[3]."""
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for index, (one, other) in enumerate(zip(old, new, strict=True)):
            yield from _numbers(f"{what}[{index}]", one, other, allowed)
    elif isinstance(old, int | float) and isinstance(new, int | float):
        room = allowed(isinstance(old, int) and isinstance(new, int))
        if old != new and not abs(new - old) <= room.of(old):
            yield Moved("value", what, *numbers(old, new), relative(old, new), room)
    else:
        yield Moved("value", what, _said(old), _said(new))


def _said(value: object) -> str:
    return f"{len(value)} numbers" if isinstance(value, list) else str(value)


def _texts(old: Record, new: Record, allowed: Tolerance) -> Iterator[Moved]:
    yield from moved_text("stdout", _printed(old), _printed(new), allowed)
    before = [output.lines for output in old.outputs if isinstance(output, Text)]
    after = [output.lines for output in new.outputs if isinstance(output, Text)]
    if len(before) != len(after):
        yield Moved("outputs", "displayed values", str(len(before)), str(len(after)))
        return
    for index, (one, other) in enumerate(zip(before, after, strict=True), 1):
        name = "output" if len(before) == 1 else f"output {index}"
        yield from moved_text(name, one, other, allowed)


def _printed(record: Record) -> list[str]:
    streams = (o for o in record.outputs if isinstance(o, Stream) and o.name == "stdout")
    return [line for stream in streams for line in stream.lines]


def _figures(old: Record, new: Record, allowed: Tolerance) -> Iterator[Moved]:
    before = [output for output in old.outputs if isinstance(output, Figure)]
    after = [output for output in new.outputs if isinstance(output, Figure)]
    if len(before) != len(after):
        yield Moved("outputs", "figures", str(len(before)), str(len(after)))
        return
    for one, other in zip(before, after, strict=True):
        yield from moved_figure(one, other, allowed)
