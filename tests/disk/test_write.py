"""Files are written whole, or not at all."""

import os
import stat
import threading
from pathlib import Path

import pytest

from huoye.disk.write import LEFTOVER, LEFTOVER_AGE, sweep, write_whole

STEPS = ("open", "write", "fchmod", "fsync", "close", "replace")


def leftovers(folder: Path) -> list[str]:
    """Names of files in the making."""
    return [path.name for path in folder.rglob("*") if LEFTOVER.fullmatch(path.name)]


@pytest.mark.parametrize("data", [b"", b"x", b"ab" * 500_000])
def test_a_file_is_written_with_its_folders_and_open_to_readers(
    tmp_path: Path, data: bytes
) -> None:
    path = tmp_path / "a/b" / ("页" * 80)
    old = os.umask(0o077)
    try:
        assert write_whole(path, data)
    finally:
        os.umask(old)
    assert path.read_bytes() == data
    assert stat.S_IMODE(path.stat().st_mode) == 0o644
    assert leftovers(tmp_path) == []


def test_equal_bytes_are_not_written_again(tmp_path: Path) -> None:
    path = tmp_path / "a"
    write_whole(path, b"x")
    before = path.stat()
    assert not write_whole(path, b"x")
    assert write_whole(path, b"y")
    assert before.st_ino != path.stat().st_ino


@pytest.mark.parametrize("step", STEPS)
def test_a_failure_at_any_step_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = tmp_path / "a"
    write_whole(path, b"old")
    real = getattr(os, step)

    def fail(*args: object, **kwargs: object) -> object:
        if step == "close":
            real(*args, **kwargs)  # a close that fails has closed all the same
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, step, fail)
        with pytest.raises(OSError, match="No space"):
            write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert leftovers(tmp_path) == []


def test_short_writes_are_continued(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: real(handle, bytes(data[:3])))
    write_whole(tmp_path / "a", b"0123456789")
    assert (tmp_path / "a").read_bytes() == b"0123456789"


def test_a_link_is_replaced_and_its_target_left_alone(tmp_path: Path) -> None:
    (tmp_path / "target").write_bytes(b"mine")
    (tmp_path / "link").symlink_to("target")
    write_whole(tmp_path / "link", b"page")
    assert (tmp_path / "target").read_bytes() == b"mine"
    assert not (tmp_path / "link").is_symlink()


def test_two_writers_never_mix(tmp_path: Path) -> None:
    path = tmp_path / "a"
    contents = [bytes([65 + i]) * 100_000 for i in range(4)]
    threads = [
        threading.Thread(
            target=lambda c=content: [write_whole(path, c, sync=False) for _ in range(20)]
        )
        for content in contents
    ]
    for thread in threads:
        thread.start()
    seen = set()
    while any(thread.is_alive() for thread in threads):
        if path.exists():
            seen.add(path.read_bytes())
    assert seen | {path.read_bytes()} <= set(contents)


def test_only_old_leftovers_are_swept(tmp_path: Path) -> None:
    for name in (".huoye-0123456789abcdef.tmp", ".huoye-0123456789abcdee.tmp", "mine.tmp"):
        (tmp_path / name).write_bytes(b"x")
    then = (tmp_path / "mine.tmp").stat().st_mtime - 2 * LEFTOVER_AGE
    for name in (".huoye-0123456789abcdef.tmp", "mine.tmp"):
        os.utime(tmp_path / name, (then, then))
    sweep(tmp_path, tmp_path / "elsewhere")
    assert len(leftovers(tmp_path)) == 2
    sweep(tmp_path / "nowhere", tmp_path)
    sweep(tmp_path, tmp_path)
    assert sorted(p.name for p in tmp_path.iterdir()) == [".huoye-0123456789abcdee.tmp", "mine.tmp"]
