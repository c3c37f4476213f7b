"""Two plots laid over each other: axes, ticks, curves, and what a hostile CSV may not do."""

import math
import re
from itertools import pairwise
from xml.etree import ElementTree

import matplotlib.pyplot as plt
import pytest

from huoye.pages.axis import Axis, axis
from huoye.pages.overlay import ACROSS, DOWN, TOP, Panel, overlay
from huoye.pages.plotted import MOST, Panels, Series, read_plotted
from huoye.run.child.figdata import describe
from huoye.run.child.plotted import plotted

HEAD = "panel,series,kind,x,y,value\n"
LIM: dict[str, object] = {"lim": [0, 10, 0, 100], "scale": ["linear", "linear"]}
LOSS = ("损失", "line")


def read(*rows: str) -> Panels | None:
    return read_plotted((HEAD + "".join(f"{row}\n" for row in rows)).encode())


def line(*points: tuple[float, float]) -> dict[tuple[str, str], Series]:
    return {LOSS: Series(*LOSS, points)}


OLD, NEW = line((0, 0), (10, 50)), line((0, 0), (10, 100))


@pytest.mark.parametrize(
    ("low", "high", "log", "numbers"),
    [
        (0, 10, False, ["0", "2", "4", "6", "8", "10"]),
        (-1, 1, False, ["−1", "−0.5", "0", "0.5", "1"]),
        (0.0121, 0.0139, False, ["0.0125", "0.013", "0.0135"]),
        (1e-9, 3e-9, False, ["1e−09", "1.5e−09", "2e−09", "2.5e−09", "3e−09"]),
        (1, 1000, True, ["1", "10", "100", "1000"]),
        (1e-8, 1e4, True, ["10⁻⁸", "10⁻⁶", "10⁻⁴", "0.01", "1", "100", "10⁴"]),
        (1, 8, True, ["1", "2", "5"]),
        (5e-324, 1.7e308, True, None),
        (1e16, 1e16 + 4, False, []),
    ],
)
def test_ticks_are_few_and_round(low: float, high: float, log: bool, numbers: list[str]) -> None:
    ticks = list(Axis(low, high, log).ticks())
    assert len(ticks) <= 9
    assert all(-1e-6 <= place <= 1 + 1e-6 for place, _ in ticks)
    if numbers is not None:
        assert [number for _, number in ticks] == numbers


def test_an_axis_shows_the_limits_of_both() -> None:
    both = axis([(0.0, 10.0), (5.0, 20.0)], "linear", [])
    assert both == Axis(0.0, 20.0)
    assert axis([(10.0, 0.0)], "linear", []) == Axis(0.0, 10.0, flipped=True)
    assert axis([(1.0, 2.0)], "log", []) == Axis(1.0, 2.0, log=True)
    assert axis([(-1.0, 2.0)], "log", []) == Axis(-1.0, 2.0), "no logarithm of it"
    assert axis([(1.0, 1000.0)], "", []) == Axis(1.0, 1000.0, log=True), "an older record"
    assert axis([(1.0, 1000.0)], "linear", []) == Axis(1.0, 1000.0)


@pytest.mark.parametrize(
    ("limits", "values"),
    [([], []), ([(math.nan, 1.0)], []), ([(0.0, math.inf)], []), ([], [math.nan])],
)
def test_no_axis_without_limits(limits: list[tuple[float, float]], values: list[float]) -> None:
    assert axis(limits, "", values) is None


@pytest.mark.parametrize("values", [[0.0], [3.0, 3.0], [-1e308, 1e308], [5e-324], [1e308] * 2])
def test_an_axis_of_values_alone_has_a_width_or_is_none(values: list[float]) -> None:
    found = axis([], "", values)
    assert found is None or found.high > found.low
    assert found is None or all(math.isfinite(place) for place, _ in found.ticks())


def test_places_on_an_axis() -> None:
    assert Axis(0, 10).at(5) == 0.5
    assert Axis(0, 10, flipped=True).at(2.5) == 0.75
    assert Axis(1, 100, log=True).at(10) == pytest.approx(0.5)
    assert Axis(1, 100, log=True).at(0) is None
    assert Axis(0, 1).at(math.nan) is None


def test_a_csv_to_panels() -> None:
    panels = read("1,损失,line,0,1,", "1,损失,line,1,,", "柱,频数,bar,2,3,")
    assert panels is not None and list(panels) == ["1", "柱"]
    curve = panels["1"][LOSS]
    assert curve.points[0] == (0.0, 1.0) and math.isnan(curve.points[1][1])
    assert panels == read("1,损失,line,0,1,", "1,损失,line,1,,", "柱,频数,bar,2,3,")


@pytest.mark.parametrize(
    "content",
    [
        b"", b"a,b\n1,2\n", b"\xff\xfe", HEAD.encode() + b"1,a,line,x,0,\n",
        HEAD.encode() + b"1,a,line\n", HEAD.encode() + b"1,a,image,0,0,7\n",
        HEAD.encode() + b'1,"' + b"a" * 200_000 + b'",line,0,0,\n',
    ],
)  # fmt: skip
def test_what_cannot_be_laid_over_another_is_no_panel(content: bytes) -> None:
    assert read_plotted(content) is None


