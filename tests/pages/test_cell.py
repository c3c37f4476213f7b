"""A cell on its page: code, outputs, marks in words, card; the contract of a post's HTML."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from tests.fresh.samples import cell, record_of

from huoye.model.cell import Cell
from huoye.model.record import (
    Blob,
    Figure,
    Frame,
    Inputs,
    Loaded,
    Output,
    Reason,
    Record,
    Signature,
    State,
    Stream,
    Table,
    Text,
    Verdict,
)
from huoye.pages.card import FACTS, Download, card_html, duration
from huoye.pages.cell import CellShow, cell_html, exhibit_html
from huoye.pages.figuretext import described
from huoye.pages.width import sized

SVG = '<svg width="9pt" height="9pt" viewBox="0 0 9 9"><path id="p" style="stroke: #010203"/></svg>'
FIG = cell("fig-a", "plot(x < 1)\n", caption="损失")
PICTURE = Figure("fig-a.svg", "x", 442, 278)
RECORD = replace(
    record_of(FIG, "k"), outputs=(Stream("stdout", ("a < b", "c")), Text(("<F>",)), PICTURE)
)
CODE = Reason("code", "fig-a")
VOID = frozenset({"img", "br", "input"})


class Checker(HTMLParser):
    """Tags that do not close in order; <dt> and <dd> may be left open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if tag not in VOID | {"dt", "dd"}:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [value or "" for name, value in attrs if name == "id"]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def html(show: CellShow) -> str:
    """The cell's HTML, checked to be well formed, its ids unique."""
    text = cell_html(show)
    checker = Checker()
    checker.feed(text)
    assert checker.open == []
    assert len(set(checker.ids)) == len(checker.ids)
    return text


def show(
    state: State = "fresh",
    *,
    record: Record | None = RECORD,
    reasons: tuple[Reason, ...] = (),
    one: Cell = FIG,
    **more: object,
) -> CellShow:
    preset = "full" if record is not None and record.card.get("preset") == "full" else "quick"
    verdict = Verdict(one.name, preset, state, reasons, record)  # type: ignore[arg-type]
    shown = CellShow(one, verdict, "图 1", "损失 <em>曲线</em>", {"fig-a.svg": SVG.encode()})
    return replace(shown, **more)  # type: ignore[arg-type]


def option(**options: str) -> Cell:
    return replace(FIG, options={**FIG.options, **options})


def test_a_fresh_cell_follows_the_contract() -> None:
    text = html(show())
    assert text.startswith('<figure class="cell" id="fig-a" data-state="fresh">')
    order = ['<div class="src">', 'class="out"', '<div class="fig"', "<figcaption>", 'class="card"']
    assert [text.index(part) for part in order] == sorted(text.index(part) for part in order)
    assert "<figcaption><div><b>图 1</b>损失 <em>曲线</em></div>" in text
    assert '<pre class="out" tabindex="0">a &lt; b\nc</pre>' in text
    assert '<pre class="out" tabindex="0">&lt;F&gt;</pre>' in text
    assert 'id="fig-a--1" role="img" aria-label="损失" width="442" height="278"' in text
    assert "stale" not in text
    assert "never" not in text


@pytest.mark.parametrize(
    ("echo", "part"),
    [
        ("true", '<div class="src"><pre tabindex="0">'),
        ("fold", '<details class="src"><summary>代码</summary><pre tabindex="0">'),
        ("false", None),
    ],
)
def test_echo(echo: str, part: str | None) -> None:
    text = html(show(one=option(echo=echo)))
    assert (part in text) if part else ("<code" not in text)
    assert "plot(x < 1)" not in text, "code is escaped"


@pytest.mark.parametrize(
    ("output", "texts", "figures"),
    [("true", 2, 1), ("false", 0, 0), ("figures", 0, 1), ("text", 2, 0), ("fold", 2, 1)],
)
def test_output(output: str, texts: int, figures: int) -> None:
    text = html(show(one=option(output=output)))
    assert (text.count('class="out"'), text.count('class="fig"')) == (texts, figures)
    assert ("<summary>输出</summary>" in text) is (output == "fold")


