"""The far end: one run of a site at a time, which lives on when the connection does not.

`DIR/jobs/NAME/` holds `lock` (held by the run as long as it lives, whatever ends it), `site/` (the
copy it runs in), `out/` (what it hands out), `job.json` (what it was asked for) and `log`.
"""

import fcntl
import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from huoye import __version__
from huoye.disk.write import write_whole
from huoye.remote.request import HUOYE, Request
from huoye.remote.returned import FILE, PROGRESS
from huoye.site.revision import Revision, leave_revision

HOLD = 'printf %s "$$" >"$1" && shift && exec "$@"'
"""its process id is on disk before the run begins"""
FONTS = ".huoye/matplotlib"
LOG = 4000
"""last characters of the log that are told"""
SELDOM = 1.5
"""seconds at least between two pieces of news: each is a transfer"""
PATIENCE = (15.0, 10.0, 0.0)
"""seconds after the first, the second interrupt, and before it is killed"""


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of one site on this machine."""

    folder: Path

    @property
    def out(self) -> Path:
        """What the run hands out."""
        return self.folder / "out"

    def hello(self) -> dict[str, object]:
        """What there is: told before anything is sent."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # others log in there too
        incoming = [path.name for path in self.folder.glob("in-*")]
        kept = ["site"] if (self.folder / "site").is_dir() else []
        return {"version": __version__, "copies": [*kept, *sorted(incoming)], **self.state()}

    def state(self) -> dict[str, object]:
        """Whether a run goes on, or what is left of the last one."""
        running = self._running()
        left = self.out.is_dir()
        ended = (self.out / FILE).is_file()
        stopped = (self.folder / "ended").exists()
        log = "" if running or ended else self._log()
        return {"running": running, "left": left, "ended": ended, "stopped": stopped,
                "request": self._request(), "log": log}  # fmt: skip

    def start(self, incoming: str, request: Request) -> dict[str, object]:
        """Run what came; where a run goes on already, it goes on and what came is dropped."""
        arrived = self.folder / incoming
        with self._locked(wait=2.0) as lock:
            if lock is None:
                shutil.rmtree(arrived, ignore_errors=True)
                return self.state()
            self._keep_fonts(arrived)
            for old in (self.folder / "site", self.out):
                shutil.rmtree(old, ignore_errors=True)
            for name in ("ended", "pid", "log"):
                (self.folder / name).unlink(missing_ok=True)
            arrived.rename(self.folder / "site")
            leave_revision(self.folder / "site", Revision(request.commit, request.dirty))
            write_whole(self.folder / "job.json", json.dumps(request.data()).encode())
            self.out.mkdir()
            self._spawn(lock, request)
        for stray in self.folder.glob(f"{incoming.rpartition('-')[0]}-*"):
            shutil.rmtree(stray, ignore_errors=True)
        return {**self.state(), "running": True}

    def follow(self, gone: IO[bytes]) -> Iterator[dict[str, object]]:
        """Steps and news of the run till it ends; a beat now and then, so that a lost reader shows.

        `gone`: this process's input, which ends with the connection.
        """
        os.set_blocking(gone.fileno(), False)
        place, beat, told, last = 0, time.monotonic(), 0.0, _stamp(self.out / "nothing")
        while True:
            running = self._running()
            steps, place = _lines(self.out / PROGRESS, place)
            yield from ({"event": step} for step in steps)
            news = _stamp(self.out)
            if news != last and time.monotonic() - told > SELDOM:
                last, told = news, time.monotonic()
                yield {"news": True}
            if not running or gone.read(1) == b"":
                yield {"over": not running}
                return
            if time.monotonic() - beat > 5:
                beat = time.monotonic()
                yield {}
            time.sleep(0.2)

    def end(self) -> dict[str, object]:
        """End the run: asked twice, then killed; True where there was one."""
        if not (self.folder.is_dir() and self._running()):
            return {"ended": False}
        write_whole(self.folder / "ended", b"")
        with suppress(OSError, ValueError):
            pid = int((self.folder / "pid").read_text())
            for patience in PATIENCE:
                if self._over(0.0):
                    break
                os.kill(pid, signal.SIGINT if patience else signal.SIGKILL)
                self._over(patience)
        return {"ended": self._over(10.0)}

    def close(self) -> dict[str, object]:
        """What was handed out has been taken; how it stood before."""
        state = self.state()
        with self._locked() as lock:
            if lock is not None:
                shutil.rmtree(self.out, ignore_errors=True)
        return state

    def _keep_fonts(self, arrived: Path) -> None:
        """matplotlib's list of fonts, seconds to make, goes along from run to run."""
        with suppress(OSError):
            (arrived / FONTS).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / "site" / FONTS).rename(arrived / FONTS)

    def _running(self) -> bool:
        """Whether a run holds the lock; those who ask so do not hinder each other."""
        with (self.folder / "lock").open("ab") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
        return False

    def _spawn(self, lock: IO[bytes], request: Request) -> None:
        site, pid = str(self.folder / "site"), str(self.folder / "pid")
        command = (*HUOYE, *request.command(site, str(self.out)))
        with (self.folder / "log").open("wb") as log:
            subprocess.Popen(
                ["sh", "-c", HOLD, "sh", pid, *command],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                pass_fds=[lock.fileno()],
                cwd=self.folder,
            )

    @contextmanager
    def _locked(self, wait: float = 0.0) -> Iterator[IO[bytes] | None]:
        """The lock while no run holds it; None while one does."""
        limit = time.monotonic() + wait
        with (self.folder / "lock").open("ab") as lock:
            while True:
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    if time.monotonic() >= limit:
                        yield None
                        return
                    time.sleep(0.05)
            yield lock

    def _over(self, seconds: float) -> bool:
        with self._locked(wait=seconds) as lock:
            return lock is not None

    def _request(self) -> Any:
        try:
            return json.loads((self.folder / "job.json").read_text("utf-8"))
        except (OSError, ValueError):
            return {}

    def _log(self) -> str:
        try:
            return (self.folder / "log").read_text("utf-8", "replace")[-LOG:]
        except OSError:
            return ""


def _lines(path: Path, place: int) -> tuple[list[Any], int]:
    """Whole lines from a place on, and the place after them."""
    try:
        with path.open("rb") as file:
            file.seek(place)
            said = file.read()
    except OSError:
        return [], place
    whole = said[: said.rfind(b"\n") + 1]
    return [json.loads(line) for line in whole.splitlines()], place + len(whole)


def _stamp(folder: Path) -> object:
    """What changes with every record that is handed out."""
    paths = [path for path in folder.rglob("*.json") if path.name[0] != "."]
    stats: list[object] = []
    for path in sorted(paths):
        with suppress(FileNotFoundError):
            stats.append((path.name, path.stat().st_mtime_ns))
    return stats
