"""What a cell imports, outside any kernel: record gives its value back, once makes a file once."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from huoye import cell


@pytest.fixture
def published(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, object]]:
    """What record publishes, in order."""
    told: list[dict[str, object]] = []
    monkeypatch.setattr(cell, "_publish", lambda mime, data: told.append(data))
    return told


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (3, 3),
        (0.1, 0.1),
        (np.float32(0.5), 0.5),
        (np.int64(7), 7),
        (np.arange(4.0).reshape(2, 2), [[0.0, 1.0], [2.0, 3.0]]),
        ([1, (2, np.float64(3))], [1, [2, 3.0]]),
    ],
)
def test_a_record_is_published_plain_and_returned_as_it_came(
    published: list[dict[str, object]], value: object, plain: object
) -> None:
    assert cell.record("loss", value, rtol=1e-2) is value
    assert published == [{"name": "loss", "value": plain, "rtol": 1e-2, "atol": 0.0}]


def test_a_torch_scalar_with_a_gradient_is_a_number(published: list[dict[str, object]]) -> None:
    torch = pytest.importorskip("torch")
    loss = torch.tensor(1.5, requires_grad=True)
    assert cell.record("loss", loss) is loss
    assert published[0]["value"] == 1.5


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("final loss", 1.0), ("", 1.0), ("loss", "0.1"), ("loss", True), ("loss", float("nan")),
        ("loss", [1.0, float("inf")]), ("loss", 1j), ("loss", None), ("loss", list(range(65))),
        ("loss", np.zeros((9, 9))),
    ],
)  # fmt: skip
def test_what_no_reader_could_compare_is_refused(
    published: list[dict[str, object]], name: str, value: object
) -> None:
    with pytest.raises(ValueError, match=r"record\("):
        cell.record(name, value)
    assert published == []


def test_sixty_four_numbers_are_allowed(published: list[dict[str, object]]) -> None:
    cell.record("grid", np.zeros((8, 8)))
    assert len(published) == 1


def test_a_table_is_published_as_text_and_numbers(published: list[dict[str, object]]) -> None:
    rows = [["甲", np.float32(0.5), True, None], ["乙", float("nan"), float("-inf"), 10**400]]
    cell.table(rows, ["名", "损失", 3, ""], stub=1)
    (told,) = published
    assert told["head"] == ["名", "损失", "3", ""]
    assert told["rows"] == [["甲", 0.5, "True", None], ["乙", "NaN", "-inf", f"1{'0' * 299}"]]
    assert (told["stub"], told["digits"], told["left_rows"], told["left_columns"]) == (1, 4, 0, 0)


def test_a_large_table_shows_its_ends_and_counts_the_rest(
    published: list[dict[str, object]],
) -> None:
    cell.table([[n, "x" * 999] + [0] * 28 for n in range(1000)])
    (told,) = published
    rows = told["rows"]
    assert isinstance(rows, list) and [row[0] for row in rows] == [*range(40), *range(990, 1000)]
    assert {len(row) for row in rows} == {20} and {len(row[1]) for row in rows} == {300}
    assert (told["gap"], told["left_rows"], told["left_columns"]) == (40, 950, 10)


def test_rows_of_unequal_length_are_no_table(published: list[dict[str, object]]) -> None:
    with pytest.raises(ValueError, match="row 2 has 1 fields, not 2"):
        cell.table([[1, 2], [3]])
    assert published == []


def test_preset_and_device_follow_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HUOYE_PRESET", raising=False)
    assert cell.preset() == "full"
    for given, device in (("cpu", "cpu"), ("cuda", "cuda"), ("auto", "cpu")):
        monkeypatch.setenv("HUOYE_PRESET", "quick")
        monkeypatch.setenv("HUOYE_DEVICE", given)
        assert (cell.preset(), cell.device()) == ("quick", device)


def test_once_makes_a_file_whole_and_only_once(tmp_path: Path) -> None:
    target = tmp_path / "data" / "x.txt"
    calls: list[str] = []

    def make(path: Path) -> None:
        calls.append(path.suffix)
        path.write_text("made", "utf-8")
        if len(calls) == 1:
            raise RuntimeError("half way")

    with pytest.raises(RuntimeError, match="half way"):
        cell.once(target, make)
    assert list(target.parent.iterdir()) == []
    assert cell.once(str(target), make) == cell.once(target, make) == target
    assert target.read_text("utf-8") == "made"
    assert calls == [".txt", ".txt"]


def test_it_needs_nothing_but_the_standard_library() -> None:
    engine = str(Path(cell.__file__).parents[1])
    code = (
        f"import sys; sys.path.append({engine!r})\n"
        "from huoye.cell import record\n"
        "assert record('x', 1.5) == 1.5\n"
        "outside = {m.partition('.')[0] for m in sys.modules} - sys.stdlib_module_names\n"
        "assert outside <= {'huoye', '__main__'}, outside"
    )
    subprocess.run([sys.executable, "-I", "-S", "-c", code], check=True, timeout=30)
