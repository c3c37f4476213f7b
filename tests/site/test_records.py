"""Frozen folders: records with their figures, and every way in which one may be damaged."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from tests.fresh.samples import cell, record_of

from huoye.fresh.damaged import Damaged
from huoye.fresh.record import dump
from huoye.model.record import Figure, Kept, Preset, Record
from huoye.site.records import frozen_folder, read_frozen
from huoye.text.digest import sha

SVG = b'<svg viewBox="0 0 1 1"><path d="M0 0"/></svg>'
ARRAYS = b"PK\x03\x04"
FIG = cell("fig-a", "plot()")


def freeze(post: Path, svg: bytes = SVG, preset: Preset = "full") -> Record:
    """A record with a figure and kept arrays, written as `run` does."""
    record = replace(
        record_of(FIG, "k", preset),
        outputs=(Figure("fig-a.svg", sha(svg), 10, 10),),
        kept=Kept("fig-a.npz", sha(ARRAYS), ("x",)),
    )
    folder = frozen_folder(post, preset)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "fig-a.svg").write_bytes(svg)
    (folder / "fig-a.npz").write_bytes(ARRAYS)
    (folder / "fig-a.json").write_text(dump(record), "utf-8")
    return record


def found(post: Path) -> tuple[str, str]:
    """Reason and name of the damage to fig-a."""
    frozen = read_frozen(post, [FIG], "full")
    damaged = frozen.records["fig-a"]
    assert isinstance(damaged, Damaged)
    assert not frozen.blobs
    return damaged.reason, damaged.name


def test_records_come_with_their_figures(tmp_path: Path) -> None:
    record = freeze(tmp_path)
    frozen = read_frozen(tmp_path, [FIG, cell("fig-b", "x")], "full")
    assert frozen.records == {"fig-a": record, "fig-b": None}
    assert frozen.blobs == {("fig-a", "fig-a.svg"): SVG}


def test_presets_lie_in_folders_of_their_own(tmp_path: Path) -> None:
    freeze(tmp_path, preset="quick")
    assert read_frozen(tmp_path, [FIG], "full").records == {"fig-a": None}
    assert read_frozen(tmp_path, [FIG], "quick").records["fig-a"] is not None


def test_a_post_that_was_never_run(tmp_path: Path) -> None:
    assert read_frozen(tmp_path / "none", [FIG], "quick").records == {"fig-a": None}


@pytest.mark.parametrize("name", ["fig-a.svg", "fig-a.npz"])
def test_a_lost_or_changed_file_is_damage(tmp_path: Path, name: str) -> None:
    freeze(tmp_path)
    blob = tmp_path / "frozen" / name
    blob.write_bytes(blob.read_bytes() + b" ")
    assert found(tmp_path) == ("blob-differs", name)
    blob.unlink()
    assert found(tmp_path) == ("blob-missing", name)
    os.mkfifo(blob)
    assert found(tmp_path) == ("blob-missing", name)


def test_an_edited_record_is_damage(tmp_path: Path) -> None:
    freeze(tmp_path)
    path = tmp_path / "frozen/fig-a.json"
    path.write_text(path.read_text("utf-8").replace("3.2", "1.2"), "utf-8")
    assert found(tmp_path) == ("seal", "")
    path.write_bytes(b"\xff\xfe")
    assert found(tmp_path) == ("json", "")


def test_one_damaged_record_spares_the_others(tmp_path: Path) -> None:
    freeze(tmp_path)
    (tmp_path / "frozen/fig-b.json").write_text("<<<<<<<", "utf-8")
    records = read_frozen(tmp_path, [cell("fig-b", "x"), FIG], "full").records
    assert isinstance(records["fig-b"], Damaged)
    assert isinstance(records["fig-a"], Record)


def test_a_sealed_figure_with_script_is_damage(tmp_path: Path) -> None:
    freeze(tmp_path, b"<svg><script>alert(1)</script></svg>")
    assert found(tmp_path) == ("blob-unsafe", "fig-a.svg")


@pytest.mark.parametrize("name", ["../frozen/fig-a", "..", "", "a/b"])
def test_a_label_never_leads_elsewhere(tmp_path: Path, name: str) -> None:
    freeze(tmp_path)
    assert read_frozen(tmp_path, [replace(FIG, name=name)], "full").records == {name: None}
