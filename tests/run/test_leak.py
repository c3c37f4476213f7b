"""Nothing of a cell that shows a secret is stored, and no message repeats it."""

import json
from pathlib import Path

import pytest
from tests.run.sites import Post, cell, codes, fates

TOKEN = "hf_" + "aB" * 17
VALUE = "correct horse"


def test_a_secret_is_refused_wherever_it_stands(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MY_TOKEN", VALUE)
    post.cells = [
        cell("out-a", f"print('x', {TOKEN!r})"),
        cell("tbl-b", f"from huoye.cell import table\ntable([[1, {TOKEN!r}]])"),
        cell(
            "fig-c", f"import matplotlib.pyplot as plt\nplt.plot([1], label={TOKEN!r})\nplt.show()"
        ),
        cell("out-d", "import os\nos.environ['MY_TOKEN']", env="MY_TOKEN"),
        cell("out-e", "print(len(os.environ['MY_TOKEN']))"),
        cell("out-f", f"raise ValueError({TOKEN!r} + os.environ['MY_TOKEN'])"),
    ]
    result = post.run(env=("MY_TOKEN",))
    assert codes(result) == ["HY619"] * 4 + ["HY602"]
    assert fates(result)["out-e"] == "ran"
    assert set(post.snapshot()) == {"out-e.json"}
    failed = [p.read_text("utf-8") for p in (post.root / ".huoye" / "failed").rglob("*.json")]
    said = json.dumps(failed) + "".join(p.text() + p.text("zh") for p in result.problems)
    assert len(failed) == 5 and "<secret>" in said
    assert TOKEN not in said and VALUE not in said
    assert not [p for p in Path(post.frozen).iterdir() if TOKEN in p.read_text("utf-8")]


def test_large_results_are_cut_or_refused(post: Post) -> None:
    post.cells = [
        cell("out-a", "for n in range(20_000): print('line', n)"),
        cell(
            "fig-b",
            "import numpy as np\nfrom PIL import Image\n"
            "r = np.random.default_rng(0)\n"
            "Image.fromarray(r.integers(0, 256, (900, 900, 3), dtype='uint8'))",
        ),
        cell("fig-c", "Image.fromarray(r.integers(0, 256, (900, 900, 3), dtype='uint8'))",
             large="true"),
    ]  # fmt: skip
    result = post.run()
    assert codes(result) == ["HY610"]
    assert len((post.frozen / "out-a.json").read_text("utf-8")) < 100_000
    assert not (post.frozen / "fig-b.webp").exists()
    assert (post.frozen / "fig-c.webp").stat().st_size > 2_000_000
