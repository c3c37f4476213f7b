"""Results on pages: shown with card and value, stale with cause, damaged with a box."""

import pytest
from tests.site.samples import CODE, MODULE, TEXT, draft_of, flow_site, flow_text, freeze
from tests.tiny import Tiny, changed, told

from huoye.model.record import Verdict
from huoye.site.cells import Bench
from huoye.site.opened import open_site

PAGE = "flow/index.html"
QUICK = "posts/flow/frozen/quick"


@pytest.fixture
def site(tiny: Tiny) -> Tiny:
    """A post whose cells were run."""
    return flow_site(tiny)


def verdicts(site: Tiny) -> dict[str, Verdict]:
    """Verdicts of the post's cells by name."""
    bench = Bench(open_site(site.root))
    return {v.cell: v for v in bench.verdicts(draft_of(site), "quick")}


def states(site: Tiny) -> str:
    """First letters in order: f fresh, s stale, n never, d damaged."""
    return "".join(v.state[0] for v in verdicts(site).values())


def test_a_fresh_result_is_shown_with_figure_card_and_value(site: Tiny) -> None:
    tree = site.built()
    page = tree[PAGE].decode()
    assert states(site) == "ffff"
    assert 'id="fig-loss" data-state="fresh"' in page
    assert 'd="M0 0L10 5"' in page
    assert "运行卡 · CPU\u00a0· 3.2 秒\u00a0· 2026-11-20\u00a0· 小规模" in page
    assert ">0.192<button" in page
    assert 'href="#fig-loss">图 1</a>' in page
    assert "output of tbl-end" in page
    assert "⚠" not in page and "尚未运行" not in page
    assert tree["flow/fig-loss.svg"].startswith(b"<svg")
    feed = tree["feed.xml"].decode()
    assert "https://example.org/flow/fig-loss.svg" in feed
    assert "0.192" in feed


def test_records_are_not_published(site: Tiny) -> None:
    assert not [path for path in site.built() if "frozen" in path or path.endswith(".json")]


@pytest.mark.parametrize(
    "edit",
    [
        lambda text: text.replace("开头。", "另一个开头，多一个公式 $x$。\n\n又一段。"),
        lambda text: text.replace("plot(sample(3))", "plot( sample(3) )  # 画图"),
        lambda text: text.replace(":caption: 损失 $L_t$", ":caption: 另一个标题"),
        lambda text: text.replace("python\n:tags: [hide-input]\n", "python\n"),
    ],
)
def test_edited_prose_comments_and_captions_stale_nothing(site: Tiny, edit: object) -> None:
    assert callable(edit)
    site.built()
    text = edit(TEXT)
    assert text != TEXT
    site.write("posts/flow/index.md", flow_text(text))
    assert site.build().problems == ()
    assert states(site) == "ffff"


def test_a_changed_docstring_stales_nothing(site: Tiny) -> None:
    before = site.built()
    site.write(MODULE, "# notes\n" + CODE.replace("Draw.", "Draw a sample."))
    site.write("code/lab/other.py", "A = 2\n")
    scripts = {"flow/fig-loss.run.py", "flow/tbl-end.run.py"}
    assert states(site) == "ffff"
    assert changed(before, site.built()) == scripts, "which take the module along as it is"


def test_a_changed_function_stales_the_cell_that_loaded_it_and_the_later_ones(site: Tiny) -> None:
    before = site.built()
    site.write(MODULE, CODE.replace("n + 1", "n + 2"))
    assert states(site) == "fssf"
    loss, end = verdicts(site)["fig-loss"], verdicts(site)["tbl-end"]
    assert [(r.kind, r.name, r.parts) for r in loss.reasons] == [("module", MODULE, ("sample",))]
    assert [r.kind for r in end.reasons] == ["earlier"]
    built = site.build()
    assert {p.level for p in built.problems} == {"warning"}
    assert told(built.problems) == [
        "HY501 posts/flow/index.md:15",
        "HY501 posts/flow/index.md:22",
        "HY507 posts/flow/index.md:13",
    ]
    page = site.page(PAGE)
    assert "⚠ 此图由旧代码算出" in page
    assert "<code>sample</code>" in page and "code/lab/flow.py" in page
    assert 'class="val old"' in page
    assert page.count('data-state="fresh"') == 2
    assert 'd="M0 0L10 5"' in page, "the old figure stays, marked"
    scripts = {"flow/fig-loss.run.py", "flow/tbl-end.run.py"}
    assert not scripts & site.tree().keys(), "a stale result has no script"
    lists = {"index.html", "feed.xml", "复现/index.html", "复现/feed.xml"}
    assert changed(before, site.tree()) <= {PAGE, *lists, *scripts}
    site.write(MODULE, CODE)
    assert site.built() == before


