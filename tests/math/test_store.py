"""A store that is damaged, cut, locked or not there gives the right answer or none."""

import errno
import os
import random
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from huoye.math import store as room
from huoye.math.store import FILE, Store
from huoye.math.wire import Answer, refused
from huoye.model.formula import Job, Row, TexError, Typeset

ROWS = (Row(auto=False, text="A", starred=True, label="中", y=-1.5),)
BASIC = Job("x", display=False)


def answer(number: int) -> Answer:
    glyphs = (f"I{number}", f"N{number % 7}")
    picture = Typeset(f"<svg>{number}中</svg>", number / 8, 1.0, 0.25, glyphs, ROWS, parts=2)
    return Answer(picture, {glyph: f"M{glyph}" * 40 for glyph in glyphs})


ANSWERS = {Job(f"x_{number}", display=True): answer(number) for number in range(120)}


def fill(folder: Path) -> None:
    def put_missing(store: Store) -> None:
        for job, given in ANSWERS.items():
            if store.get(job) is None:
                store.put(job, given)

    with_store(folder, put_missing)


def with_store(folder: Path | None, use: Callable[[Store], object], stamp: str = "s") -> Store:
    store = Store(folder, stamp)
    use(store)
    store.commit()
    return store


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """A folder with a whole store of ANSWERS."""
    fill(tmp_path)
    return tmp_path


def found(folder: Path, stamp: str = "s") -> dict[Job, Typeset]:
    """What a new store remembers of ANSWERS."""
    got: dict[Job, Typeset] = {}

    def look(store: Store) -> None:
        for job in ANSWERS:
            if typeset := store.get(job):
                assert all(store.outlines[glyph] for glyph in typeset.glyphs)
                got[job] = typeset

    with_store(folder, look, stamp)
    return got


WHOLE = {job: given.typeset for job, given in ANSWERS.items()}


def test_what_was_put_is_found(filled: Path) -> None:
    assert found(filled) == WHOLE


def test_another_version_finds_nothing_and_harms_nothing(filled: Path) -> None:
    assert found(filled, stamp="other") == {}
    assert found(filled) == WHOLE


@pytest.mark.parametrize(
    "other",
    [
        Job("x ", display=False),
        Job("x", display=True),
        Job("x", display=False, definitions=r"\def\a{}"),
        Job("x", display=False, references=(("a", "1", "eq-a"),)),
    ],
)
def test_every_part_of_a_job_is_in_its_key(tmp_path: Path, other: Job) -> None:
    with_store(tmp_path, lambda store: store.put(BASIC, answer(0)))
    store = Store(tmp_path, "s")
    assert store.get(BASIC) == answer(0).typeset
    assert store.get(other) is None


@pytest.mark.parametrize(
    ("id", "kept"), [("Timeout", 0), ("Died", 0), ("Internal", 0), ("MissingArgFor", 1)]
)
def test_only_lasting_errors_are_remembered(tmp_path: Path, id: str, kept: int) -> None:
    given = refused(TexError(id, "why"))
    with_store(tmp_path, lambda store: store.put(BASIC, given))
    store = Store(tmp_path, "s")
    assert store.get(BASIC) == (given.typeset if kept else None)


def damages() -> Iterator[tuple[str, Callable[[bytes], bytes]]]:
    """Ways to spoil a file."""
    yield "empty", lambda data: b""
    yield "noise", lambda data: random.Random(0).randbytes(len(data))
    yield "zeros", lambda data: bytes(len(data))
    yield "tail", lambda data: data + b"half a li"
    yield "text", lambda data: b"not a database\n" * 100
    for seed in range(30):
        yield f"flip{seed}", partial(flip, seed=seed, count=1 + seed % 3 * 40)
    for share in (0.1, 0.5, 0.9, 0.999):
        yield f"cut{share}", lambda data, share=share: data[: int(len(data) * share)]  # type: ignore[misc]


def flip(data: bytes, seed: int, count: int) -> bytes:
    """Flip one bit of `count` bytes."""
    spoilt, source = bytearray(data), random.Random(seed)
    for _ in range(count):
        spoilt[source.randrange(len(spoilt))] ^= 1 << source.randrange(8)
    return bytes(spoilt)


