"""Changes of files come in whole batches, noise does not come at all."""

import queue
from pathlib import Path

from huoye.live.watch import Watcher


def test_changes_arrive_and_noise_does_not(tmp_path: Path) -> None:
    batches: queue.Queue[frozenset[str]] = queue.Queue()
    (tmp_path / "posts").mkdir()
    with Watcher([tmp_path], batches.put):
        (tmp_path / "posts/.tmp-1").write_text("noise")
        (tmp_path / "posts/a.md~").write_text("noise")
        (tmp_path / "posts/a.md").write_text("一")
        seen = set(batches.get(timeout=5))
        while str(tmp_path / "posts/a.md") not in seen:
            seen |= batches.get(timeout=5)
    assert not any(".tmp-" in path or path.endswith("~") for path in seen)


def test_a_file_that_an_editor_replaces_is_a_change(tmp_path: Path) -> None:
    batches: queue.Queue[frozenset[str]] = queue.Queue()
    (tmp_path / "a.md").write_text("一")
    with Watcher([tmp_path], batches.put):
        (tmp_path / "swap").write_text("二")
        (tmp_path / "swap").replace(tmp_path / "a.md")
        seen: set[str] = set()
        while str(tmp_path / "a.md") not in seen:
            seen |= batches.get(timeout=5)


def test_a_single_file_can_be_watched(tmp_path: Path) -> None:
    batches: queue.Queue[frozenset[str]] = queue.Queue()
    (tmp_path / "huoye.toml").write_text("")
    with Watcher([tmp_path / "huoye.toml"], batches.put):
        (tmp_path / "huoye.toml").write_text("[site]\n")
        assert str(tmp_path / "huoye.toml") in batches.get(timeout=5)
