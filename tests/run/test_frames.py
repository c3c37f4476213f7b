"""A swept cell in a real kernel: a frame for each value, one record, the state of the last."""

import pytest
from tests.run.sites import Post, cell, codes, fates

from huoye.fresh.frames import framed
from huoye.model.record import Figure, Frame, Stream

DRAW = (
    "import random\n"
    "import matplotlib.pyplot as plt\n"
    "from huoye.cell import record\n"
    "draws = record('drawn', random.random())\n"
    "record('size', len(seen) + N)\n"
    "seen.append(N)\n"
    "print('N is', N)\n"
    "plt.plot([0, 1], [0, N])\n"
    "plt.show()"
)


@pytest.fixture
def swept(post: Post) -> Post:
    post.cells = [
        cell("c-1", "N = 16\nseen = []"),
        cell("fig-a", DRAW, 20, sweep="N=4,8,.5", keep="seen"),
        cell("after", "print(N, seen)", 40),
    ]
    return post


def test_a_swept_cell_gives_a_frame_for_each_value_and_one_record(swept: Post) -> None:
    result = swept.run()
    assert (codes(result), fates(result)["fig-a"]) == ([], "ran")
    record = swept.record("fig-a")
    frames = framed(record.outputs)
    assert [frame for frame, _ in frames] == [Frame("N", label) for label in ("4", "8", ".5")]
    assert [outputs[0] for _, outputs in frames] == [
        Stream("stdout", (f"N is {value}",)) for value in ("4", "8", "0.5")
    ]
    figures = [outputs[1] for _, outputs in frames]
    assert [f.file for f in figures if isinstance(f, Figure)] == [
        "fig-a.svg", "fig-a.2.svg", "fig-a.3.svg",
    ]  # fmt: skip
    drawn = record.values["drawn"].value
    assert isinstance(drawn, list) and len(drawn) == 3 and len(set(drawn)) == 1
    assert record.values["size"].value == [4, 9, 2.5]
    assert record.options["sweep"] == "N=4,8,.5"


def test_later_cells_see_the_last_value_whether_the_cell_ran_or_was_loaded(swept: Post) -> None:
    swept.run()
    assert swept.record("after").outputs == (Stream("stdout", ("0.5 [4, 8, 0.5]",)),)
    swept.cells[2] = cell("after", "print('again', N, seen)", 40)
    assert fates(swept.run())["fig-a"] == "loaded"
    assert swept.record("after").outputs == (Stream("stdout", ("again 0.5 [4, 8, 0.5]",)),)


def test_a_rerun_of_the_same_values_changes_no_byte(swept: Post) -> None:
    swept.run()
    before = swept.snapshot()
    assert fates(swept.run(force=frozenset({"fig-a"})))["fig-a"] == "ran"
    assert swept.snapshot() == before
    swept.cells[1] = cell("fig-a", DRAW, 20, sweep="N=4,8", keep="seen")
    assert swept.states() == "fss"


def test_a_frame_that_fails_fails_its_cell_and_leaves_the_record(swept: Post) -> None:
    swept.run()
    before = swept.snapshot()
    swept.cells[1] = cell("fig-a", f"{DRAW}\nassert N != 8", 20, sweep="N=4,8,.5", keep="seen")
    result = swept.run()
    assert codes(result) == ["HY602"]
    assert result.problems[0].line == 31
    assert dict(result.problems[0].values)["text"] == "[N = 8]"
    assert swept.snapshot() == before


def test_a_name_that_some_frames_do_not_record_is_told(post: Post) -> None:
    code = "from huoye.cell import record\nif N > 4:\n    record('late', N)"
    post.cells = [cell("fig-a", code, 20, sweep="N=4,8")]
    result = post.run()
    assert codes(result) == ["HY685"]
    assert "missing for 4" in result.problems[0].text()


def test_the_limit_of_a_swept_cell_holds_for_all_its_frames(post: Post) -> None:
    post.cells = [cell("fig-a", "import time\ntime.sleep(N)", 20, sweep="N=.6,.7,.8", timeout="1")]
    assert codes(post.run()) == ["HY603"]
