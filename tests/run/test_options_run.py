"""What options do to a run: one kernel shows many of them."""

import sys

from tests.run.sites import Post, cell, codes, fates


def test_chains_seeds_declared_inputs_and_cells_that_do_not_run(post: Post) -> None:
    post.env["MY_DATA"] = "secret-value"
    post.write("posts/p/raw.bin", "x")
    draw = "import random, numpy as np\nprint(random.random(), np.random.rand())"
    post.cells = [
        cell("a", draw, seed="7"),
        cell("b", draw, seed="7"),
        cell("c", draw),
        cell("shown", "1/0", eval="false"),
        cell("big", "1/0", preset="full"),
        cell("plot", "1/0", only_on="full"),
        cell("card", "1/0", device="cuda", chain="gpu"),
        cell("own", "print('a' in globals())", chain="b"),
        cell("bad", "x = 1\nraise KeyError('k')", raises="LookupError"),
        cell("said", "print(x)", inputs="raw.bin", env="MY_DATA", packages="numpy"),
    ]
    result = post.run()
    assert codes(result) == ["HY614"]
    assert result.good
    skipped = [name for name, fate in fates(result).items() if fate == "skipped"]
    assert skipped == ["shown", "big", "plot", "card"]
    a, b, c, own, bad, said = (post.record(n) for n in ("a", "b", "c", "own", "bad", "said"))
    assert a.outputs == b.outputs != c.outputs
    assert (a.card["seed"], c.card["seed"]) == (7, 0)
    assert own.outputs[0].lines == ("False",)
    assert bad.outputs[-1].lines == ("this cell, line 2, in <module>", "KeyError: 'k'")
    assert said.outputs[0].lines == ("1",)
    assert list(said.inputs.files) == ["./raw.bin"]
    assert set(said.inputs.packages) == {"numpy"}
    assert "secret-value" not in str(said) and set(said.inputs.env) == {"MY_DATA"}


def test_what_cannot_be_stored_is_located_and_the_rest_goes_on(post: Post) -> None:
    post.cells = [
        cell("c-1", "print('no label')", 10),
        cell("quiet", "x = 1", 20, raises="ValueError"),
        cell("fat", "import numpy as np\nimport matplotlib.pyplot as plt", 30),
        cell("box", "plt.figure()\nplt.title('字')\nplt.show()", 40),
        cell("sum", "plt.title('$\\\\nosuchcommand$'); plt.show()", 50),
        cell("kept", "f = lambda: 1", 60, keep="f"),
        cell("last", "print('still here')", 70),
    ]
    result = post.run()
    found = [(p.code, p.line) for p in result.problems]
    assert found == [
        ("HY606", 10), ("HY607", 20), ("HY608", 40), ("HY602", 50), ("HY609", 60),
    ]  # fmt: skip
    assert "#| label: out-p" in result.problems[0].hint()
    assert "Mathtext" not in str(post.snapshot())
    assert fates(result)["last"] == "ran"
    assert not result.good


def test_a_fresh_cell_that_does_not_repeat_is_told_and_left(post: Post) -> None:
    post.cells = [cell("now", "import time\nprint(time.time_ns())"), cell("next", "print(1)")]
    post.run()
    before = post.snapshot()["now.json"]
    post.cells[1] = cell("next", "print(2)")
    result = post.run()
    assert codes(result) == ["HY612"]
    assert fates(result) == {"now": "replayed", "next": "ran"}
    assert post.snapshot()["now.json"] == before


def test_torch_is_seeded_in_the_cell_that_imports_it(post: Post) -> None:
    known = "torch" in sys.modules  # by the tests of the lab, when all run in one process
    post.cells = [cell("t", "import torch\nprint(torch.initial_seed())", seed="11")]
    assert codes(post.run()) == []
    assert post.record("t").outputs[0].lines == ("11",)
    assert post.record("t").card["torch"].startswith("2.")
    assert ("torch" in sys.modules) is known, "the driver never imports it"