@pytest.mark.parametrize(("name", "spoil"), [*damages()], ids=[name for name, _ in damages()])
def test_damage_is_found_never_served_and_mended(
    filled: Path, name: str, spoil: Callable[[bytes], bytes]
) -> None:
    file = filled / FILE
    file.write_bytes(spoil(file.read_bytes()))
    got = found(filled)
    assert all(WHOLE[job] == typeset for job, typeset in got.items())
    fill(filled)
    assert found(filled) == WHOLE


def test_damage_leaves_one_note(filled: Path) -> None:
    (filled / FILE).write_bytes(b"no line of ours\n" * 500)
    store = with_store(filled, lambda store: [store.get(job) for job in ANSWERS])
    assert [note.code for note in store.notes] == ["HY310"]
    assert Store(filled, "s").notes == []


def test_a_swapped_value_is_not_believed(filled: Path) -> None:
    lines = (filled / FILE).read_bytes().splitlines(keepends=True)
    (head, key, _), (_, _, other) = (line.split(b" ", 2) for line in (lines[-1], lines[-4]))
    lines[-1] = b" ".join((head, key, other))
    (filled / FILE).write_bytes(b"".join(lines))
    assert WHOLE.keys() - found(filled).keys() == {[*ANSWERS][-1]}


def test_a_formula_without_its_outline_is_not_remembered(filled: Path) -> None:
    lines = (filled / FILE).read_bytes().splitlines(keepends=True)
    kept = [line for line in lines if b" s:I5 " not in line]
    assert len(kept) == len(lines) - 1
    (filled / FILE).write_bytes(b"".join(kept))
    assert WHOLE.keys() - found(filled).keys() == {Job("x_5", display=True)}


def test_without_a_folder_nothing_is_remembered_and_nothing_said() -> None:
    store = with_store(None, lambda store: store.put(BASIC, answer(0)))
    assert store.get(BASIC) is None
    assert store.notes == []


def test_a_folder_that_cannot_be_made_costs_one_note_and_the_next_build_its_memory(
    tmp_path: Path,
) -> None:
    (tmp_path / "file").write_text("")
    store = with_store(tmp_path / "file", lambda store: store.put(BASIC, answer(0)))
    assert store.get(BASIC) == answer(0).typeset
    assert [note.code for note in store.notes] == ["HY311"]


def test_a_read_only_disk_still_gives_what_is_there(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room.os, "open", read_only)
    store = Store(filled, "s")
    store.put(BASIC, answer(0))
    store.commit()
    assert {job: store.get(job) for job in ANSWERS} == WHOLE
    assert [note.code for note in store.notes] == ["HY311"]
    assert "Read-only" in store.notes[0].text()


def read_only(path: Path, flags: int, mode: int = 0) -> int:
    assert flags & os.O_WRONLY, "only writing is refused"
    raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))


@pytest.mark.parametrize("written", [0, 100])
def test_a_full_disk_leaves_the_store_whole_or_mendable(
    filled: Path, monkeypatch: pytest.MonkeyPatch, written: int
) -> None:
    write = os.write

    def full(handle: int, data: bytes) -> int:
        if len(data) > written and written and full.first:  # type: ignore[attr-defined]
            full.first = False  # type: ignore[attr-defined]
            return write(handle, data[:written])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    full.first = True  # type: ignore[attr-defined]
    with monkeypatch.context() as patch:
        patch.setattr(room.os, "write", full)
        store = Store(filled, "s")
        store.put(BASIC, answer(0))
        store.commit()
        assert [note.code for note in store.notes] == ["HY311"]
    assert found(filled) == WHOLE
    assert Store(filled, "s").notes == []


def test_two_builds_add_to_one_file(filled: Path) -> None:
    one, two = Store(filled, "s"), Store(filled, "s")
    one.put(Job("one", display=False), answer(200))
    two.put(Job("two", display=False), answer(201))
    one.commit()
    two.commit()
    both = Store(filled, "s")
    assert both.notes == []
    assert both.get(Job("one", display=False)) == answer(200).typeset
    assert both.get(Job("two", display=False)) == answer(201).typeset


def test_the_older_half_goes_when_the_store_is_too_large(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "MOST_BYTES", 10)
    size = (filled / FILE).stat().st_size
    with_store(filled, lambda store: None)
    assert (filled / FILE).stat().st_size < 0.8 * size
    monkeypatch.undo()
    kept = found(filled)
    assert kept == {job: WHOLE[job] for job in [*ANSWERS][60:]}
