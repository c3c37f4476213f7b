"""The report of verify: one file that fetches and runs nothing, whatever a record holds."""

from dataclasses import replace
from html.parser import HTMLParser

from tests.fresh.samples import frozen

from huoye.fresh.moved import Moved
from huoye.fresh.verified import Checked, Verified
from huoye.model.problem import problem
from huoye.model.record import Figure, Frame, Reason, Record
from huoye.pages.verified import report_html

HOSTILE = "<script>alert(1)</script>"


class Tags(HTMLParser):
    """Every tag with its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def drawn(*files: str) -> Record:
    figures = tuple(Figure(file, "a" * 24, 1, 1) for file in files)
    return replace(frozen()["fig-loss"], outputs=figures)


def report() -> str:
    moved = Moved("text", HOSTILE, HOSTILE, "b", 0.5, more=2)
    why = problem("HY603", "posts/p/index.md", 3, cell=HOSTILE, seconds="1")
    cells = (
        Checked("same", 2, "same", drawn("x.npz"), drawn("x.npz")),
        Checked("slow", 3, "failed", why=why),
        Checked("fig", 4, "moved", drawn("a.svg", "b.png"), drawn("a.svg"), (moved,),
                stale=(Reason("code", "fig"),)),
    )  # fmt: skip
    old = {("fig", "a.svg"): b"<svg>\xff</svg>", ("fig", "b.png"): b"png", ("same", "x.npz"): b""}
    new = {("fig", "a.svg"): b"<svg/>"}
    return report_html([Verified("posts/p/index.md", HOSTILE, cells, old=old, new=new)])


def test_figures_stand_in_pairs_and_nothing_leads_out() -> None:
    tags = Tags(report()).found
    images = [attributes for tag, attributes in tags if tag == "img"]
    assert [image["alt"] for image in images] == ["旧：a.svg", "新：a.svg", "旧：b.png"]
    assert all(str(image["src"]).startswith("data:image/") for image in images)
    assert "script" not in {tag for tag, _ in tags}
    assert not any("href" in attributes or "srcset" in attributes for _, attributes in tags)


def test_a_pair_of_a_swept_cell_bears_its_value() -> None:
    figure = Figure("a.svg", "a" * 24, 1, 1)
    record = replace(drawn(), outputs=(Frame("N", "<8>"), figure))
    cell = Checked("fig", 4, "same", record, record)
    blobs = {("fig", "a.svg"): b"<svg/>"}
    page = report_html([Verified("posts/p/index.md", "题", (cell,), old=blobs, new=blobs)])
    assert "<figcaption>旧（N = &lt;8&gt;）</figcaption>" in page


def test_what_moved_comes_first_with_its_reasons() -> None:
    page = report()
    assert "<p>1 格有变化，1 格失败，1 格已复现</p>" in page
    assert page.index("fig（第 4 行）") < page.index("slow（第 3 行）") < page.index("same（第")
    assert "已过时：代码已改动" in page
    assert "超过 1 秒的时限" in page
    assert "→ b  +50 %，另有 2 处" in page


def test_nothing_to_verify_is_a_page_too() -> None:
    assert "没有可核验的结果" in report_html([])
