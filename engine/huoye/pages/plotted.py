"""The CSV of a figure's plotted points to its panels and series."""

import csv
import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

HEAD = ["panel", "series", "kind", "x", "y", "value"]
MOST = 10_000
"""points of a figure, as run/child/plotted.py tells at most"""
DRAWN = ("line", "points", "bar")
"""kinds that lie on the axes; an image or a mesh is laid over nothing"""
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Series:
    """One curve, one cloud of points, one group of bars."""

    name: str
    """as the author labelled it, or its number"""
    kind: str
    points: tuple[Point, ...]
    """NaN where a point has no number"""


Panels = dict[str, dict[tuple[str, str], Series]]
"""title or number of the axes → (name, kind) → series"""


def read_plotted(content: bytes) -> Panels | None:
    """The panels; None for what is no such CSV, or holds what cannot be laid over another."""
    try:
        rows = list(islice(csv.reader(content.decode("utf-8").splitlines()), MOST + 1))
        return _panels(rows[1:]) if rows and rows[0] == HEAD else None
    except (csv.Error, UnicodeDecodeError, ValueError):
        return None


def _panels(rows: Iterable[list[str]]) -> Panels | None:
    found: dict[str, dict[tuple[str, str], list[Point]]] = {}
    for panel, name, kind, x, y, _ in rows:
        if kind not in DRAWN:
            return None
        points = found.setdefault(panel, {}).setdefault((name, kind), [])
        points.append((_float(x), _float(y)))
    return {
        panel: {key: Series(*key, tuple(points)) for key, points in series.items()}
        for panel, series in found.items()
    }


def _float(text: str) -> float:
    return float(text) if text else math.nan
