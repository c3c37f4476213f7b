"""A training that needs a card, its figure redrawn where there is none: nothing is trained again."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.run.cards import forget_cards, say_cards
from tests.run.sites import Post, cell, codes, fates

from huoye.pages.card import card_html
from huoye.run.record import write_record

CARD = {"device": "cuda", "gpu": "NVIDIA H100 80GB HBM3", "seconds": 2460.0, "at": "2026-11-20"}
TRAIN = (
    "with open('../../trained', 'a') as canary:\n"
    "    canary.write('x')\n"
    "steps = [0, 1, 2]\n"
    "curve = [1.0, 0.5, 0.25]\n"
    "other = 42"
)
PLOT = "import matplotlib.pyplot as plt\nplt.plot(steps, curve)\nplt.ylabel('loss')\nplt.show()"


@pytest.fixture(autouse=True)
def a_card(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """For the runs that are said to have one."""
    say_cards(tmp_path, 1, monkeypatch)
    yield
    forget_cards()


@pytest.fixture
def trained(post: Post) -> Post:
    """As committed on a machine with a card: run by the engine, the card's facts put in place."""
    post.cells = [
        cell("c-1", "import json"),
        cell("train", TRAIN, 20, device="cuda", keep="steps, curve"),
        cell("fig-loss", PLOT, 40),
    ]
    assert codes(post.run(gpu=True)) == []
    record = post.record("train")
    write_record(post.frozen, replace(record, card={**record.card, **CARD}), {})
    assert post.states() == "fff"
    return post


def trainings(post: Post) -> int:
    return len((post.root / "trained").read_text("utf-8"))


def test_a_label_is_redrawn_without_the_card_that_trained(trained: Post) -> None:
    before = trained.snapshot()
    trained.cells[2] = cell("fig-loss", PLOT.replace("'loss'", "'training loss'"), 40)
    result = trained.run(gpu=False)
    assert codes(result) == []
    assert fates(result) == {"c-1": "replayed", "train": "loaded", "fig-loss": "ran"}
    assert trainings(trained) == 1, "0 training steps"
    after = trained.snapshot()
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"fig-loss.json", "fig-loss.svg"}
    assert trained.states() == "fff"
    record = trained.record("fig-loss")
    assert (record.card["device"], record.loaded[0].on) == ("cpu", "NVIDIA H100 80GB HBM3")
    said = card_html(record)
    assert "计算：NVIDIA H100 80GB HBM3，绘图：CPU" in said
    assert "<code>train</code> 存下的结果：NVIDIA H100 80GB HBM3，41 分 0 秒，2026-11-20" in said


def test_a_name_that_was_not_kept_asks_for_a_true_replay_on_a_card(trained: Post) -> None:
    before = trained.snapshot()
    trained.cells[2] = cell("fig-loss", "print(other)", 40)
    result = trained.run(gpu=False)
    assert codes(result) == ["HY690"]
    (said,) = result.problems
    assert (said.line, dict(said.values)) == (
        20, {"cell": "train", "later": "fig-loss", "name": "other"},
    )  # fmt: skip
    assert trainings(trained) == 1, "not on this machine"
    assert trained.snapshot() == before
    assert codes(trained.run(gpu=True)) == ["HY613"]
    assert trainings(trained) == 2
    assert trained.record("fig-loss").loaded == ()


def test_what_cannot_be_read_is_not_computed_without_the_card(trained: Post) -> None:
    (trained.frozen / "train.npz").write_bytes(b"PK not really")
    trained.cells[2] = cell("fig-loss", "print(curve)", 40)
    result = trained.run(gpu=False)
    assert codes(result) == ["HY614"]
    assert fates(result)["fig-loss"] == "skipped"
    assert trainings(trained) == 1
