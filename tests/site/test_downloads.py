"""What run cards offer lies beside the page, and nothing else of a record does."""

from dataclasses import replace

from tests.site.samples import flow_site
from tests.tiny import Tiny, told

from huoye.fresh.record import dump, load
from huoye.model.record import Blob, Figure, Frame, Record, Table
from huoye.pages.framescsv import Part, joined_csv
from huoye.text.digest import sha

FOLDER = "posts/flow/frozen/quick"
CSV = "panel,series,kind,x,y,value\n1,a,line,0,1,\n"


def reseal(site: Tiny, name: str, **changes: object) -> None:
    """The record of a cell with other fields, sealed."""
    path = site.root / FOLDER / f"{name}.json"
    record: Record = replace(load(path.read_text("utf-8"), name), **changes)  # type: ignore[arg-type]
    path.write_text(dump(record), "utf-8")


def test_numbers_of_a_figure_and_of_a_table_can_be_had(tiny: Tiny) -> None:
    site = flow_site(tiny)
    picture = (site.root / FOLDER / "fig-loss.svg").read_bytes()
    numbers = Blob("fig-loss.csv", sha(CSV.encode()))
    figure = Figure("fig-loss.svg", sha(picture), 10, 5, numbers=numbers)
    site.write(f"{FOLDER}/fig-loss.csv", CSV)
    reseal(site, "fig-loss", outputs=(figure,))
    reseal(site, "tbl-end", outputs=(Table(("a",), ((1,),)), Table((), ((2.5,),))))
    tree = site.built()
    page = tree["flow/index.html"].decode()
    for name, words, content in (
        ("fig-loss.data.csv", "数据（CSV）", CSV),
        ("tbl-end.data.csv", "数据（CSV）", "a\n1\n"),
        ("tbl-end.2.data.csv", "数据 2（CSV）", "2.5\n"),
    ):
        assert tree[f"flow/{name}"] == content.encode()
        assert f'<a href="/flow/{name}" download>{words}</a>' in page
    assert not [path for path in tree if path.startswith("flow/") and path.endswith("loss.csv")]
    assert "<dt>模块<dd><code>code/lab/flow.py</code> " in page
    site.write(f"{FOLDER}/fig-loss.csv", CSV.replace("0,1", "0,2"))
    assert "HY503 posts/flow/index.md:15" in told(site.build().problems)


def test_the_numbers_of_all_frames_are_one_file(tiny: Tiny) -> None:
    site = flow_site(tiny)
    picture = (site.root / FOLDER / "fig-loss.svg").read_bytes()
    outputs: list[object] = []
    for label, content in (("4", CSV), ("8", CSV.replace("0,1", "0,2"))):
        name = f"fig-loss.{label}"
        site.write(f"{FOLDER}/{name}.csv", content)
        site.write(f"{FOLDER}/{name}.svg", picture.decode())
        numbers = Blob(f"{name}.csv", sha(content.encode()))
        figure = Figure(f"{name}.svg", sha(picture), 10, 5, numbers=numbers)
        outputs += [Frame("N", label), Table((), ((label,),)), figure]
    reseal(site, "fig-loss", outputs=tuple(outputs))
    tree = site.built()
    assert tree["flow/fig-loss.data.csv"] == b"4,4\n8,8\n"
    assert tree["flow/fig-loss.2.data.csv"].decode() == (
        "N,panel,series,kind,x,y,value\n4,1,a,line,0,1,\n8,1,a,line,0,2,\n"
    )
    feed = tree["feed.xml"].decode()
    assert feed.index("N = 4") < feed.index("fig-loss.4.svg") < feed.index("N = 8")


def test_numbers_that_a_frame_lacks_are_not_offered_as_the_whole() -> None:
    four, eight = Frame("N", "4"), Frame("N", "8")
    assert joined_csv([Part(four, b"a\n1\n"), Part(eight, b"")]) == b""
    assert joined_csv([Part(four, b"a\n1\n"), Part(eight, b"b\n2\n")]) == b"N,a\n4,1\nN,b\n8,2\n"
    assert joined_csv([Part(None, b"as it is\r\n")]) == b"as it is\r\n"