def test_a_stale_figure_says_why_and_since_when() -> None:
    reasons = (Reason("module", "code/lab/flow.py", ("sample",)), Reason("file", "./x<y.csv"))
    text = html(show("stale", reasons=reasons))
    assert (
        '<p class="stale">⚠ 此图由旧代码算出：code/lab/flow.py 已改动（<code>sample</code>）；'
        "x&lt;y.csv 已改动（上次运行：2026-11-24）</p>"
    ) in text
    assert '<div class="fig"' in text, "the last good figure stays"
    assert "由旧的输入算出" in html(show("stale", reasons=reasons[1:]))
    earlier = Reason("earlier", "fig-b", ("file", "x.csv"))
    assert "由旧的输入算出：前面的代码格 fig-b：x.csv 已改动" in html(
        show("stale", reasons=(earlier,))
    )


def test_many_reasons_are_cut_short() -> None:
    text = html(show("stale", reasons=tuple(Reason("file", name) for name in "abc")))
    assert "a 已改动；b 已改动 等（上次运行" in text


def test_a_cell_never_run_shows_an_empty_box() -> None:
    text = html(show("never", record=None, reasons=(Reason("no-record", "fig-a"),)))
    assert '<p class="never">此图尚未运行</p>' in text
    assert 'class="card"' not in text
    table = replace(FIG, name="tbl-a")
    assert "此表尚未运行" in html(show("never", record=None, one=table))


def test_a_damaged_record_shows_nothing_of_it() -> None:
    reason = Reason("damaged", "fig-a", ("blob-missing", "fig-a.svg"))
    text = html(show("damaged", record=None, reasons=(reason,)))
    assert '<p class="never damaged">此图的运行记录已损坏：缺少文件 fig-a.svg</p>' in text
    assert 'class="fig"' not in text


def test_archived_results_name_their_commit() -> None:
    record = replace(RECORD, card={**RECORD.card, "commit": "1a2b3c4"})
    text = html(show("archived", record=record))
    assert '<p class="archived">此图由提交 1a2b3c4 的代码算出</p>' in text
    assert "stale" not in text
    dirty = replace(record, card={**record.card, "dirty": True})
    assert "由提交 1a2b3c4（含未提交的改动）的代码算出" in html(show("archived", record=dirty))
    assert "此图由 2026-11-24 的代码算出" in html(show("archived", record=RECORD)), "outside of git"
    assert "何时过时" in html(show("stale", reasons=(CODE,))) and "何时过时" not in text


def test_its_author_can_copy_the_command_that_mends_a_result() -> None:
    for state in ("fresh", "archived", "stale", "never", "damaged"):
        reasons = (Reason("damaged", "fig-a", ("json", "")),) if state == "damaged" else (CODE,)
        shown = show(state, reasons=reasons, record=RECORD if state[0] in "fas" else None)
        text = html(replace(shown, command="huoye run p#fig-a"))
        found = "<br><code>huoye run p#fig-a</code></p>" in text
        assert found is (state not in ("fresh", "archived")), state


def test_a_silent_cell_has_no_marks() -> None:
    silent = replace(FIG, name="c-12345678", labelled=False)
    bare = replace(RECORD, outputs=())
    for state, record in (("never", None), ("stale", bare), ("fresh", bare)):
        text = html(show(state, record=record, one=silent, number="", caption=""))
        assert "<p" not in text.replace("<pre", "")
        assert "<details" not in text
        assert "<figcaption" not in text


def test_a_cell_that_is_only_shown_has_no_state() -> None:
    text = html(CellShow(option(eval="false"), None))
    assert "data-state" not in text
    assert '<div class="src">' in text


def test_ids_get_the_prefix_of_a_list() -> None:
    text = html(show(prefix="p3-"))
    assert 'id="p3-fig-a"' in text
    assert 'id="p3-fig-a--1"' in text
    assert 'id="p3-fig-a--1-p"' in text


