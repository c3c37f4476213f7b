"""Two revisions of a cell's result to what differs; which results are of one cell."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from tests.fresh.samples import World as Inputs
from tests.fresh.samples import cell, inputs_of, record_of

from huoye.fresh.damaged import Damaged
from huoye.fresh.differing import PostDifference, Side, difference
from huoye.fresh.difftold import clauses, post_clauses
from huoye.fresh.paired import paired
from huoye.model.problem import problem
from huoye.model.record import Figure, Reason, Record, Stream, Value

LOSS = cell("fig-loss", "plot(x)")
RECORD = record_of(LOSS, "k")


def side(record: Record | Damaged = RECORD, name: str = "fig-loss") -> Side:
    return Side(replace(LOSS, name=name), record)


def said(old: Record, new: Record) -> list[str]:
    return list(clauses(difference("quick", side(old), side(new)), "en"))


def loss(value: float) -> Record:
    return replace(RECORD, values={"final": Value(value, 1e-3, 0.0)})


def figure(sha: str) -> Record:
    data: Mapping[str, object] = {"lim": [0, 1, 0, 1], "artists": []}
    return replace(RECORD, outputs=(Figure("a.svg", sha * 24, 1, 1, (data,)),))


def test_a_result_is_the_same_within_or_moved() -> None:
    found = [difference("quick", side(loss(1.0)), side(loss(v))).change for v in (1.0, 1.0001, 1.1)]
    assert found == ["same", "within", "moved"]
    assert said(loss(1.0), loss(1.0001)) == ["final  1 → 1.0001  +0.01 % (within 0.1 %)"]
    assert said(loss(1.0), loss(1.1)) == ["final  1 → 1.1  +10 % (allowed 0.1 %)"]
    assert not difference("quick", side(), side()).telling


def test_what_moved_too_far_stands_first() -> None:
    old = replace(loss(1.0), outputs=(Stream("stdout", ("x 1.0",)),))
    new = replace(loss(1.0001), outputs=(Stream("stdout", ("x 2.0",)),))
    assert [line.partition(" ")[0] for line in said(old, new)] == ["stdout:1", "final"]


def test_a_figure_drawn_otherwise_from_equal_data_is_told_and_does_not_count() -> None:
    found = difference("quick", side(figure("a")), side(figure("b")))
    assert found.change == "within" and not found.counts
    assert list(clauses(found, "en")) == ["a.svg is drawn otherwise, from equal data"]
    assert list(clauses(found, "zh")) == ["a.svg 的画法变了，数据相同"]


def test_the_ground_that_a_result_was_made_on() -> None:
    old = replace(RECORD, card={"device": "cuda", "gpu": "H100", "torch": "2.12.0"})
    new = replace(RECORD, card={"device": "cpu", "torch": "2.13.0"})
    assert said(old, new) == ["made on other ground: H100 → cpu, torch 2.12.0 → 2.13.0"]


def test_in_what_two_runs_differed() -> None:
    now = Inputs()
    later = Inputs(
        modules={"code/lab/flow.py": "def sample(n):\n    return n\n\ndef loss(x):\n    return x * x\n"},
        files={"posts/flow/x.csv": b"9\n"},
    )  # fmt: skip
    old = replace(RECORD, inputs=inputs_of(now), options={"seed": "1"})
    new = replace(RECORD, inputs=inputs_of(later), own="other")
    assert said(old, new) == [
        "made anew: its own code changed; option seed changed (1 → 0);"
        " code/lab/flow.py changed (`sample`); x.csv changed"
    ]
    assert said(old, replace(RECORD, options={"seed": "1"})) == [], "an input not looked at"


def test_one_that_came_or_went_or_cannot_be_read() -> None:
    came, went = difference("full", None, side()), difference("full", side(), None)
    assert (came.change, went.change, came.counts, went.counts) == ("added", "removed", True, True)
    assert [*clauses(came, "en"), *clauses(went, "zh")] == ["new result", "结果已删除"]
    torn = difference("quick", side(Damaged("lfs", "a.npz")), side(Damaged("seal")))
    assert torn.change == "unread"
    assert list(clauses(torn, "en")) == [
        "not compared: then, git holds a pointer of Git LFS for a.npz;"
        " now, its record was edited or merged by hand"
    ]
    assert "旧的git 里只有" in next(clauses(torn, "zh"))


def test_a_stale_result_is_told_though_it_did_not_move() -> None:
    found = difference("quick", side(), side(), (Reason("file", "./x.csv"),))
    assert found.telling and list(clauses(found, "en")) == ["stale now: x.csv changed"]


def test_words_of_a_post() -> None:
    gone = PostDifference("posts/b/index.md", "乙", "gone", was="posts/a/index.md")
    assert list(post_clauses(gone, "zh")) == ["原为 posts/a/index.md", "文章已删除"]
    new = PostDifference("p", "丙", "new", problems=(problem("HY697", "p", revision="v1"),))
    assert list(post_clauses(new, "en")) == [
        "the post did not exist at v1: all its results are new"
    ]
    assert new.telling


def made(name: str, code: str, *, labelled: bool = True, **values: float) -> Side:
    """A result by its name, its code and its numbers."""
    recorded = {n: Value(v, 1e-4, 0.0) for n, v in values.items()}
    return Side(
        replace(cell(name, code), labelled=labelled),
        replace(RECORD, own=code, values=recorded),
    )


def names(old: list[Side], new: list[Side]) -> list[str]:
    both = paired(old, new)
    return [f"{a.cell.name if a else '-'} {b.cell.name if b else '-'}" for a, b in both]


PAIRS = {
    "the same": ([made("a", "1")], [made("a", "1")], ["a a"]),
    "edited": ([made("a", "1")], [made("a", "2")], ["a a"]),
    "another label": ([made("a", "1")], [made("b", "1")], ["a b"]),
    "labels exchanged": (
        [made("a", "1"), made("b", "2")], [made("a", "2"), made("b", "1")], ["b a", "a b"],
    ),
    "equal code twice": (
        [made("a", "1"), made("b", "1")], [made("b", "1"), made("c", "1")], ["b b", "a c"],
    ),
    "one came, one went": (
        [made("a", "1"), made("b", "2")], [made("c", "3"), made("a", "1")], ["- c", "a a", "b -"],
    ),
    "a silent cell by its numbers": (
        [made("c-1", "1", labelled=False, x=1)], [made("c-2", "2", labelled=False, x=2)],
        ["c-1 c-2"],
    ),
    "silent cells of other numbers": (
        [made("c-1", "1", labelled=False, x=1)], [made("c-2", "2", labelled=False, y=2)],
        ["- c-2", "c-1 -"],
    ),
    "a damaged one by its name": ([side(Damaged("seal"), "a")], [made("a", "1")], ["a a"]),
}  # fmt: skip


@pytest.mark.parametrize("case", PAIRS)
def test_a_result_is_known_by_its_code_then_by_its_name(case: str) -> None:
    old, new, expected = PAIRS[case]
    assert names(old, new) == expected
