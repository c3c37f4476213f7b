"""Records to disk: blobs first, nothing rewritten in vain, nothing foreign removed."""

from dataclasses import replace
from pathlib import Path

import pytest

from huoye.model.record import Figure, Inputs, Kept, Record, Value
from huoye.run import record as store
from huoye.run.record import read_record, rename_record, sweep, write_record
from huoye.text.digest import sha


def made(name: str, *blobs: bytes, seconds: float = 1.0, loss: float = 0.5) -> Record:
    figures = tuple(Figure(f"{name}.{i}.svg", sha(b), 1, 1) for i, b in enumerate(blobs))
    card: dict[str, str | int | float | bool] = {"at": "2026-01-01", "seconds": seconds}
    value = {"loss": Value(loss, 1e-3, 0.0)}
    return Record(name, "k", "o", "python", Inputs(), value, figures, card)


def files(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir()}


def test_an_equal_result_leaves_every_byte(tmp_path: Path) -> None:
    assert write_record(tmp_path, made("a", b"1"), {"a.0.svg": b"1"})
    before = files(tmp_path)
    slower = made("a", b"1", seconds=9.0, loss=0.5001)
    assert not write_record(tmp_path, slower, {"a.0.svg": b"1"})
    assert files(tmp_path) == before
    assert write_record(tmp_path, made("a", b"1", loss=0.6), {"a.0.svg": b"1"})
    assert read_record(tmp_path, "a") == made("a", b"1", loss=0.6)


def test_a_lost_figure_is_written_again(tmp_path: Path) -> None:
    write_record(tmp_path, made("a", b"1"), {"a.0.svg": b"1"})
    (tmp_path / "a.0.svg").unlink()
    assert write_record(tmp_path, made("a", b"1"), {"a.0.svg": b"1"})
    assert (tmp_path / "a.0.svg").read_bytes() == b"1"


def test_figures_that_a_cell_no_longer_draws_go(tmp_path: Path) -> None:
    write_record(tmp_path, made("a", b"1", b"2"), {"a.0.svg": b"1", "a.1.svg": b"2"})
    write_record(tmp_path, made("a", b"3"), {"a.0.svg": b"3"})
    assert set(files(tmp_path)) == {"a.json", "a.0.svg"}


def test_a_crash_between_the_writes_never_leaves_a_record_without_its_figure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = store.write_whole

    def failing(path: Path, data: bytes) -> bool:
        if path.suffix == ".json":
            raise OSError("disk full")
        return real(path, data)

    monkeypatch.setattr(store, "write_whole", failing)
    with pytest.raises(OSError, match="disk full"):
        write_record(tmp_path, made("a", b"1"), {"a.0.svg": b"1"})
    assert set(files(tmp_path)) == {"a.0.svg"}


def test_sweeping_takes_sealed_records_only(tmp_path: Path) -> None:
    shared = replace(made("a", b"1"), cell="b")
    write_record(tmp_path, made("a", b"1"), {"a.0.svg": b"1"})
    write_record(tmp_path, shared, {"a.0.svg": b"1"})
    write_record(tmp_path, made("old", b"2"), {"old.0.svg": b"2"})
    edited = (tmp_path / "b.json").read_text("utf-8").replace("0.5", "0.4")
    (tmp_path / "edited.json").write_text(edited, "utf-8")
    assert sweep(tmp_path, ["a"]) == ("b", "old")
    assert set(files(tmp_path)) == {"a.json", "a.0.svg", "edited.json"}


def test_sweeping_a_folder_that_is_not_there_is_nothing(tmp_path: Path) -> None:
    assert sweep(tmp_path / "none", []) == ()


def test_a_record_takes_its_files_along_under_a_new_name(tmp_path: Path) -> None:
    old = replace(made("a", b"1", b"2"), kept=Kept("a.npz", sha(b"PK"), ("x",)))
    write_record(tmp_path, old, {"a.0.svg": b"1", "a.1.svg": b"2", "a.npz": b"PK"})
    new = rename_record(tmp_path, old, "b")
    assert read_record(tmp_path, "b") == new
    assert set(files(tmp_path)) == {"b.json", "b.0.svg", "b.1.svg", "b.npz"}
    assert [f.sha256 for f in new.outputs if isinstance(f, Figure)] == [sha(b"1"), sha(b"2")]