def test_several_figures_share_no_ids() -> None:
    record = replace(RECORD, outputs=(PICTURE, replace(PICTURE, file="fig-a.2.svg")))
    text = html(show(record=record, blobs={"fig-a.svg": SVG.encode(), "fig-a.2.svg": SVG.encode()}))
    assert text.count("<svg") == 2


def test_a_raster_figure_is_an_image() -> None:
    record = replace(RECORD, outputs=(replace(PICTURE, file="fig-a.png"),))
    text = html(show(record=record, urls={"fig-a.png": '/a/"fig.png'}))
    assert '<img src="/a/&quot;fig.png" alt="损失" width="442" height="278" loading="lazy">' in text


def test_hostile_texts_are_escaped() -> None:
    evil = '"><script>alert(1)</script>'
    one = replace(FIG, name=evil, code=evil, language=evil, options={"alt": evil, "caption": evil})
    record = replace(
        RECORD,
        outputs=(Stream("stderr", (evil,)), Text((evil,)), PICTURE),
        card={"at": evil, "gpu": evil, "commit": evil, "seconds": evil, "preset": evil},
        because=(evil,),
    )
    for state in ("stale", "archived"):
        reasons = (Reason("file", evil), Reason("package", evil, (evil, evil)))
        text = cell_html(show(state, record=record, reasons=reasons, one=one, number=evil))  # type: ignore[arg-type]
        assert "<script" not in text
        assert re.search(r'="[^"]*"><script', text) is None


def test_the_alternative_text_tells_the_axes() -> None:
    panels = (
        {"title": "左", "x": "步数", "y": "损失", "lim": [0, 60.0, 0.0, 1.25]},
        {"x": "t", "y": "", "lim": [0]},
        {},
        {"title": 3, "x": None, "lim": "no"},
    )
    assert described("损失曲线。", replace(PICTURE, data=panels)) == (
        "损失曲线。左，横轴 步数（0 到 60），纵轴 损失（0 到 1.25）。横轴 t"
    )
    assert described("", PICTURE) == "图"


def test_the_card_shows_an_allow_list_only() -> None:
    facts = {
        "device": "cuda", "gpu": "NVIDIA H100 80GB HBM3", "seconds": 412.0, "at": "2026-11-24",
        "preset": "full", "seed": 0, "vram_peak_mb": 9120, "tf32": False, "torch": "2.13.0",
        "commit": "1a2b3c4", "dirty": True, "host": "canary", "user": "canary", "path": "/canary",
    }  # fmt: skip
    record = replace(RECORD, card=facts, because=("只改了 <注释>",))
    text = card_html(record)
    assert "canary" not in text
    assert (
        "<summary>运行卡\u00a0· NVIDIA H100 80GB HBM3\u00a0· 6 分 52 秒\u00a0· 2026-11-24</summary>"
        in text
    )
    for row in (
        "<dt>显存峰值<dd>8.9 GB", "<dt>TF32<dd>否", "<dt>规模<dd>完整", "<dt>torch<dd>2.13.0",
        '<dt>提交<dd>1a2b3c4（含未提交的改动）',
        "<dt>作者确认仍有效<dd>只改了 &lt;注释&gt;", "<dt>输入的观察<dd>只见到",
    ):  # fmt: skip
        assert row in text


def test_the_card_says_who_verified_it_where() -> None:
    verified = (
        Signature("2026-11-25", "full", "cuda", "<H100>", "2.13.0", "3.12.1", "1a2b3c4", True),
        Signature("2026-11-24", "quick", "cpu", python="3.11.9"),
    )
    assert (
        "<dt>核验<dd>2026-11-25，&lt;H100&gt;，torch 2.13.0，提交 1a2b3c4（含未提交的改动），与记录一致"
        "<br>2026-11-24，CPU，Python 3.11.9，小规模，与记录一致</dl>"
    ) in card_html(replace(RECORD, verified=verified))
    assert "核验" not in card_html(RECORD)


