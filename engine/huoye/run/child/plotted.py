"""The numbers drawn in a figure to a CSV that a reader can plot again: one point a line."""

import csv
import io
import math
from collections.abc import Iterable, Iterator
from itertools import count, islice
from typing import Any

MOST = 10_000
"""points of a figure that are told; a larger one is told by its summary alone"""
HEAD = ("panel", "series", "kind", "x", "y", "value")

Row = tuple[object, object, object]
"""x, y and value of a point; None where it has none"""


def plotted(figure: Any) -> str:
    """The text of the CSV; empty for a figure without points, or with too many."""
    every = (row for panel, axes in _panels(figure) for row in _axes(panel, axes))
    rows = list(islice(every, MOST + 1))
    if not rows or len(rows) > MOST:
        return ""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(HEAD)
    writer.writerows((*named, *map(_short, numbers)) for named, numbers in rows)
    return target.getvalue()


def _panels(figure: Any) -> Iterator[tuple[str, Any]]:
    """The axes with their titles, or their numbers; a colour bar is none."""
    drawn = [axes for axes in figure.axes if not hasattr(axes, "_colorbar")]
    for number, axes in enumerate(drawn, 1):
        yield axes.get_title() or str(number), axes


def _axes(panel: str, axes: Any) -> Iterator[tuple[tuple[str, str, str], Row]]:
    unnamed = count(1)
    for artist, kind, rows in _artists(axes):
        label = str(artist.get_label())
        series = str(next(unnamed)) if not label or label.startswith("_") else label
        for row in rows:
            yield (panel, series, kind), row


def _artists(axes: Any) -> Iterator[tuple[Any, str, Iterable[Row]]]:
    for line in axes.lines:
        yield line, "line", ((x, y, None) for x, y in line.get_xydata())
    for image in axes.images:
        yield image, "image", _cells(image.get_array())
    for collection in axes.collections:
        yield collection, *_collection(collection)
    groups = [container for container in axes.containers if hasattr(container, "patches")]
    bars = {id(bar) for group in groups for bar in group.patches}
    for group in groups:
        yield group, "bar", map(_bar, group.patches)
    for patch in axes.patches:
        if id(patch) not in bars and hasattr(patch, "get_height"):
            yield patch, "bar", [_bar(patch)]


def _collection(collection: Any) -> tuple[str, Iterable[Row]]:
    """Points of a scatter, values of a mesh; outlines of anything else say nothing to plot."""
    values = collection.get_array()
    if type(collection).__name__ == "PathCollection":
        told = [None] * len(collection.get_offsets()) if values is None else values
        points = zip(collection.get_offsets(), told, strict=False)
        return "points", ((x, y, value) for (x, y), value in points)
    if type(collection).__name__ == "QuadMesh" and values is not None:
        return "mesh", _cells(values)
    return "", ()


def _cells(array: Any) -> Iterator[Row]:
    """Column, row and value of a matrix; colours of a picture are no data."""
    if array is None or array.ndim != 2 or array.size > MOST:
        return
    for (row, column), value in _enumerated(array):
        yield column, row, value


def _enumerated(array: Any) -> Any:
    import numpy as np

    return np.ndenumerate(np.ma.filled(np.ma.asarray(array, dtype=float), np.nan))


def _bar(patch: Any) -> Row:
    """Middle and height."""
    return patch.get_x() + patch.get_width() / 2, patch.get_height(), None


def _short(number: object) -> str:
    """Seven digits: more than any screen shows, and the same on every machine."""
    if number is None or type(number).__name__ == "MaskedConstant":
        return ""
    told = float(number)  # type: ignore[arg-type]
    return "" if math.isnan(told) else f"{told:.7g}"
