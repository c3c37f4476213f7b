"""A cell under another label keeps its result; declared inputs that cannot be compared stop a run.

No kernel is started: nothing here is due, or the run stops before it.
"""

from dataclasses import replace

import pytest
from tests.run.sites import Post, cell, codes, fates

from huoye.fresh.key import keys, own
from huoye.fresh.record import dump
from huoye.model.record import Figure, Inputs, Record
from huoye.site.records import read_frozen
from huoye.text.digest import sha

SVG = '<svg viewBox="0 0 1 1"><path d="M0 0"/></svg>'


def sealed(post: Post, name: str) -> Post:
    """A post with one cell, run."""
    post.cells = [cell(name, "plot()")]
    (key,) = keys(post.cells, "quick")
    assert key is not None
    figure = Figure(f"{name}.svg", sha(SVG.encode()), 1, 1)
    record = Record(name, key, own(post.cells[0]), "all", Inputs(), {}, (figure,), {})
    post.write(f"posts/p/frozen/quick/{name}.json", dump(record))
    post.write(f"posts/p/frozen/quick/{name}.svg", SVG)
    return post


def test_a_record_is_found_under_the_old_label_and_moved_by_the_next_run(post: Post) -> None:
    sealed(post, "fig-old")
    post.cells = [replace(post.cells[0], name="fig-new")]
    frozen = read_frozen(post.folder, post.cells, "quick")
    assert set(frozen.blobs) == {("fig-new", "fig-old.svg")}
    verdict = replace(post.verdicts()["fig-new"], state="fresh", record=frozen.records["fig-new"])  # type: ignore[arg-type]
    result = post.run(verdicts={"fig-new": verdict})
    assert fates(result) == {"fig-new": "unchanged"}
    assert set(post.snapshot()) == {"fig-new.json", "fig-new.svg"}
    assert post.states() == "f"


def test_other_code_does_not_inherit_a_record(post: Post) -> None:
    sealed(post, "fig-old")
    cells = [replace(post.cells[0], name="fig-new", code="plot(2)")]
    assert read_frozen(post.folder, cells, "quick").records == {"fig-new": None}


@pytest.mark.parametrize("name", ["data", "../../../x.h5", "/etc/hostname", "."])
def test_declared_inputs_that_cannot_be_compared_stop_the_run(post: Post, name: str) -> None:
    post.write("data/a.csv", "1")
    post.cells = [cell("a", "1 / 0", inputs=name)]
    result = post.run()
    assert (codes(result), fates(result)) == (["HY622"], {"a": "skipped"})