def test_a_flood_of_points_is_cut() -> None:
    panels = read(*["1,a,line,0,0,"] * (MOST + 5))
    assert panels is not None and len(panels["1"]["a", "line"].points) == MOST


def test_the_old_curve_is_dashed_under_the_new() -> None:
    drawing = overlay(Panel("图", OLD, NEW, LIM, LIM))
    paths = re.findall(r'<path class="(old|new)" d="([^"]+)"/>', drawing)
    assert paths[:2] == [
        ("old", f"M0 {DOWN}L{ACROSS} {DOWN / 2:g}"), ("new", f"M0 {DOWN}L{ACROSS} 0"),
    ]  # fmt: skip
    ends = re.findall(r'<text x="[\d.]+" y="([\d.]+)" text-anchor="start" class="c0">(.)<', drawing)
    assert ends == [(f"{TOP + 4:g}", "新"), (f"{TOP + DOWN / 2 + 4:g}", "旧")]
    assert "（未变）" not in drawing


def test_a_curve_that_did_not_change_is_drawn_once() -> None:
    drawing = overlay(Panel("图", OLD, OLD, LIM, LIM))
    field = drawing.partition("</svg>")[0]
    assert 'class="old"' not in field and field.count('class="new"') == 1
    assert "损失（未变）" in drawing


def test_curves_that_came_or_went() -> None:
    drawing = overlay(Panel("图", {}, NEW, {}, LIM))
    assert "损失（新增）" in drawing and 'class="old"' not in drawing.partition("</svg>")[0]
    assert "损失（已删）" in overlay(Panel("图", OLD, {}, LIM, {}))


def test_words_at_the_ends_stand_apart_and_inside() -> None:
    near = {(str(n), "line"): Series(str(n), "line", ((0, 0), (10, n / 9))) for n in range(9)}
    far = {key: Series(*key, ((0, 1), (10, n / 7))) for n, key in enumerate(near)}
    drawing = overlay(Panel("图", near, far, LIM, LIM))
    found = re.findall(r'y="([\d.]+)" text-anchor="start" class="c', drawing)
    heights = [float(y) for y in found]
    assert len(heights) > 9
    assert all(b - a >= 13.9 for a, b in pairwise(heights))
    assert max(heights) <= TOP + DOWN + 1


def test_gaps_and_zeros_of_a_logarithmic_axis_break_the_curve() -> None:
    log = {"lim": [0, 4, 0.1, 10], "scale": ["linear", "log"]}
    curve = line((0, 1), (1, 1), (2, 0), (3, math.nan), (3, 1), (4, 1))
    drawing = overlay(Panel("图", {}, curve, {}, log))
    path = re.search(r'class="new" d="([^"]+)"', drawing)
    assert path is not None and path[1].count("M") == 2


def test_points_and_bars() -> None:
    key, bars = ("样本", "points"), ("频数", "bar")
    panel = {key: Series(*key, ((1, 1), (1, 1), (2, 50)))}
    drawing = overlay(Panel("图", {}, panel, {}, LIM))
    assert drawing.count('<circle class="dot new"') == 2
    columns = {bars: Series(*bars, ((1, 50), (2, 100)))}
    drawing = overlay(Panel("图", columns, {bars: Series(*bars, ((1, 100),))}, LIM, LIM))
    assert drawing.count('<rect class="bar old"') == 2 and drawing.count("bar new") == 1


HOSTILE = '"><script>alert(1)</script>'


def test_nothing_of_a_record_becomes_markup() -> None:
    key = (HOSTILE, "line")
    axes = {**LIM, "x": HOSTILE, "y": HOSTILE, "lim": [HOSTILE, 1, 10**400, {}], "scale": "?"}
    drawing = overlay(Panel(HOSTILE, {}, {key: Series(*key, ((0, 0), (1, 1)))}, axes, axes))
    assert "<script" not in drawing
    ElementTree.fromstring(f"<div>{drawing}</div>")


def test_nothing_to_draw() -> None:
    assert overlay(Panel("图", {}, {}, {}, {})) == ""


@pytest.mark.parametrize("scale", ["linear", "log"])
@pytest.mark.parametrize("flipped", [False, True])
def test_points_lie_where_matplotlib_puts_them(scale: str, flipped: bool) -> None:
    plt.switch_backend("agg")
    figure, axes = plt.subplots()
    x, y = [1.0, 2.0, 5.0, 9.0], [0.02, 0.5, 30.0, 4.0]
    axes.plot(x, y, label="损失")
    axes.set_yscale(scale)
    if flipped:
        axes.invert_yaxis()
    figure.canvas.draw()
    told, text = describe(figure), plotted(figure)
    places = axes.transAxes.inverted().transform(
        axes.transData.transform(list(zip(x, y, strict=True)))
    )
    plt.close(figure)
    panels = read_plotted(text.encode())
    assert panels is not None
    drawing = overlay(Panel("图", {}, panels["1"], {}, told[0]))
    path = re.search(r'class="new" d="([^"]+)"', drawing)
    assert path is not None
    found = [tuple(map(float, pair.split())) for pair in re.split("[ML]", path[1]) if pair]
    assert found == [
        (pytest.approx(px * ACROSS, abs=0.06), pytest.approx((1 - py) * DOWN, abs=0.06))
        for px, py in places
    ]