def test_a_quick_result_is_always_called_so() -> None:
    assert "运行卡 · CPU\u00a0· 3.2 秒\u00a0· 2026-11-24\u00a0· 小规模" in card_html(RECORD)


def test_the_card_tells_where_each_half_was_computed_where_they_differ() -> None:
    trained = Loaded("train", "NVIDIA <H100>", "2026-11-20", 2460.0)
    text = card_html(replace(RECORD, loaded=(trained, replace(trained, cell="c-1", seconds=0.0))))
    assert "运行卡\u00a0· 计算：NVIDIA &lt;H100&gt;，绘图：CPU\u00a0· 3.2 秒" in text
    assert (
        "<dt>载入<dd><code>train</code> 存下的结果：NVIDIA &lt;H100&gt;，41 分 0 秒，2026-11-20"
        in text
    )
    assert "<br><code>c-1</code> 存下的结果：NVIDIA &lt;H100&gt;，2026-11-20" in text
    printed = replace(RECORD, loaded=(trained,), outputs=())
    assert "计算：NVIDIA &lt;H100&gt;，本格：CPU" in card_html(printed)
    alike = replace(RECORD, loaded=(replace(trained, on="cpu"),))
    assert "运行卡\u00a0· CPU\u00a0· 3.2 秒" in card_html(alike)
    assert "<dt>载入<dd><code>train</code> 存下的结果：CPU" in card_html(alike)


def test_a_fact_of_an_unforeseen_type_is_shown_as_it_is() -> None:
    odd = dict.fromkeys(FACTS, "?")
    assert card_html(replace(RECORD, card=odd)).count("<dd>?") >= len(FACTS) - 2


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.04, "0.0 秒"),
        (3.24, "3.2 秒"),
        (412, "6 分 52 秒"),
        (59.99, "60.0 秒"),
        (3900, "1 小时 5 分"),
    ],
)
def test_durations(seconds: float, words: str) -> None:
    assert duration(seconds) == words


def test_a_numbered_table_bears_its_caption_above_it() -> None:
    table = replace(FIG, name="tbl-a")
    record = replace(RECORD, outputs=(Table(("a",), ((1,),)), Table(("b",), ((2,),))))
    text = html(show(record=record, one=table, number="表 1"))
    assert "<caption><b>表 1</b>损失 <em>曲线</em></caption>" in text
    assert (text.count("<table>"), text.count("表 1")) == (2, 1)
    assert "<figcaption><details" in text
    elsewhere = exhibit_html(show(record=record, one=table, number="表 1"), "/p/#tbl-a", "甲")
    assert "<caption>" not in elsewhere and elsewhere.count("表 1") == 1
    figure = html(show(record=record))
    assert "<caption>" not in figure and "<figcaption><div><b>图 1</b>" in figure


def test_an_animation_comes_with_its_still() -> None:
    moving = Figure("a.webp", "x", 30, 20, (), Blob("a.moving.webp", "y"))
    urls = {"a.webp": "/p/a.webp", "a.moving.webp": "/p/a.moving.webp"}
    text = html(show(record=replace(RECORD, outputs=(moving,)), urls=urls))
    size = 'width="30" height="20"'
    assert f'<img class="moving" src="/p/a.moving.webp" alt="损失" {size} loading="lazy">' in text
    assert f'<img class="still" src="/p/a.webp" alt="" {size}>' in text
    still = replace(RECORD, outputs=(replace(moving, moving=None),))
    assert f'<img src="/p/a.webp" alt="损失" {size} loading="lazy">' in html(
        show(record=still, urls=urls)
    )


@pytest.mark.parametrize(
    ("written", "style"),
    [("60%", "60%"), ("300", "300px"), ("20.5 em", "20.5em"), ("5in", "5in"), ("1;color:red", "")],
)
def test_a_width_is_that_of_every_figure(written: str, style: str) -> None:
    outputs = (PICTURE, Figure("a.webp", "x", 30, 20))
    record = replace(RECORD, outputs=outputs)
    text = html(show(record=record, one=option(width=written), urls={"a.webp": "/a.webp"}))
    asked = f' style="width:{style};min-width:0"' if style else ""
    assert f'width="442" height="278"{asked} viewBox' in text
    assert f'width="30" height="20"{asked} loading' in text


