"""A whole post through real kernels: records as cells end, what stales them, replays, failures."""

import json

import pytest
from tests.run.sites import Post, cell, codes, fates

from huoye.disk.failed import read_failure


@pytest.fixture
def four(post: Post) -> Post:
    """Imports, data with an absent file, a module's function, a figure."""
    post.write("code/lab/__init__.py", "")
    post.write("code/lab/flow.py", 'def f(x):\n    "y = 2x"\n    return 2 * x\n')
    post.write("code/lab/other.py", "A = 1\n")
    post.write("posts/p/x.csv", "1\n2\n3\n")
    post.write("data/shared.txt", "4\n")
    post.cells = [
        cell("c-1", "import os, numpy as np, matplotlib.pyplot as plt"),
        cell(
            "data",
            "x = np.loadtxt('x.csv')\n"
            "y = open(os.environ['HUOYE_ROOT'] + '/data/shared.txt').read()\n"
            "names = sorted(n for n in os.listdir() if n.endswith('csv'))\n"
            "try: open('extra.csv')\n"
            "except OSError: print('no extra')",
        ),
        cell(
            "fit",
            "from huoye.cell import record\n"
            "from lab.flow import f\n"
            "loss = record('loss', float(f(x).sum()), rtol=1e-3)\n"
            "print('loss', loss)",
        ),
        cell("fig-y", "plt.plot(x, f(x), label='y')\nplt.title('f $x^2$')\nplt.show()", 40),
    ]
    return post


def test_a_post_is_run_once_and_then_left_alone(four: Post) -> None:
    first = four.run()
    assert codes(first) == []
    assert set(fates(first).values()) == {"ran"}
    assert four.states() == "ffff"
    before = four.snapshot()
    figure = {"fig-y.json", "fig-y.svg", "fig-y.csv"}
    assert set(before) == {"c-1.json", "data.json", "fit.json"} | figure
    assert set(fates(four.run()).values()) == {"unchanged"}
    assert four.snapshot() == before


def test_a_record_tells_inputs_values_outputs_and_machine(four: Post) -> None:
    four.run()
    data, fit, fig = (four.record(name) for name in ("data", "fit", "fig-y"))
    assert set(data.inputs.files) == {"./x.csv", "./extra.csv", "data/shared.txt"}
    assert data.inputs.files["./extra.csv"] == "absent"
    assert list(data.inputs.listings) == ["./."]
    assert set(fit.inputs.modules) == {"code/lab/__init__.py", "code/lab/flow.py"}
    assert set(fit.inputs.definitions["code/lab/flow.py"]) == {"f"}
    assert fit.values["loss"].value == 12.0
    assert fig.inputs.files == {}
    (figure,) = fig.outputs
    assert (figure.width, figure.height) == (441.6, 278.4)
    (axes,) = figure.data
    assert axes["title"] == "f $x^2$"
    assert axes["artists"][0]["line"] == "y"
    assert {"at", "preset", "device", "seconds", "seed", "python", "numpy"} <= set(fig.card)


def test_edits_stale_what_they_touch_and_nothing_else(four: Post) -> None:
    four.run()
    for name, text, states in (
        ("code/lab/other.py", "A = 2\n", "ffff"),
        ("code/lab/flow.py", 'def f(x):\n    "reworded"\n    return 2 * x\n', "ffff"),
        ("posts/p/x.csv", "1\n2\n4\n", "fsss"),
        ("posts/p/x.csv", "1\n2\n3\n", "ffff"),
        ("posts/p/extra.csv", "", "fsss"),
    ):
        four.write(name, text)
        assert four.states() == states, name
    (four.folder / "extra.csv").unlink()
    four.write("code/lab/flow.py", "def f(x):\n    return 3 * x\n")
    assert four.states() == "ffss"
    again = four.run()
    assert codes(again) == []
    assert fates(again) == {"c-1": "replayed", "data": "replayed", "fit": "ran", "fig-y": "ran"}
    assert four.record("fit").values["loss"].value == 18.0


def test_a_rerun_in_a_new_kernel_changes_no_byte(four: Post) -> None:
    four.run()
    before = four.snapshot()
    forced = four.run(force=frozenset({"fit", "fig-y"}))
    assert fates(forced)["fig-y"] == "ran"
    assert four.snapshot() == before
    (four.frozen / "fig-y.json").unlink()
    (four.frozen / "fig-y.svg").unlink()
    four.run()
    assert four.snapshot()["fig-y.svg"] == before["fig-y.svg"]


def test_a_later_failure_loses_nothing(four: Post) -> None:
    four.run()
    before = four.snapshot()
    four.cells[2] = cell("fit", four.cells[2].code.replace("1e-3", "1e-2"))
    four.cells[3] = cell("fig-y", four.cells[3].code.replace("plt.show()", "1/0"), 40)
    result = four.run()
    assert fates(result) == {"c-1": "replayed", "data": "replayed", "fit": "ran", "fig-y": "failed"}
    (problem,) = result.problems
    assert (problem.code, problem.line) == ("HY602", 44)
    assert "ZeroDivisionError" in problem.text()
    assert four.record("fit").values["loss"].rtol == 1e-2
    after = four.snapshot()
    assert all(after[name] == before[name] for name in ("fig-y.json", "fig-y.svg"))
    failure = read_failure(four.root, "p", "fig-y")
    assert failure is not None and failure.line == 44
    assert failure.trace[-1] == "ZeroDivisionError: division by zero"
    assert str(four.root) not in json.dumps(failure.trace)


def test_records_of_cells_that_are_gone_go_too(four: Post) -> None:
    four.run()
    four.write("posts/p/frozen/quick/notes.json", '{"mine": true}')
    four.cells = four.cells[:3]
    four.run()
    assert set(four.snapshot()) == {"c-1.json", "data.json", "fit.json", "notes.json"}


def test_one_cell_is_asked_for_and_the_stale_ones_before_it_come_along(four: Post) -> None:
    result = four.run(only=frozenset({"data"}))
    assert fates(result) == {"c-1": "ran", "data": "ran", "fit": "skipped", "fig-y": "skipped"}
    assert four.states() == "ffnn"


def test_without_a_font_nothing_runs(four: Post) -> None:
    result = four.run(font=None)
    assert codes(result) == ["HY601"]
    assert set(fates(result).values()) == {"skipped"}
    assert four.snapshot() == {}
