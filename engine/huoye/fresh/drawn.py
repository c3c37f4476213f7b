"""Two figures to what moved in them, by the data that their records keep: titles, limits, artists.

A summary of a curve mixes both coordinates, so its numbers are measured against the narrower
of what the two axes show: a loss from 0.1 to 0.2 over 10,000 steps moves by parts of 0.1.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from huoye.fresh.moved import Moved, numbers, within, worst
from huoye.fresh.printed import moved_text
from huoye.fresh.tolerance import Allowed, Tolerance
from huoye.model.record import Figure

STATISTICS = ("mean", "deviation", "minimum", "maximum", *("projection",) * 4)
"""what child/figdata.py tells of an artist, in its order"""
NOISE = 1e-7
"""of the largest number drawn: what single precision cannot tell apart"""
LONG = 50
"""high end over low end from which an axis is taken for a logarithmic one"""
Numbers = Mapping[str, object]


def moved_figure(old: Figure, new: Figure, tolerance: Tolerance) -> Iterator[Moved]:
    """At most a line for each title, for the limits and for the artists of each axes."""
    if not (old.data and new.data):
        if old.sha256 != new.sha256:
            yield Moved("figure", f"{new.file} bytes", old.sha256[:8], new.sha256[:8])
        return
    if len(old.data) != len(new.data):
        yield Moved("figure", f"{new.file} axes", str(len(old.data)), str(len(new.data)))
        return
    for index, (before, after) in enumerate(zip(old.data, new.data, strict=True), 1):
        name = new.file if len(old.data) == 1 else f"{new.file} axes {index}"
        yield from _axes(name, before, after, tolerance)


def _axes(name: str, old: Numbers, new: Numbers, tolerance: Tolerance) -> Iterator[Moved]:
    for title in ("title", "x", "y"):
        for m in moved_text("", [_text(old, title)], [_text(new, title)], tolerance):
            yield replace(m, kind="figure", what=f"{name} {title}")
    yield from _scales(name, old, new)
    before, after, allowed = _list(old, "lim"), _list(new, "lim"), tolerance.shown()
    yield from worst(list(_limits(name, before, after, allowed)))
    one, other = _artists(old), _artists(new)
    if len(one) != len(other):
        yield Moved("figure", f"{name} artists", str(len(one)), str(len(other)))
        return
    narrow = min((e for e in _extents(before) if e > 0), default=0.0)
    pairs = zip(one, other, strict=True)
    yield from worst([m for a, b in pairs for m in _artist(name, a, b, narrow, allowed)])


def _scales(name: str, old: Numbers, new: Numbers) -> Iterator[Moved]:
    """An axis that became logarithmic, where both records say which it is."""
    before, after = old.get("scale"), new.get("scale")
    if isinstance(before, list) and isinstance(after, list) and before != after:
        was, now = ", ".join(map(str, before)), ", ".join(map(str, after))
        yield Moved("figure", f"{name} scales", was, now)


def _limits(
    name: str, old: Sequence[float], new: Sequence[float], allowed: Allowed
) -> Iterator[Moved]:
    sides = zip(("left", "right", "bottom", "top"), old, new, strict=False)
    for index, (side, one, other) in enumerate(sides):
        axis = old[:2] if index < 2 else old[2:]
        yield from _number(f"{name} {side}", one, other, _reach(axis, one), allowed)


def _reach(axis: Sequence[float], limit: float) -> float:
    """What a limit is measured by: all that the axis shows; the limit itself on a long log axis."""
    low, high = min(axis), max(axis)
    return abs(limit) if low > 0 and high > LONG * low else high - low or abs(limit)


def _artist(
    name: str, old: Numbers, new: Numbers, narrow: float, allowed: Allowed
) -> Iterator[Moved]:
    """Of one artist the number that moved furthest."""
    what = f"{name} {' '.join(_named(new))}".rstrip()
    was, now = _form(old), _form(new)
    if was != now:
        yield Moved("figure", what, was, now)
        return
    before, after = _list(old, "stat"), _list(new, "stat")
    largest = max(map(abs, before), default=0.0)
    size = (narrow if _flat(old) else 0.0) or _spread(before) or largest
    room = Allowed(allowed.rtol, allowed.atol + NOISE * largest)
    pairs = zip(STATISTICS, before, after, strict=False)
    moved = [m for stat, a, b in pairs for m in _number(f"{what} {stat}", a, b, size, room)]
    yield from (replace(m, allowed=allowed, more=0) for m in worst(moved))


def _form(artist: Numbers) -> str:
    """What must be equal before numbers can be compared: line 损失 [60, 2]."""
    count = len(_list(artist, "stat"))
    shape = str(_list(artist, "shape"))
    finite = "" if count == len(STATISTICS) else f"({count} numbers)"
    return " ".join(filter(None, (*_named(artist), shape, finite)))


def _flat(artist: Numbers) -> bool:
    """Whether the numbers are places on the axes, not values of an image."""
    shape = _list(artist, "shape")
    return "image" not in artist and len(shape) == 2 and shape[1] == 2


def _spread(statistics: Sequence[float]) -> float:
    return statistics[3] - statistics[2] if len(statistics) > 3 else 0.0


def _number(what: str, old: float, new: float, size: float, allowed: Allowed) -> Iterator[Moved]:
    if not within(old, new, 0.0):
        by = (new - old) / size if size else None
        beyond = not within(old, new, allowed.of(size))
        yield Moved("figure", what, *numbers(old, new), by, allowed, beyond=beyond)


def _extents(limits: Sequence[float]) -> tuple[float, float]:
    """Width and height of what the axes show."""
    if len(limits) != 4:
        return 0.0, 0.0
    return abs(limits[1] - limits[0]), abs(limits[3] - limits[2])


def _named(artist: Numbers) -> tuple[str, str]:
    """(line, its label) and the like."""
    for kind in ("line", "image", "collection", "patches"):
        if kind in artist:
            return kind, str(artist[kind])
    return "artist", ""


def _artists(axes: Numbers) -> list[Numbers]:
    found = axes.get("artists")
    return [a for a in found if isinstance(a, dict)] if isinstance(found, list) else []


def _text(axes: Numbers, name: str) -> str:
    return str(axes.get(name, ""))


def _list(data: Numbers, name: str) -> list[float]:
    """Numbers of a field; nothing where it holds anything else."""
    found = data.get(name)
    fits = isinstance(found, list) and all(isinstance(n, int | float) for n in found)
    return list(found) if fits and isinstance(found, list) else []