def test_a_feed_knows_only_widths_that_are_lengths() -> None:
    picture = Figure("a.webp", "x", 30, 20)
    for written, size in (("60%", "30:20"), ("300px", "300:200"), ("1 in", "96:64"), ("", "30:20")):
        width, _, height = size.partition(":")
        assert sized(written, picture) == f'width="{width}" height="{height}"', written


def test_a_card_lists_inputs_of_the_chain_and_what_can_be_had() -> None:
    first = Inputs(files={"./x<1.csv": "77ac" * 6, "data/y": "absent"}, env={"TOKEN": "5ec4e7"})
    own = Inputs(modules={"code/lab/flow.py": "9b1e" * 6}, packages={"torch": "2.13.0"})
    text = card_html(
        replace(RECORD, inputs=own),
        (replace(RECORD, inputs=first),),
        (Download("/p/fig-a.data.csv", "数据（CSV）"),),
    )
    assert "<dt>模块<dd><code>code/lab/flow.py</code> 9b1e9b1e9b1e<dt>" in text
    assert "<code>data/y</code> 当时不存在<br><code>x&lt;1.csv</code> 77ac77ac77ac<dt>" in text
    assert "<dt>环境变量<dd><code>TOKEN</code><dt>" in text and "5ec4e7" not in text
    assert '<dt>下载<dd><a href="/p/fig-a.data.csv" download>数据（CSV）</a></dl>' in text


SWEPT = cell("fig-a", "plot(N)\n", caption="损失", sweep="N=4,8")


def framed_by(*outputs: Output) -> str:
    record = replace(RECORD, outputs=(Frame("N", "4"), *outputs, Frame("N", "<8>"), *outputs))
    verdict = Verdict("fig-a", "quick", "fresh", record=record)
    blobs = {"fig-a.svg": SVG.encode()}
    return html(CellShow(SWEPT, verdict, "图 1", "损失", blobs=blobs))


def test_frames_are_a_group_of_buttons_with_one_number_and_caption() -> None:
    page = framed_by(Stream("stdout", ("a",)), PICTURE)
    assert page.count('<fieldset class="frames"><legend>N =</legend>') == 1
    assert re.findall(r'type="radio" id="([^"]*)" name="([^"]*)"( checked)?', page) == [
        ("fig-a--frame-1", "fig-a--frame", " checked"), ("fig-a--frame-2", "fig-a--frame", ""),
    ]  # fmt: skip
    assert '<label for="fig-a--frame-2"><span>N = </span>&lt;8&gt;</label>' in page
    assert re.findall('<svg id="([^"]*)" role="img" aria-label="([^"]*)"', page) == [
        ("fig-a--1", "损失（N = 4）"), ("fig-a--2", "损失（N = &lt;8&gt;）"),
    ]  # fmt: skip
    assert (page.count("图 1"), page.count("<figcaption>")) == (1, 1)


def test_a_swept_table_has_its_caption_below_all_frames() -> None:
    table = Table(("a",), ((1,),))
    record = replace(RECORD, outputs=(Frame("N", "4"), table, Frame("N", "8"), table))
    tables = replace(SWEPT, name="tbl-a")
    page = html(CellShow(tables, Verdict("tbl-a", "quick", "fresh", record=record), "表 1", "损失"))
    assert "<caption>" not in page and "<figcaption><div><b>表 1</b>损失</div>" in page


def test_frames_of_which_nothing_is_shown_are_no_buttons() -> None:
    quiet = replace(SWEPT, options={**SWEPT.options, "output": "text"})
    record = replace(RECORD, outputs=(Frame("N", "4"), PICTURE, Frame("N", "8"), PICTURE))
    assert "frames" not in html(CellShow(quiet, Verdict("a", "quick", "fresh", record=record)))
