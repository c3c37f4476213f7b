"""The page of `diff`: what is drawn, what is shown side by side, what is only named, nothing leads out."""

import re
from dataclasses import replace
from html.parser import HTMLParser

from tests.fresh.samples import cell, record_of

from huoye.fresh.damaged import Damaged
from huoye.fresh.differing import PostDifference, Side, difference
from huoye.model.record import Blob, Figure, Frame, Output, Preset, Record, Stream, Table
from huoye.pages.differences import page
from huoye.text.digest import sha

HOSTILE = '"><script>alert(1)</script>'
CELL = cell("fig-a", "plot()")
HEAD = "panel,series,kind,x,y,value\n"


def drawn(rows: str, picture: str = "<svg/>", name: str = "a.svg", **axes: object) -> Side:
    """A cell with one figure and its numbers."""
    content, numbers = picture.encode(), (HEAD + rows).encode()
    data = {"title": "", "x": "步", "y": "损失", "lim": [0, 1, 0, 1], "artists": [], **axes}
    figure = Figure(name, sha(content), 9, 9, (data,), None, Blob("a.csv", sha(numbers)))
    return given(figure, files={name: content, "a.csv": numbers})


def given(*outputs: Output, files: dict[str, bytes] | None = None, name: str = "fig-a") -> Side:
    record = replace(record_of(CELL, "k"), outputs=outputs)
    return Side(replace(CELL, name=name), record, files or {})


def shown(old: Side | None, new: Side | None, preset: Preset = "full") -> str:
    return page(
        [PostDifference("posts/p/index.md", "文", cells=(difference(preset, old, new),))], "差异"
    )


LINE = "1,损失,line,0,0,\n1,损失,line,1,{y},\n"


def test_curves_with_points_on_both_sides_are_laid_over_each_other() -> None:
    html = shown(drawn(LINE.format(y=1)), drawn(LINE.format(y=0.5), "<svg>2</svg>"))
    assert html.count('<svg class="plot"') == 1
    assert "<details><summary>两张原图</summary>" in html


def test_a_heat_map_stands_side_by_side() -> None:
    rows = "1,1,image,0,0,{v}\n"
    html = shown(drawn(rows.format(v=1)), drawn(rows.format(v=2), "<svg>2</svg>"))
    assert 'class="plot"' not in html and "<details>" not in html
    assert re.findall(r'<img alt="([^"]+)"', html) == ["旧：a.svg", "新：a.svg"]
    assert html.count('prefers-color-scheme:dark)" srcset=') == 2


def test_a_figure_that_looks_otherwise_stands_side_by_side() -> None:
    html = shown(drawn(LINE.format(y=1)), drawn(LINE.format(y=1), "<svg>2</svg>"))
    assert "a.svg 的画法变了，数据相同" in html
    assert 'class="plot"' not in html and html.count("<img") == 2


def test_panels_that_did_not_change_are_left_out() -> None:
    other = "二,甲,line,0,0,\n二,甲,line,1,1,\n"
    html = shown(drawn(LINE.format(y=1) + other), drawn(LINE.format(y=0.5) + other, "<svg>2</svg>"))
    assert html.count('<svg class="plot"') == 1 and "<b>二</b>" not in html


def test_one_of_two_figures_that_stayed_is_named() -> None:
    old, new = drawn(LINE.format(y=1)), drawn(LINE.format(y=0.5), "<svg>2</svg>")
    same = Figure("same.png", "e" * 24, 1, 1)
    assert isinstance(old.record, Record) and isinstance(new.record, Record)
    pair = [
        replace(side, record=replace(side.record, outputs=(*side.record.outputs, same)))
        for side in (old, new)
        if isinstance(side.record, Record)
    ]
    assert "未变的图：same.png" in shown(*pair)


def test_what_came_and_what_went_and_what_is_torn() -> None:
    html = shown(None, drawn("", name="a.png"), "quick")
    assert 'fig-a（第 10 行，小规模）：<span class="added">新增</span>' in html
    assert "<figure>（无）<figcaption>旧" in html
    assert 'fig-a（原有）：<span class="removed">已删除</span>' in shown(drawn(""), None)
    torn = shown(Side(CELL, Damaged("seal")), drawn(""))
    assert "未作比较：旧的运行记录被手工改动或合并过" in torn


def test_figures_of_a_swept_cell_are_paired_by_their_frames() -> None:
    def swept(frames: dict[str, float]) -> Side:
        sides = {value: drawn(LINE.format(y=y), f"<svg>{y}</svg>") for value, y in frames.items()}
        outputs: list[Output] = []
        for value, side in sides.items():
            assert isinstance(side.record, Record)
            outputs += [Frame("N", value), *side.record.outputs]
        return given(*outputs, files={**sides["8"].files})

    html = shown(swept({"4": 1, "8": 1}), swept({"8": 1, "16": 0.5}))
    assert "frames  N = 4, N = 8 → N = 8, N = 16" in html
    assert re.findall("<p><b>(N = [0-9]+)</b></p>", html) == ["N = 16", "N = 4"]
    assert "未变的图：a.svg" in html and "画法" not in html


def test_rows_of_a_table_that_changed() -> None:
    old = Table(("n", "损失"), ((8, 0.5), (16, None)), stub=1)
    new = replace(old, rows=((8, 0.5), (16, 0.25)))
    html = shown(given(old), given(new))
    assert '<tr><th scope="row">16</th><td><del>–</del> <ins>0.25</ins></td></tr>' in html
    assert ">8</th>" not in html
    bare = shown(given(replace(old, stub=0)), given(replace(new, stub=0)))
    assert "<tr><th>行</th><th>n</th><th>损失</th></tr>" in bare
    assert '<th scope="row">2</th><td>16</td>' in bare
    many = Table(("x",), tuple((n,) for n in range(100)))
    grown = replace(many, rows=tuple((n + 1,) for n in range(100)))
    assert "另有 60 行" in shown(given(many), given(grown))


def test_a_cell_that_did_not_change_is_only_named() -> None:
    html = shown(given(), given())
    assert "未变：fig-a" in html and "<h3>" not in html
    assert "没有差异" in page([], "差异")


class Tags(HTMLParser):
    """Every tag with its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_nothing_of_a_record_acts_or_leads_out() -> None:
    rows = '"{h}","{h}",line,0,{y},\n"{h}","{h}",line,1,1,\n'
    spelled = HOSTILE.replace('"', '""')
    table = Table((HOSTILE,), ((HOSTILE,),))
    sides = []
    for y in (0, 1):
        side = drawn(rows.format(h=spelled, y=y), f"<svg>{y}</svg>", x=HOSTILE, y=HOSTILE,
                     title=HOSTILE, lim=[HOSTILE, {}, 1, 1])  # fmt: skip
        assert isinstance(side.record, Record)
        rest = (Stream("stdout", (HOSTILE * (y + 1),)), replace(table, rows=((f"{HOSTILE}{y}",),)))
        record = replace(side.record, outputs=(*side.record.outputs, *rest))
        sides.append(replace(side, record=record, cell=replace(CELL, name=HOSTILE)))
    html = page([PostDifference(HOSTILE, HOSTILE, was=HOSTILE,
                                cells=(difference("full", *sides),))], HOSTILE)  # fmt: skip
    tags = Tags(html).found
    assert "plot" in {attributes.get("class") for _, attributes in tags}
    assert "script" not in {tag for tag, _ in tags}
    leads = [a[name] for _, a in tags for name in ("src", "srcset", "href") if name in a]
    assert leads and all(str(lead).startswith("data:image/") for lead in leads)
    assert not any(name.startswith("on") for _, attributes in tags for name in attributes)
