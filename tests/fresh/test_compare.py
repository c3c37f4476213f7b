"""A record and a rerun of its cell: what counts as moved, by how much, within which tolerance."""

import inspect
from collections.abc import Mapping
from dataclasses import replace

import pytest
from tests.fresh.samples import POST, frozen

from huoye.cell import record as publish
from huoye.fresh.compare import comparable, compare, differences, false_checks
from huoye.fresh.moved import Moved
from huoye.fresh.told import told, where
from huoye.fresh.tolerance import USUAL, tolerance
from huoye.model.record import Figure, Frame, Output, Record, Stream, Table, Text, Value

CELL = POST[1]
RECORD = frozen()["fig-loss"]
LINE = {"line": "损失", "shape": [60, 2], "stat": [750.1, 430.0, 0.1, 1500.0, 1.0, 2.0, 3.0, 4.0]}
IMAGE = {"image": "", "shape": [8, 2], "stat": [0.5, 0.1, 0.0, 1.0, 0.1, 0.2, 0.3, 0.4]}
AXES = {
    "title": "损失 0.19",
    "x": "步",
    "y": "",
    "lim": [0, 1500, 0.1, 0.3],
    "artists": [LINE, IMAGE],
}


def made(*outputs: Output, **values: Value) -> Record:
    """The record of the cell with these outputs and values."""
    return replace(RECORD, outputs=outputs, values=values)


def lines(*text: str) -> Record:
    return made(Stream("stdout", text))


def drawn(sha: str = "a" * 24, **changes: object) -> Record:
    """A figure; `changes` go to its one axes."""
    return made(Figure("fig-loss.svg", sha, 442, 278, ({**AXES, **changes},)))


def line(stat: int, value: float, artist: Mapping[str, object] = LINE) -> dict[str, object]:
    """An artist with one of its statistics replaced."""
    numbers = artist["stat"]
    assert isinstance(numbers, list)
    return {**artist, "stat": [value if i == stat else n for i, n in enumerate(numbers)]}


def found(old: Record, new: Record, option: str = "") -> list[str]:
    """What moved, as the report says it."""
    cell = replace(CELL, options={"tolerance": option} if option else {})
    for moved in compare(cell, old, new):
        assert isinstance(moved, Moved)
    return [told(moved, "en") for moved in compare(cell, old, new)]


def loss(value: object, rtol: float = 1e-4, atol: float = 0.0) -> Record:
    return made(loss=Value(value, rtol, atol))


TABLE = Table(("n", "损失"), ((8, 0.5), (16, 0.25), (32, None)), stub=1)


def table(row: int, *fields: str | float | None, **changes: object) -> Record:
    """The table with one of its rows replaced."""
    rows = tuple(fields if n == row else r for n, r in enumerate(TABLE.rows))
    return made(replace(TABLE, rows=rows, **changes))  # type: ignore[arg-type]


SAME = {
    "the record itself": (RECORD, RECORD, ""),
    "a recorded float within the usual": (loss(0.2), loss(0.20001), ""),
    "within its own rtol": (loss(0.2, 0.1), loss(0.21), ""),
    "within its own atol": (loss(0.0, 0.0, 0.1), loss(0.05), ""),
    "within what the cell allows its name": (loss(100), loss(105), "loss=0.1"),
    "within what the cell allows": (loss(0.2), loss(0.21), "0.1"),
    "within the cell's atol": (loss(0.0), loss(1e-9), "atol=1e-8"),
    "a list": (loss([1.0, [2.0, 3.0]]), loss([1.0, [2.0, 3.0001]]), ""),
    "a printed float": (lines("loss 0.19210"), lines("loss 0.19211"), ""),
    "other blanks, other breaks": (lines("a  1.0 2.0", "b"), lines("a 1.0", "2.0 b"), ""),
    "a sign that was a blank": (lines("[ 1.0 -1e-9]"), lines("[ 1.0  1e-9]"), "atol=1e-8"),
    "a minus of another shape": (lines("−0.5"), lines("-0.5"), ""),
    "whole numbers where it is allowed": (lines("9871 right"), lines("9870 right"), "1e-2"),
    "warnings": (lines("a"), made(Stream("stdout", ("a",)), Stream("stderr", ("it/s 3",))), ""),
    "bytes of a figure with equal data": (drawn(), drawn(sha="b" * 24), ""),
    "a figure that moves too little": (drawn(), drawn(artists=[line(0, 750.1001), IMAGE]), ""),
    "a figure within the tolerance": (drawn(), drawn(artists=[line(0, 750.11), IMAGE]), "0.1"),
    "a title that rounds": (drawn(), drawn(title="损失 0.1900"), ""),
    "a limit": (drawn(), drawn(lim=[0, 1500, 0.1, 0.3001]), ""),
    "a field of a table": (made(TABLE), table(0, 8, 0.5001), ""),
    "how many digits a table shows": (made(TABLE), made(replace(TABLE, digits=3)), ""),
    "no number twice": (loss(float("nan")), loss(float("nan")), ""),
    "a scale that an older record does not tell": (drawn(), drawn(scale=["log", "log"]), ""),
}

