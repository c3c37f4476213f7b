"""A figure to the numbers drawn in it, so that two figures compare by data, not by pixels."""

from collections.abc import Sequence
from typing import Any

FREQUENCIES = (0.37, 1.618, 2.718, 0.01)
"""of the four fixed projections, which notice a changed order that no moment shows"""

Numbers = dict[str, object]


def summary(values: Any) -> Numbers:
    """Shape of an array, then mean, deviation, minimum, maximum and four projections."""
    import numpy as np

    array: Any = np.ma.filled(np.ma.asarray(values, dtype=float), np.nan)
    finite = array[np.isfinite(array)].ravel()
    told: Numbers = {"shape": list(array.shape)}
    if finite.size:
        index = np.arange(finite.size)
        projections = [(finite * np.cos(index * w + 1)).mean() for w in FREQUENCIES]
        moments = (finite.mean(), finite.std(), finite.min(), finite.max())
        told["stat"] = [_short(x) for x in (*moments, *projections)]
    return told


def _short(number: Any) -> float:
    """Ten digits: more than any comparison asks for, and stable in the last bits."""
    return float(f"{float(number):.10g}")


def describe(figure: Any) -> list[Numbers]:
    """One item per axes: titles, limits, scales and a summary of each artist."""
    return [_axes(axes) for axes in figure.axes]


def _axes(axes: Any) -> Numbers:
    limits = (*axes.get_xlim(), *axes.get_ylim())
    return {
        "title": axes.get_title(),
        "x": axes.get_xlabel(),
        "y": axes.get_ylabel(),
        "lim": [_short(limit) for limit in limits],
        "scale": [axes.get_xscale(), axes.get_yscale()],
        "artists": [
            *[{"line": _label(line), **summary(line.get_xydata())} for line in axes.lines],
            *[{"image": "", **summary(image.get_array())} for image in axes.images],
            *[_collection(collection) for collection in axes.collections],
            *_patches(axes.patches),
        ],
    }


def _label(artist: Any) -> str:
    """The label an author gave; matplotlib's own begin with "_"."""
    label = str(artist.get_label())
    return "" if label.startswith("_") else label


def _collection(collection: Any) -> Numbers:
    """Points of a scatter, values of a mesh, or the outlines of anything else."""
    import numpy as np

    kind = {"collection": type(collection).__name__}
    if collection.get_array() is not None:
        return {**kind, **summary(collection.get_array())}
    offsets = collection.get_offsets()
    if len(offsets) > 1:
        return {**kind, **summary(offsets)}
    paths = [path.vertices for path in collection.get_paths()]
    return {**kind, **summary(np.concatenate(paths) if paths else [])}


def _patches(patches: Sequence[Any]) -> list[Numbers]:
    """Bars and the like, together: position and height of each."""
    if not patches:
        return []
    places = [
        (patch.get_x(), patch.get_height())
        if hasattr(patch, "get_height") and hasattr(patch, "get_x")
        else patch.get_extents().bounds[:2]
        for patch in patches
    ]
    return [{"patches": len(patches), **summary(places)}]
