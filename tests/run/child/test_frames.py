"""Data frames to tables, by what they have in common; pandas itself where it is there."""

import datetime
from collections.abc import Iterator, Sequence

import pytest

from huoye.run.child.frames import is_frame, read


class Frame:
    """What pandas has of a frame."""

    def __init__(self, rows: list[list[object]], columns: list[object], index: list[object]):
        self.rows, self.columns, self.index = rows, columns, index

    def __dataframe__(self) -> None: ...

    def itertuples(self, *, index: bool, name: None) -> Iterator[Sequence[object]]:
        assert index is False
        return map(tuple, self.rows)

    def _repr_html_(self) -> str:
        return "<script>alert(1)</script>"


class Polar:
    """What polars has of one."""

    columns = ("a", "b")

    def __dataframe__(self) -> None: ...

    def iter_rows(self) -> Iterator[tuple[object, ...]]:
        return iter([(1, "x"), (None, "y")])


def test_a_counting_index_is_left_out() -> None:
    frame = Frame([[1, 0.5], [2, 0.25]], ["n", ("损失", "末")], [0, 1])
    told = read(frame)
    assert (told["head"], told["rows"]) == (["n", "损失 / 末"], [[1, 0.5], [2, 0.25]])
    assert told["stub"] == 0


def test_an_index_with_names_stands_before_its_rows() -> None:
    frame = Frame([[1], [datetime.date(2026, 11, 24)]], ["n"], [("a", 1), ("b", 2)])
    told = read(frame)
    assert (told["head"], told["stub"]) == (["", "", "n"], 2)
    assert told["rows"] == [["a", 1, 1], ["b", 2, "2026-11-24"]]


def test_a_frame_without_index_and_an_empty_one() -> None:
    assert read(Polar())["rows"] == [[1, "x"], [None, "y"]]
    empty = read(Frame([], ["n"], []))
    assert (empty["head"], empty["rows"]) == (["n"], [])


def test_what_only_looks_like_a_frame_is_none() -> None:
    assert is_frame(Polar()) and is_frame(Frame([], [], []))
    assert not any(map(is_frame, (Frame, {}, "x", 1, [[1]])))


def test_pandas_itself() -> None:
    pd = pytest.importorskip("pandas", reason="pandas is no dependency of the posts here")
    frame = pd.DataFrame({"a": [1, 2], "b": [0.5, None]}, index=pd.Index(["x", "y"], name="行"))
    assert is_frame(frame) and not is_frame(frame["a"])
    told = read(frame)
    assert (told["head"], told["stub"]) == (["行", "a", "b"], 1)
    assert told["rows"] == [["x", 1, 0.5], ["y", 2, "NaN"]]
    wide = frame.groupby("a").agg({"b": ["mean", "max"]})
    assert read(wide)["head"] == ["a", "b / mean", "b / max"]
