"""nbclient's only door: one kernel, in a private folder, a cell at a time.

Imported only by the function that runs cells: nbclient is most of a command's start-up time.
"""

import asyncio
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import nbclient
import nbformat

from huoye.run.guard import Guard
from huoye.run.guarded import Manager
from huoye.run.leash import Leash
from huoye.run.supervise import POLL, Ending, watch

STARTUP = 60.0
"""seconds a kernel may take to answer"""
HIDDEN = 60.0
"""seconds for the engine's own steps around a cell"""
GRACE = 2.0
"""seconds that a cell has to follow an interrupt"""
KEPT = 2 << 20
"""characters a cell that are kept; the kernel itself stops earlier, but not for writes to fd 1"""
SHOWN = 2000
"""displays a cell that are kept; the kernel itself stops earlier, but not for recorded values"""


class NoKernel(Exception):  # noqa: N818 - a finding, told as a problem
    """The kernel did not start."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one execution."""

    ending: Ending
    outputs: Sequence[Mapping[str, Any]]
    """as nbformat has them, errors included"""


class _Client(nbclient.NotebookClient):
    """Counts what it collects, so that no cell can fill the driver's memory."""

    seen = 0

    def process_message(self, msg: Any, cell: Any, cell_index: int) -> Any:
        """As nbclient's, until the cell has had its share."""
        if len(cell.outputs) > SHOWN and msg["msg_type"] in ("display_data", "execute_result"):
            return None
        if msg["msg_type"] == "stream":
            left, content = max(KEPT - self.seen, 0), msg["content"]
            self.seen += len(content["text"])
            content["text"] = content["text"][:left]
            if not left:
                return None
        return super().process_message(msg, cell, cell_index)


class Kernel:
    """One kernel, started on entering, gone with all its children on leaving.

    `cwd`: folder the cells run in; `env`: all they see of the environment, to which HOME, TMPDIR
    and the like inside `scratch` are added. Raises NoKernel on entering.
    """

    def __init__(self, cwd: Path, env: Mapping[str, str], guard: Guard) -> None:
        self.scratch = Path(tempfile.mkdtemp(prefix="huoye-"))
        self.survivors = 0
        """processes that could not be killed; known after leaving"""
        self._cwd = cwd
        self._guard = guard
        self._env = {**env, **self._places()}
        self._loop = asyncio.Runner()
        self._manager = Manager(guard.launch, guard.held, self.scratch)
        self._client: Any = None

    def _places(self) -> dict[str, str]:
        """Folders that a program expects; all of them vanish with the kernel."""
        made = {name: self.scratch / name for name in ("home", "tmp")}
        for folder in made.values():
            folder.mkdir()
        home, tmp = (str(folder) for folder in made.values())
        return {"HOME": home, "TMPDIR": tmp, "IPYTHONDIR": home, "JUPYTER_CONFIG_DIR": home}

    def __enter__(self) -> Self:
        try:
            self._loop.run(self._unless_stopped())
        except BaseException as error:
            self._end()
            if isinstance(error, RuntimeError | OSError):
                raise NoKernel(str(error)) from None
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end()

    def execute(self, code: str, limit: float, memory: int = 0, *, deaf: int = 0) -> Answer:
        """Run one cell, `limit` seconds at most (and a few to end it); never raises for the cell.

        `memory`: bytes that the kernel and its children may hold, 0 for no limit; `deaf`: see
        `watch`. After any ending but "done" the kernel is dead.
        """
        return self._loop.run(self._execute(code, limit, memory, deaf))

    @property
    def code(self) -> int | None:
        """Exit code of a kernel that ended, negative for a signal."""
        return self._leash.code

    @property
    def _leash(self) -> Leash:
        assert self._manager.leash is not None, "cells are executed after entering"
        return self._manager.leash

    async def _unless_stopped(self) -> None:
        """Start, and do not wait for it where the author stops the run."""
        start = asyncio.ensure_future(self._start())
        while not start.done() and not self._guard.stop.level:
            await asyncio.wait([start], timeout=POLL)
        if not start.done():
            start.cancel()
            await asyncio.wait([start], timeout=GRACE)
            raise NoKernel("stopped")
        await start

    async def _start(self) -> None:
        self._client = _Client(
            nbformat.v4.new_notebook(),  # type: ignore[no-untyped-call]
            km=self._manager,
            kernel_name="python3",
            timeout=None,
            startup_timeout=int(STARTUP),
            allow_errors=True,
            coalesce_streams=False,
            shutdown_kernel="immediate",
            store_widget_state=False,
        )
        await self._client.async_start_new_kernel(cwd=str(self._cwd), env=self._env)
        await self._client.async_start_new_kernel_client()

    async def _execute(self, code: str, limit: float, memory: int, deaf: int) -> Answer:
        cell = nbformat.v4.new_code_cell(code)  # type: ignore[no-untyped-call]
        self._client.nb.cells = [cell]
        self._client.seen = 0
        self._leash.arm(limit, memory)
        run = self._client.async_execute_cell(cell, 0, store_history=False)
        work: asyncio.Future[object] = asyncio.ensure_future(run)
        work.add_done_callback(_heard)  # after Ctrl-C nobody waits for it
        ending = await watch(work, self._leash, self._guard.stop, GRACE, deaf)
        self._leash.disarm()
        if work.done() and not work.cancelled() and work.exception() is not None:
            ending = "died" if ending == "done" else ending
        return Answer(ending, tuple(cell.outputs))

    def _end(self) -> None:
        """Kill, wait for the last word, close, remove; safe at any point of a failed start."""
        leash = self._manager.leash
        try:
            if leash is not None:
                leash.kill()
                leash.wait()
                self.survivors = leash.survivors
                leash.close()
            if self._client is not None:
                self._loop.run(self._close())
        finally:
            self._loop.close()
            shutil.rmtree(self.scratch, ignore_errors=True)

    async def _close(self) -> None:
        """Nothing may be left to be told of: the loop prints what its last tasks raise."""
        left = asyncio.all_tasks() - {asyncio.current_task()}
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        if self._client.kc is not None:
            self._client.kc.stop_channels()
        await self._manager.cleanup_resources()


def _heard(work: "asyncio.Future[object]") -> None:
    """Take note of how it ended, or asyncio prints the trace."""
    if not work.cancelled():
        work.exception()
