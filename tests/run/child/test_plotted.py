"""The CSV of a figure holds the points that are drawn, whatever draws them."""

import csv
import io
from collections.abc import Iterator

import matplotlib.pyplot as plt
import numpy as np
import pytest

from huoye.run.child.plotted import MOST, plotted


@pytest.fixture(autouse=True)
def canvas() -> Iterator[None]:
    plt.switch_backend("agg")
    yield
    plt.close("all")


def rows(text: str) -> list[tuple[str, ...]]:
    return [tuple(row) for row in csv.reader(io.StringIO(text))][1:]


def test_lines_points_bars_and_matrices() -> None:
    figure, (left, right) = plt.subplots(1, 2)
    left.plot([0, 1], [2, 1 / 3], label='甲, "乙"')
    left.plot([5], [np.nan])
    left.scatter([1, 2], [3, 4], c=[0.5, 0.25], label="点")
    left.bar([1, 2], [3, 4], width=0.5, label="柱")
    image = right.imshow([[1, 2], [3, 4]])
    right.set_title("右")
    figure.colorbar(image)
    assert rows(plotted(figure)) == [
        ("1", '甲, "乙"', "line", "0", "2", ""),
        ("1", '甲, "乙"', "line", "1", "0.3333333", ""),
        ("1", "1", "line", "5", "", ""),
        ("1", "点", "points", "1", "3", "0.5"),
        ("1", "点", "points", "2", "4", "0.25"),
        ("1", "柱", "bar", "1", "3", ""),
        ("1", "柱", "bar", "2", "4", ""),
        ("右", "1", "image", "0", "0", "1"),
        ("右", "1", "image", "1", "0", "2"),
        ("右", "1", "image", "0", "1", "3"),
        ("右", "1", "image", "1", "1", "4"),
    ]


def test_a_mesh_a_histogram_an_error_bar_and_an_area() -> None:
    figure, axes = plt.subplots()
    axes.pcolormesh([[1.0, 2.0]])
    axes.hist([1, 2, 2], bins=2)
    axes.errorbar([0, 1], [2, 3], yerr=0.1, label="差")
    axes.fill_between([0, 1], [1, 2])
    kinds = {row[2] for row in rows(plotted(figure))}
    assert kinds == {"mesh", "bar", "line"}


def test_nothing_and_too_much_have_no_csv() -> None:
    figure, axes = plt.subplots()
    assert plotted(figure) == ""
    axes.plot(np.zeros(MOST + 1))
    assert plotted(figure) == ""
