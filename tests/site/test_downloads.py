"""What run cards offer lies beside the page, and nothing else of a record does."""

from dataclasses import replace

from tests.site.samples import flow_site
from tests.tiny import Tiny, told

from huoye.fresh.record import dump, load
from huoye.model.record import Blob, Figure, Record, Table
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
