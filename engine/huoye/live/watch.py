"""The one door to watchdog: changes of an author's files to batches of paths."""

import threading
from collections.abc import Callable, Iterable
from pathlib import Path

from watchdog.events import (
    EVENT_TYPE_CLOSED_NO_WRITE,
    EVENT_TYPE_OPENED,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

QUIET = 0.03
"""seconds without a further change after which a batch is whole: editors write in several steps"""

IGNORED = frozenset({"__pycache__", ".git", ".huoye", ".venv", "node_modules"})


class Watcher:
    """Calls `changed(paths)` on its own thread, one call at a time, for files below the roots."""

    def __init__(self, roots: Iterable[Path], changed: Callable[[frozenset[str]], None]) -> None:
        self._changed = changed
        self._paths: set[str] = set()
        self._news, self._stop = threading.Condition(), False
        self._observer = Observer()
        for root in roots:
            self._observer.schedule(_Handler(self._note), str(root), recursive=root.is_dir())
        self._thread = threading.Thread(target=self._deliver, daemon=True)

    def __enter__(self) -> "Watcher":
        self._observer.start()
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._observer.stop()
        self._observer.join()
        with self._news:
            self._stop = True
            self._news.notify_all()
        self._thread.join()

    def _note(self, path: str) -> None:
        with self._news:
            self._paths.add(path)
            self._news.notify_all()

    def _deliver(self) -> None:
        while batch := self._next():
            self._changed(batch)

    def _next(self) -> frozenset[str]:
        """Waits for a change, then for quiet; the empty set means the end."""
        with self._news:
            self._news.wait_for(lambda: self._stop or self._paths)
            while not self._stop and self._news.wait(QUIET):
                pass
            batch = frozenset() if self._stop else frozenset(self._paths)
            self._paths.clear()
            return batch


class _Handler(FileSystemEventHandler):
    def __init__(self, note: Callable[[str], None]) -> None:
        self._note = note

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Reading is no change; temporary names of editors and of our own writes are noise."""
        if event.is_directory or event.event_type in (
            EVENT_TYPE_OPENED,
            EVENT_TYPE_CLOSED_NO_WRITE,
        ):
            return
        for raw in (event.src_path, event.dest_path):
            path = Path(str(raw))
            if raw and not IGNORED.intersection(path.parts) and not _temporary(path.name):
                self._note(str(raw))


def _temporary(name: str) -> bool:
    return (
        name.startswith((".tmp-", ".#", "#"))
        or name.endswith(("~", ".swp", ".swx"))
        or name == "4913"
    )
