"""Redraw without retraining: kept names stand in for the cell that made them."""

import pytest
from tests.run.sites import Post, cell, codes, fates

TRAIN = (
    "from pathlib import Path\n"
    "import numpy as np\n"
    "log = Path('../../count')\n"
    "log.write_text(log.read_text() + 'x' if log.exists() else 'x')\n"
    "curve = np.linspace(0, 1, 5) ** 2\n"
    "coef = {'a': [1.5, np.float32(2)], 'n': 3}\n"
    "other = 42"
)


@pytest.fixture
def trained(post: Post) -> Post:
    post.cells = [
        cell("c-1", "import json"),
        cell("train", TRAIN, 20, keep="curve, coef"),
        cell("c-2", "import json"),
        cell("fig", "print(curve.sum(), json.dumps(coef['n']))", 40),
    ]
    result = post.run()
    assert set(codes(result)) <= {"HY615"}
    return post


def trainings(post: Post) -> int:
    return len((post.root / "count").read_text("utf-8"))


def test_a_label_is_redrawn_without_training_again(trained: Post) -> None:
    assert trainings(trained) == 1
    assert trained.record("train").kept.names == ("curve", "coef")
    before = trained.snapshot()
    trained.cells[3] = cell("fig", "print('again', curve.sum(), json.dumps(coef['n']))", 40)
    result = trained.run()
    assert codes(result) == []
    assert fates(result) == {"c-1": "replayed", "train": "loaded", "c-2": "replayed", "fig": "ran"}
    assert trainings(trained) == 1
    assert trained.record("fig").outputs[0].lines == ("again 1.875 3",)
    after = trained.snapshot()
    assert {name for name in after if after[name] != before[name]} == {"fig.json"}
    assert trained.states() == "ffff"


def test_another_name_of_the_cell_costs_a_true_replay(trained: Post) -> None:
    trained.cells[3] = cell("fig", "print(other)", 40)
    result = trained.run()
    assert codes(result)[0] == "HY613"
    assert (result.problems[0].line, dict(result.problems[0].values)["name"]) == (20, "other")
    assert fates(result)["train"] == "replayed"
    assert trained.record("fig").outputs[0].lines == ("42",)
    assert trainings(trained) == 2


def test_a_name_that_no_loaded_cell_speaks_of_is_just_a_mistake(trained: Post) -> None:
    trained.cells[3] = cell("fig", "print(othr)", 40)
    result = trained.run()
    assert codes(result) == ["HY602"]
    assert trainings(trained) == 1


def test_damaged_kept_names_are_not_loaded(trained: Post) -> None:
    (trained.frozen / "train.npz").write_bytes(b"PK not really")
    trained.cells[3] = cell("fig", "print(curve.sum())", 40)
    result = trained.run()
    assert fates(result)["train"] == "replayed"
    assert trainings(trained) == 2
