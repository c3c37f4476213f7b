"""A site under its author's hands: every change becomes a new preview, the last good one stays."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from huoye.catalog.collect import Visibility
from huoye.live.page import Answer, content_type
from huoye.live.rerun import Reruns, Told
from huoye.live.server import PreviewServer
from huoye.live.watch import Watcher
from huoye.model.event import silent
from huoye.model.halt import Halt
from huoye.model.problem import Problem
from huoye.site.due import due
from huoye.site.opened import SETTINGS, open_site
from huoye.site.preview import Preview, halted, preview
from huoye.site.workshop import Workshop

WATCHED = ("posts", "pages", "code", "themes", "data")
Tell = Callable[[tuple[Problem, ...], float], None]
"""problems of the new state, seconds it took"""


@dataclass(frozen=True, slots=True)
class Rerun:
    """How posts are run again."""

    command: Sequence[str]
    """completed by the source of a post"""
    told: Told


class Session:
    """Holds the warm workshop and the server; changes are worked off one batch at a time."""

    def __init__(self, root: Path, port: int, tell: Tell, rerun: Rerun | None = None) -> None:
        """`rerun`: what runs the cells that a save made stale; None: nothing ever does."""
        self._root, self._tell = root, tell
        self._lock = threading.Lock()
        self._seen = ""
        """source of the post that its author saved or looked at last"""
        self._workshop = Workshop(open_site(root), silent)
        self._preview = self._make()
        self.server = PreviewServer(port, self._answer)
        self._reruns = Reruns(rerun.command, root, rerun.told) if rerun is not None else None

    @property
    def address(self) -> str:
        """Where the home page is."""
        base = self._workshop.site.place.base
        return f"http://localhost:{self.server.port}{base}/"

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Of the present state."""
        return self._preview.problems

    def run(self) -> None:
        """Serve and watch until `stop`."""
        roots = [self._root / name for name in WATCHED if (self._root / name).is_dir()]
        with Watcher([*roots, self._root / SETTINGS], self.changed):
            self.server.serve_forever(poll_interval=0.2)

    def stop(self) -> None:
        """End `run`, from another thread."""
        self.server.version.close()
        self.server.shutdown()

    def close(self) -> None:
        """End what runs, free the port and the formula workers."""
        if self._reruns is not None:
            self._reruns.close()
        self.server.server_close()
        self._workshop.typesetter.close()

    def changed(self, paths: frozenset[str]) -> None:
        """Make the new state; settings that cannot be read leave the old one standing."""
        started = datetime.now(UTC)
        try:
            with self._lock:
                self._renew(paths)
                self._preview = self._make()
            problems = self._preview.problems
        except Halt as halt:
            problems = halt.problems
        self.server.show(self._answer)
        self._tell(problems, (datetime.now(UTC) - started).total_seconds())
        if self._reruns is not None:
            self._rerun(self._reruns, paths)

    def _renew(self, paths: frozenset[str]) -> None:
        """Open again what the changed files belong to."""
        if any(path.endswith(SETTINGS) for path in paths):
            fresh = Workshop(open_site(self._root), silent)
            self._workshop.typesetter.close()
            self._workshop = fresh
        elif any("themes" in Path(path).parts for path in paths):
            self._workshop.reload_theme()

    def _rerun(self, reruns: Reruns, paths: frozenset[str]) -> None:
        """Have the post run again whose results the save made stale; returns at once."""
        post = due(self._workshop, sorted(paths), self._seen, busy=reruns.busy)
        if post:
            self._seen = post
            reruns.want(post)

    def _make(self) -> Preview:
        now = Visibility(datetime.now(UTC), drafts=True, future=True)
        return preview(self._workshop, now)

    def _answer(self, path: str) -> Answer:
        """A page of the present state; one that the theme cannot print says why."""
        try:
            with self._lock:
                found = self._preview.get(path)
                if found is None and not path.endswith("/"):
                    found = self._preview.get(f"{path}/")
                    path = f"{path}/"
                if found is None:
                    missing = self._preview.get(self._workshop.site.place.path("/404.html"))
                    return Answer(404, content_type("404.html"), missing or b"")
        except Halt as halt:
            return Answer(500, "text/plain; charset=utf-8", halted(halt).encode())
        self._seen = self._preview.posts.get(path, self._seen)
        return Answer(200, content_type("index.html" if path.endswith("/") else path), found)
