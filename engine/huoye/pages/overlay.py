"""Two plots of one panel to one small drawing: the old curves dashed under the new."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from huoye.model.palette import SERIES
from huoye.pages.axis import Axis, axis
from huoye.pages.plotted import Point, Series

WIDTH, HEIGHT = 442, 278
LEFT, RIGHT, TOP, BOTTOM = 52, 28, 24, 42
ACROSS, DOWN = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
LARGEST = 1e300
"""limits beyond are no limits of a plot"""
APART = 14
"""between the words at the ends of two curves"""
LONGEST = 28
"""characters of a title or a name"""
Drawn = Mapping[tuple[str, str], Series]
STYLE = """
.plot{width:100%;max-width:40rem;height:auto;display:block}
.plot text{font-size:12px;fill:currentColor}.plot .tick{fill:var(--faint)}
.plot .frame{stroke:var(--faint);fill:none}.plot .grid{stroke:var(--line)}
.plot .old,.key .old{stroke:currentColor;fill:none;stroke-width:1.4;stroke-dasharray:4 3}
.plot .new,.key .new{stroke:currentColor;fill:none;stroke-width:1.8}
.plot .dot.new,.plot .bar.new{fill:currentColor;stroke:none}.plot .bar.new{opacity:.55}
.plot .dot.old{stroke-dasharray:none;stroke-width:1}
.key{display:flex;flex-wrap:wrap;gap:0 1rem;margin:.25rem 0;font-size:.9rem}
.key svg{width:28px;height:10px;margin-right:.35rem;vertical-align:middle}
""" + "".join(f".c{n}{{color:var({colour.variable})}}" for n, colour in enumerate(SERIES))


@dataclass(frozen=True, slots=True)
class Panel:
    """One pair of axes at two revisions."""

    name: str
    old: Drawn
    new: Drawn
    before: Mapping[str, object]
    """what the older record tells of the axes: titles, limits, scales; may be empty"""
    after: Mapping[str, object]


def overlay(panel: Panel) -> str:
    """The drawing with its key; empty where nothing can be drawn."""
    horizontal, vertical = _axis(panel, 0), _axis(panel, 1)
    if horizontal is None or vertical is None:
        return ""
    plot = _Plot(horizontal, vertical)
    names = [*panel.new, *(key for key in panel.old if key not in panel.new)]
    curves = "".join(_both(plot, panel, key, n) for n, key in enumerate(names))
    label = escape(f"{panel.name}：旧（虚线）与新（实线）", quote=True)
    return (
        f'<svg class="plot" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{label}">'
        f"{_frame(plot, panel)}"
        f'<svg x="{LEFT}" y="{TOP}" width="{ACROSS}" height="{DOWN}" overflow="hidden">{curves}'
        f"</svg>{''.join(_ends(plot, panel, names))}</svg>{_key(panel, names)}"
    )


class _Plot:
    """The two axes, and places in pixels."""

    def __init__(self, horizontal: Axis, vertical: Axis) -> None:
        self.horizontal = horizontal
        self.vertical = vertical

    def place(self, point: Point) -> tuple[float, float] | None:
        """From the upper left corner of the field."""
        x, y = self.horizontal.at(point[0]), self.vertical.at(point[1])
        if x is None or y is None or max(abs(x), abs(y)) > 1e4:
            return None
        return round(x * ACROSS, 1), round((1 - y) * DOWN, 1)

    @property
    def floor(self) -> float:
        """Where bars stand: at zero, or at the lower edge."""
        zero = self.vertical.at(0.0)
        return round((1 - min(max(zero or 0.0, 0.0), 1.0)) * DOWN, 1)


def _axis(panel: Panel, which: int) -> Axis | None:
    every = (series for drawn in (panel.old, panel.new) for series in drawn.values())
    values = (point[which] for series in every for point in series.points)
    pairs = (_limits(side, which) for side in (panel.before, panel.after))
    scales = panel.after.get("scale") or panel.before.get("scale")
    scale = str(scales[which]) if isinstance(scales, list) and len(scales) == 2 else ""
    return axis(filter(None, pairs), scale, values)


def _limits(side: Mapping[str, object], which: int) -> tuple[float, float] | None:
    found = side.get("lim")
    if not isinstance(found, list) or len(found) != 4:
        return None
    low, high = found[2 * which], found[2 * which + 1]
    fits = all(isinstance(end, int | float) and abs(end) < LARGEST for end in (low, high))
    return (float(low), float(high)) if fits else None


def _both(plot: _Plot, panel: Panel, key: tuple[str, str], number: int) -> str:
    """One series of both, the old one under the new; once where they are equal."""
    old, new = panel.old.get(key), panel.new.get(key)
    parts = [] if old is None or old == new else [_drawn(plot, old, "old")]
    parts += [_drawn(plot, new, "new")] if new is not None else []
    return f'<g class="c{number % len(SERIES)}">{"".join(parts)}</g>'


def _drawn(plot: _Plot, series: Series, age: str) -> str:
    places = [plot.place(point) for point in series.points]
    if series.kind == "line":
        return f'<path class="{age}" d="{_path(places)}"/>'
    seen = list(dict.fromkeys(place for place in places if place is not None))
    if series.kind == "points":
        return "".join(
            f'<circle class="dot {age}" cx="{x:g}" cy="{y:g}" r="2.5"/>' for x, y in seen
        )
    return "".join(_bars(plot, seen, age))


def _path(places: Iterable[tuple[float, float] | None]) -> str:
    """Lines from place to place, broken where there is none; what no eye tells apart, once."""
    parts: list[str] = []
    last: tuple[float, float] | None = None
    for place in places:
        if place is not None and place != last:
            parts.append(f"{'M' if last is None else 'L'}{place[0]:g} {place[1]:g}")
        last = place
    return "".join(parts)


def _bars(plot: _Plot, tops: Sequence[tuple[float, float]], age: str) -> Iterator[str]:
    across = sorted(x for x, _ in tops)
    gaps = [b - a for a, b in pairwise(across) if b > a]
    wide = max(1.0, 0.7 * min(gaps, default=ACROSS / 6))
    for x, y in tops:
        top, height = min(y, plot.floor), abs(y - plot.floor)
        yield (
            f'<rect class="bar {age}" x="{x - wide / 2:.1f}" y="{top:g}" width="{wide:.1f}"'
            f' height="{height:.1f}"/>'
        )


def _frame(plot: _Plot, panel: Panel) -> str:
    """Field, grid, numbers and titles of both axes."""
    parts = []
    for place, number in plot.horizontal.ticks():
        x = round(LEFT + place * ACROSS, 1)
        parts.append(f'<path class="grid" d="M{x:g} {TOP}v{DOWN}"/>')
        parts.append(_text(x, TOP + DOWN + 15, number, "middle", "tick"))
    for place, number in plot.vertical.ticks():
        y = round(TOP + (1 - place) * DOWN, 1)
        parts.append(f'<path class="grid" d="M{LEFT} {y:g}h{ACROSS}"/>')
        parts.append(_text(LEFT - 5, y + 4, number, "end", "tick"))
    parts.append(f'<rect class="frame" x="{LEFT}" y="{TOP}" width="{ACROSS}" height="{DOWN}"/>')
    across, up = (str(panel.after.get(name) or "") for name in ("x", "y"))
    parts.append(_text(LEFT + ACROSS / 2, HEIGHT - 6, _short(across), "middle"))
    parts.append(_text(4, 15, _short(up), "start"))
    return "".join(parts)


def _ends(plot: _Plot, panel: Panel, names: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The words 旧 and 新 where curves that differ end, kept apart."""
    ends: list[tuple[float, str, int]] = []
    for number, key in enumerate(names):
        pair = (("旧", panel.old.get(key)), ("新", panel.new.get(key)))
        if pair[0][1] == pair[1][1] or key[1] != "line":
            continue
        for word, series in pair:
            places = [plot.place(point) for point in series.points] if series else []
            shown = [p for p in places if p and 0 <= p[0] <= ACROSS and 0 <= p[1] <= DOWN]
            if shown and shown[-1][0] > ACROSS * 0.8:
                ends.append((shown[-1][1], word, number % len(SERIES)))
    ends = sorted(ends)[: DOWN // APART]
    heights = _spread([y for y, _, _ in ends])
    for y, (_, word, colour) in zip(heights, ends, strict=True):
        yield _text(LEFT + ACROSS + 5, TOP + y + 4, word, "start", f"c{colour}")


def _spread(heights: Sequence[float]) -> list[float]:
    """Ascending heights moved apart, none below the field."""
    found: list[float] = []
    for y in heights:
        found.append(max(y, found[-1] + APART) if found else y)
    highest = DOWN - 4.0 + APART
    for index in reversed(range(len(found))):
        highest = found[index] = min(found[index], highest - APART)
    return found


def _key(panel: Panel, names: Sequence[tuple[str, str]]) -> str:
    """旧 dashed, 新 solid; then the series by their colours, those that did not change told."""
    lines = "".join(
        f'<span><svg viewBox="0 0 28 10"><path class="{age}" d="M0 5h28"/></svg>{word}</span>'
        for age, word in (("old", "旧"), ("new", "新"))
    )
    series = "".join(_name(panel, key, number) for number, key in enumerate(names))
    return f'<p class="key">{lines}{series}</p>'


def _name(panel: Panel, key: tuple[str, str], number: int) -> str:
    old, new = panel.old.get(key), panel.new.get(key)
    added, gone = "（新增）" if old is None else "", "（已删）" if new is None else ""
    state = "（未变）" if old == new else added or gone
    unnamed = f"第 {key[0]} {'条' if key[1] == 'line' else '组'}"
    said = unnamed if key[0].isdigit() else key[0]
    return f'<span><b class="c{number % len(SERIES)}">■</b> {escape(_short(said))}{state}</span>'


def _text(x: float, y: float, said: str, anchor: str, kind: str = "") -> str:
    named = f' class="{kind}"' if kind else ""
    return f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}"{named}>{escape(said)}</text>'


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
