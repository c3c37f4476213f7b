"""Which cells a run executes, replays, loads or leaves, and what that costs."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.run.sites import cell

from huoye.model.cell import Cell
from huoye.model.record import Inputs, Kept, Record, Verdict
from huoye.run.capacity import Capacity
from huoye.run.job import PostRun
from huoye.run.plan import duration, plan, price

STATES = {"f": "fresh", "s": "stale", "n": "never", "d": "damaged", "a": "archived"}


def verdict(name: str, state: str, kept: bool) -> Verdict:
    names = Kept(f"{name}.npz", "0", ("x",)) if kept else None
    record = Record(name, "k", "o", "python", Inputs(), {}, (), {"seconds": 2.0}, names)
    whole = record if state not in "nd" else None
    return Verdict(name, "quick", STATES[state], (), whole)  # type: ignore[arg-type]


def job(states: str, cells: list[Cell] | None = None, kept: str = "", **more: object) -> PostRun:
    """Cells a, b, c … of one chain with the given states; `kept` names those with kept names."""
    made = cells or [cell(chr(97 + i), "1") for i in range(len(states))]
    pairs = zip(made, states, strict=True)
    base = PostRun(
        root=Path(),
        post="posts/p/index.md",
        cells=made,
        keys=["k"] * len(made),
        verdicts={c.name: verdict(c.name, s, c.name in kept) for c, s in pairs},
        now=lambda: pytest.fail("a plan looks at no file"),
        font=None,
        today=date(2026, 1, 1),
    )
    return replace(base, **more)  # type: ignore[arg-type]


def actions(given: PostRun, *, load: bool = True) -> list[str]:
    return [step.action for chain in plan(given, load=load) for step in chain.steps]


@pytest.mark.parametrize(
    ("states", "kept", "expected"),
    [
        ("ffff", "", "leave leave leave leave"),
        ("ffsf", "", "replay replay run leave"),
        ("sfff", "", "run leave leave leave"),
        ("ffnd", "", "replay replay run run"),
        ("ffff", "b", "leave leave leave leave"),
        ("ffsf", "b", "replay load run leave"),
        ("fsss", "b", "replay run run run"),
        ("aasa", "", "replay replay run leave"),
    ],
)
def test_a_chain_is_executed_up_to_its_last_cell_that_is_not_fresh(
    states: str, kept: str, expected: str
) -> None:
    assert actions(job(states, kept=kept)) == expected.split()


def test_without_loading_a_kept_cell_is_replayed() -> None:
    assert actions(job("ffs", kept="b"), load=False) == ["replay", "replay", "run"]


def test_only_the_cells_asked_for_and_what_is_stale_before_them() -> None:
    assert actions(job("fsss", only=frozenset("c"))) == ["replay", "run", "run", "skip"]
    assert actions(job("fsff", only=frozenset("a"))) == ["leave", "skip", "leave", "leave"]


def test_a_fresh_cell_can_be_forced() -> None:
    assert actions(job("fff", force=frozenset("b"))) == ["replay", "run", "leave"]


def test_chains_are_apart_and_a_cell_without_key_is_skipped() -> None:
    cells = [cell("a", "1"), cell("b", "1", chain="x"), cell("c", "1")]
    given = job("sfs", cells, keys=["k", "k", None])
    assert [[s.action for s in chain.steps] for chain in plan(given)] == [
        ["run", "skip"],
        ["leave"],
    ]


@pytest.mark.parametrize(
    ("said", "asked", "gpu", "device"),
    [
        ("auto", "auto", False, "cpu"),
        ("auto", "auto", True, "cuda"),
        ("cpu", "auto", True, "cpu"),
        ("cuda", "auto", True, "cuda"),
        ("cuda", "auto", False, None),
        ("cuda", "cpu", True, None),
        ("auto", "cpu", True, "cpu"),
        ("auto", "cuda", False, None),
        ("cpu", "cuda", True, "cpu"),
    ],
)
def test_the_device_of_a_chain(said: str, asked: str, gpu: bool, device: str | None) -> None:
    cells = [cell("a", "1"), cell("b", "1", device=said)]
    (chain,) = plan(job("ss", cells, device=asked, gpu=gpu))
    assert chain.device == device
    assert [s.action for s in chain.steps] == (["skip"] * 2 if device is None else ["run"] * 2)


@pytest.mark.parametrize(
    ("states", "kept", "made", "expected"),
    [
        ("ffs", "b", "b", "replay load run"),
        ("ffs", "b", "bc", "replay load run"),
        ("ffs", "", "b", "leave leave skip"),
        ("fss", "b", "b", "leave skip skip"),
        ("sfs", "", "", "skip leave skip"),
        ("ffs", "b", "ab", "leave leave skip"),
        ("ffs", "ab", "ab", "load load run"),
        ("nfs", "b", "b", "run load run"),
    ],
)
def test_behind_kept_results_a_chain_that_asks_for_a_card_runs_without_one(
    states: str, kept: str, made: str, expected: str
) -> None:
    """`b` asks for the card; `made`: cells computed on it."""
    cells = [cell("a", "1"), cell("b", "1", device="cuda"), cell("c", "1")]
    given = on_card(job(states, cells, kept), made)
    assert actions(given) == expected.split()
    assert actions(replace(given, device="cpu", gpu=True)) == expected.split()
    assert set(actions(replace(given, device="cuda"))) <= {"leave", "skip"}
    assert set(actions(given, load=False)) <= {"leave", "skip"}
    assert {chain.device for chain in plan(given)} == {"cpu" if "run" in expected else None}


def test_what_asks_for_the_card_later_is_left_the_cells_before_it_are_run() -> None:
    cells = [cell("a", "1", device="cuda"), cell("b", "1"), cell("c", "1", device="cuda")]
    assert actions(on_card(job("fsn", cells, "a"), "a")) == ["load", "run", "skip"]


def on_card(given: PostRun, made: str) -> PostRun:
    """The job with the records of the cells `made` as if a card had computed them."""
    verdicts = dict(given.verdicts)
    for name in made:
        record = verdicts[name].record
        assert record is not None
        record = replace(record, card={**record.card, "device": "cuda"})
        verdicts[name] = replace(verdicts[name], record=record)
    return replace(given, verdicts=verdicts)


@pytest.mark.parametrize(
    ("gpus", "here", "device", "needed"),
    [("1", 1, "cuda", 1), ("2", 2, "cuda", 2), ("2", 1, None, 2), ("2", 0, None, 2), ("0", 1, "cuda", 1)],
)  # fmt: skip
def test_who_asks_for_two_cards_never_gets_one(
    gpus: str, here: int, device: str | None, needed: int
) -> None:
    cells = [cell("a", "1"), cell("b", "1", gpus=gpus)]
    (chain,) = plan(job("ss", cells, gpu=here))
    assert (chain.device, chain.gpus) == (device, needed)


def test_a_chain_on_the_cpu_takes_no_card() -> None:
    cells = [cell("a", "1", gpus="2", device="cpu")]
    assert [c.gpus for c in plan(job("s", cells, gpu=0))] == [2], "it asks for two all the same"
    assert [c.gpus for c in plan(job("s", [cell("a", "1")], gpu=0))] == [0]


def test_the_time_of_posts_side_by_side() -> None:
    posts = [plan(job("s" * length)) for length in (4, 3, 2, 1)]
    assert duration(posts, Capacity(1), 0) == 20.0
    assert duration(posts, Capacity(2), 0) == 10.0
    assert duration(posts, Capacity(8), 0) == 8.0, "the longest of them"
    on_card = [plan(job("s" * length, gpu=1)) for length in (4, 3)]
    assert duration(on_card, Capacity(8), 1) == 14.0
    assert duration([*posts, *on_card], Capacity(8), 2) == 8.0
    assert duration([*posts, *on_card], Capacity(1, 1), 2) == 34.0
    assert duration([], Capacity(1), 0) == 0.0


def test_the_price_is_what_executed_cells_took_last_time() -> None:
    assert price(plan(job("ffsf"))) == 6.0
    assert price(plan(job("ffsf", kept="b"))) == 4.0
    assert price(plan(job("nf"))) == 0.0