def test_strict_makes_stale_results_errors_and_shows_the_page_all_the_same(site: Tiny) -> None:
    site.write(MODULE, CODE.replace("n + 1", "n + 2"))
    built = site.build(strict=True)
    assert [(p.code, p.level) for p in built.problems if p.code == "HY501"] == [
        ("HY501", "error")
    ] * 2
    assert "⚠ 此图由旧代码算出" in site.page(PAGE)
    assert built.missing == frozenset()


def test_changed_code_of_a_cell_stales_it_and_the_later_ones(site: Tiny) -> None:
    site.write("posts/flow/index.md", flow_text(TEXT.replace("sample(3)", "sample(4)")))
    assert states(site) == "fssf"
    assert [r.kind for r in verdicts(site)["fig-loss"].reasons] == ["code"]
    freeze(site, ("fig-loss",))
    assert states(site) == "ffsf"


def test_a_cell_that_never_ran_has_a_box(site: Tiny) -> None:
    (site.root / QUICK / "fig-apart.json").unlink()
    built = site.build()
    assert [(p.code, p.level, p.line) for p in built.problems] == [("HY502", "warning", 27)]
    assert "此图尚未运行" in site.page(PAGE)
    assert "flow/fig-apart.svg" not in site.tree()


@pytest.mark.parametrize("harm", ["edit", "conflict", "figure", "lost figure"])
def test_a_damaged_record_has_a_box_and_its_page_is_published(site: Tiny, harm: str) -> None:
    record, figure = (site.root / QUICK / f"fig-loss.{kind}" for kind in ("json", "svg"))
    match harm:
        case "edit":
            record.write_text(record.read_text("utf-8").replace("0.192", "0.1"), "utf-8")
        case "conflict":
            record.write_text("<<<<<<< HEAD\n" + record.read_text("utf-8"), "utf-8")
        case "figure":
            figure.write_text(figure.read_text("utf-8").replace("10 5", "10 6"), "utf-8")
        case "lost figure":
            figure.unlink()
    built = site.build()
    assert [(p.level, p.line) for p in built.problems if p.code == "HY503"] == [("error", 15)]
    assert built.missing == frozenset()
    page = site.page(PAGE)
    assert "此图的运行记录已损坏" in page
    assert 'id="fig-loss" data-state="damaged"' in page
    assert "0.192" not in page, "a value nobody vouches for is not shown"
    assert states(site) == "fdsf"
    assert "flow/fig-loss.svg" not in site.tree()


def test_archived_results_are_never_stale(site: Tiny) -> None:
    text = flow_text(TEXT).replace("title: 流", "title: 流\nresults: archived")
    site.write("posts/flow/index.md", text)
    site.write(MODULE, CODE.replace("n + 1", "n + 2"))
    assert states(site) == "aaaa"
    assert site.build().problems == ()
    assert "⚠" not in site.page(PAGE)


def test_a_fresh_full_result_is_shown_before_a_quick_one_and_that_before_a_stale(
    site: Tiny,
) -> None:
    quick = site.built()[PAGE].decode()
    freeze(site, preset="full")
    full = site.built()[PAGE].decode()
    assert "小规模" in quick and "小规模" not in full
    site.write(MODULE, CODE.replace("n + 1", "n + 2"))
    freeze(site)
    mixed = site.built()[PAGE].decode()
    assert mixed.count("\u00a0· 小规模</summary>") == 2, (
        "the two cells whose full results are stale"
    )