MOVED = {
    "a recorded float": (
        loss(0.1921), loss(0.20115), "", ["loss  0.1921 → 0.20115  +4.7 % (allowed 0.01 %)"],
    ),
    "a recorded whole number": (
        loss(100_000), loss(100_001), "", ["loss  100000 → 100001  +0.001 % (allowed nothing)"],
    ),
    "its own tolerance wins over the cell's": (
        loss(0.2, 1e-3), loss(0.21), "0.1", ["loss  0.2 → 0.21  +5 % (allowed 0.1 %)"],
    ),
    "more than its name is allowed": (
        loss(0.2, 1e-3), loss(0.21), "0.1, loss=1e-2", ["loss  0.2 → 0.21  +5 % (allowed 1 %)"],
    ),
    "the worst of a list": (
        loss([1.0, [2.0, 3.0]]), loss([1.1, [3.0, 3.0]]), "",
        ["loss[1][0]  2 → 3  +50 % (allowed 0.01 %), 1 more"],
    ),
    "a list that grew": (loss([1.0]), loss([1.0, 2.0]), "", ["loss  1 numbers → 2 numbers"]),
    "zero": (loss(0.0), loss(1e-9), "", ["loss  0 → 1e-09 (allowed 0.01 %)"]),
    "a difference that six digits hide": (
        loss(0.1234567891, 0.0, 1e-12), loss(0.1234567899, 0.0, 1e-12), "",
        ["loss  0.1234567891 → 0.1234567899  +6.5e-07 % (allowed 1e-12)"],
    ),
    "a number too large for a float": (
        loss(10**400), loss(10**400 + 1), "",
        [f"loss  {10**400} → {10**400 + 1}  +0 % (allowed nothing)"],
    ),
    "a name that is gone, a name that is new": (
        made(a=Value(1, *USUAL)), made(b=Value(2, *USUAL)), "", ["a  1 → –", "b  – → 2"],
    ),
    "a printed float": (
        lines("步 1500  损失 0.1921"), lines("步 1500  损失 0.2012"), "",
        ["stdout:1 损失  0.1921 → 0.2012  +4.7 % (allowed 0.1 %)"],
    ),
    "the worst of many": (
        lines("1.0", "2.0", "3.0"), lines("1.1", "4.0", "3.0"), "",
        ["stdout:2  2.0 → 4.0  +100 % (allowed 0.1 %), 1 more"],
    ),
    "a whole number by one": (
        lines("9871 right"), lines("9870 right"), "",
        ["stdout:1  9871 → 9870  -0.01 % (allowed nothing)"],
    ),
    "a whole number of many digits": (
        lines("1" * 30), lines("1" * 29 + "2"), "",
        [f"stdout:1  {'1' * 30} → {'1' * 29}2  +0 % (allowed nothing)"],
    ),
    "a number that is none any more": (
        lines("loss 0.1921"), lines("loss nan"), "", ["stdout:1  loss 0.1921 → loss nan"],
    ),
    "words": (lines("a", "b c", "d"), lines("a", "b e", "d"), "", ["stdout:2  b c → b e"]),
    "a name that holds a digit": (lines("x1"), lines("x2"), "0.9", ["stdout:1  x1 → x2"]),
    "a version": (lines("2.13.0"), lines("2.14.0"), "0.9", ["stdout:1  2.13.0 → 2.14.0"]),
    "a line more": (lines("a"), lines("a", "b"), "", ["stdout:2  – → b"]),
    "no text at all": (lines("loss 0.1"), made(), "", ["stdout:1  loss 0.1 → –"]),
    "a displayed value": (
        made(Text(("tensor(0.5)",))), made(Text(("tensor(0.6)",))), "",
        ["output:1 tensor(  0.5 → 0.6  +20 % (allowed 0.1 %)"],
    ),
    "fewer displayed values": (
        made(Text(("1",)), Text(("2",))), made(Text(("1",))), "", ["displayed values  2 → 1"],
    ),
    "a curve, against what its axis shows": (
        drawn(), drawn(artists=[line(0, 750.11), IMAGE]), "",
        ["fig-loss.svg line 损失 mean  750.1 → 750.11  +5 % (allowed 0.1 %)"],
    ),
    "an image of two columns, against its own values": (
        drawn(), drawn(artists=[LINE, line(0, 0.6, IMAGE)]), "",
        ["fig-loss.svg image mean  0.5 → 0.6  +10 % (allowed 0.1 %)"],
    ),
    "another order": (
        drawn(), drawn(artists=[line(4, 1.1), IMAGE]), "",
        ["fig-loss.svg line 损失 projection  1 → 1.1  +50 % (allowed 0.1 %)"],
    ),
    "more points": (
        drawn(), drawn(artists=[{**LINE, "shape": [61, 2]}, IMAGE]), "",
        ["fig-loss.svg line 损失  line 损失 [60, 2] → line 损失 [61, 2]"],
    ),
    "another label": (
        drawn(), drawn(artists=[{**LINE, "line": "误差"}, IMAGE]), "",
        ["fig-loss.svg line 误差  line 损失 [60, 2] → line 误差 [60, 2]"],
    ),
    "an artist less": (drawn(), drawn(artists=[LINE]), "", ["fig-loss.svg artists  2 → 1"]),
    "titles": (
        drawn(), drawn(title="损失 0.25", y="%"), "",
        ["fig-loss.svg title  0.19 → 0.25  +32 % (allowed 0.1 %)", "fig-loss.svg y  – → %"],
    ),
    "limits": (
        drawn(), drawn(lim=[0, 1500, 0.1, 0.4]), "",
        ["fig-loss.svg top  0.3 → 0.4  +50 % (allowed 0.1 %)"],
    ),
    "the low end of a logarithmic axis": (
        drawn(lim=[0, 9, 1e-6, 1]), drawn(lim=[0, 9, 2e-6, 1]), "",
        ["fig-loss.svg bottom  1e-06 → 2e-06  +100 % (allowed 0.1 %)"],
    ),
    "a figure less": (drawn(), made(), "", ["figures  1 → 0"]),
    "axes": (
        drawn(), made(Figure("fig-loss.svg", "a", 1, 1, (AXES, AXES))), "",
        ["fig-loss.svg axes  1 → 2"],
    ),
    "a picture without data": (
        made(Figure("a.png", "a" * 24, 1, 1)), made(Figure("a.png", "b" * 24, 1, 1)), "0.9",
        ["a.png bytes  aaaaaaaa → bbbbbbbb"],
    ),
    "a field of a table, by the words of its row": (
        made(TABLE), table(1, 16, 0.5), "",
        ["table [16, 损失]  0.25 → 0.5  +100 % (allowed 0.1 %)"],
    ),
    "a field that was empty": (made(TABLE), table(2, 32, 0.1), "", ["table [32, 损失]  – → 0.1"]),
    "a whole number in a table without a stub": (
        made(replace(TABLE, stub=0)), table(0, 9, 0.5, stub=0), "",
        ["table [1, n]  8 → 9  +12 % (allowed nothing)"],
    ),
    "rows of a table, those left out counted": (
        made(TABLE), made(replace(TABLE, left_rows=2)), "", ["table  3 × 2 → 5 × 2"],
    ),
    "a head of a table": (
        made(TABLE), made(replace(TABLE, head=("n", "误差"))), "", ["table head  损失 → 误差"],
    ),
    "a table less": (made(TABLE), made(), "", ["tables  1 → 0"]),
    "a logarithmic axis": (
        drawn(scale=["linear", "linear"]), drawn(scale=["linear", "log"]), "",
        ["fig-loss.svg scales  linear, linear → linear, log"],
    ),
    "data that is no data": (
        drawn(), drawn(lim="?", artists=[{"line": 1, "stat": ["?"]}, 7, {"shape": {}}]), "",
        ["fig-loss.svg line 1  line 损失 [60, 2] → line 1 [] (0 numbers), 1 more"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SAME)
def test_what_is_no_news(name: str) -> None:
    assert found(*SAME[name]) == []


@pytest.mark.parametrize("name", MOVED)
def test_what_moved(name: str) -> None:
    old, new, option, said = MOVED[name]
    assert found(old, new, option) == said


def test_what_moved_in_a_frame_bears_its_value() -> None:
    def swept(second: str, error: float, left: float) -> Record:
        figures = [Figure(f"fig-loss{n}.svg", "a" * 24, 442, 278, ({**AXES, "lim": [left, 9, 0, 1]},))
                   for n in ("", ".2")]  # fmt: skip
        return made(
            Frame("N", "4"), Stream("stdout", ("same",)), replace(figures[0], data=(AXES,)),
            Frame("N", "8"), Stream("stdout", (second,)), figures[1],
            error=Value([1.0, error], 1e-4, 0.0),
        )  # fmt: skip

    cell = replace(CELL, options={"sweep": "N=4,8"})
    old, new = swept("a 1", 2.0, 0), swept("a 2", 3.0, 1)
    assert [m.what for m in compare(cell, old, new)] == [
        "N = 8: error[1]", "N = 8: stdout:1 a", "N = 8: fig-loss.2.svg left",
    ]  # fmt: skip
    assert compare(cell, old, old) == ()
    (frames,) = compare(cell, made(Frame("N", "4"), Text(("1",))), made(Frame("N", "5"), Text(())))
    assert told(frames, "en") == "frames  N = 4 → N = 5"


def test_what_is_within_the_tolerance_can_be_told_too() -> None:
    """A group that holds both sorts is told by its worst beyond, counted without the others."""
    said = [told(m, "en") for m in differences(CELL, loss([1.0, 2.0]), loss([1.00001, 2.0]))]
    assert said == ["loss[0]  1 → 1.00001  +0.001 % (within 0.01 %)"]
    both = list(differences(CELL, loss([1.0, 2.0, 0.0]), loss([1.00001, 2.1, 0.0])))
    assert [(m.what, m.beyond, m.more) for m in both] == [("loss[1]", True, 0)]
    drawn_near = drawn(title="损失 0.1900001", artists=[line(0, 750.1001), IMAGE])
    near = list(differences(CELL, made(TABLE, *drawn().outputs), made(
        *table(0, 8, 0.5001).outputs, *drawn_near.outputs)))  # fmt: skip
    assert [(m.kind, m.beyond) for m in near] == [
        ("table", False), ("figure", False), ("figure", False),
    ]  # fmt: skip
    (one, *_) = differences(CELL, loss(0.2), loss(0.20001))
    assert told(one, "zh") == "loss  0.2 → 0.20001  +0.005 %（在容许的 0.01 % 之内）"


def test_frames_that_show_nothing_are_nothing_to_compare() -> None:
    warned = (Frame("N", "4"), Stream("stderr", ("warning",)))
    assert not comparable(made(*warned))
    assert comparable(made(*warned, Text(("1",))))


def test_words_in_chinese() -> None:
    (moved,) = compare(CELL, loss([1.0, 2.0]), loss([1.1, 3.0]))
    assert told(moved, "zh") == "loss[1]  2 → 3  +50 %（容许 0.01 %），另有 1 处"
    (check,) = false_checks(replace(CELL, options={"check": "a < 1"}), {"a": 2})
    assert told(check, "zh") == "检查 a < 1 不成立：a = 2"


def test_checks_are_judged_on_the_values_of_the_rerun() -> None:
    cell = replace(CELL, options={"check": "a < 1\nb > 0, c == 1"})
    said = [told(m, "en") for m in false_checks(cell, {"a": 2.0, "b": 1.0})]
    assert said == [
        "check a < 1 does not hold: a = 2.0",
        "check c == 1 does not hold: no cell records c",
    ]


def test_the_usual_tolerance_is_that_of_record() -> None:
    given = inspect.signature(publish).parameters
    assert (given["rtol"].default, given["atol"].default) == USUAL


def test_a_machine_is_told_where_it_differs_and_torch_always() -> None:
    old = replace(RECORD, card={"device": "cuda", "gpu": "H100", "torch": "2.12.0", "numpy": "2.4"})
    new = replace(RECORD, card={"device": "cpu", "torch": "2.13.0", "numpy": "2.4"})
    assert where(old, new) == "H100 → cpu, torch 2.12.0 → 2.13.0"
    assert where(new, new) == "cpu, torch 2.13.0"


def test_spellings_of_a_tolerance() -> None:
    cell = replace(CELL, options={"tolerance": "[1e-3, loss = .5, atol=1E-8]"})
    read = tolerance(cell)
    assert (read.rtol, read.atol, read.named) == (1e-3, 1e-8, {"loss": 0.5})


def test_only_what_holds_something_can_be_compared() -> None:
    frame, told = Frame("N", "4"), Stream("stdout", ("1",))
    warned = Stream("stderr", ("slow",))
    for record in (made(), made(warned), made(frame), made(frame, warned)):
        assert not comparable(record)
    for record in (made(told), made(frame, told), loss(0.1), drawn()):
        assert comparable(record)
