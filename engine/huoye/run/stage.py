"""A kernel with the house's settings in it: cells in, what they gave and used out."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Any, Self

import huoye
from huoye.fresh.record import Sight
from huoye.model.palette import PALETTE, sentinels
from huoye.model.sweep import Sweep
from huoye.run.child.start import MIME as TAKE_MIME
from huoye.run.device import Used
from huoye.run.environment import environment
from huoye.run.frames import frame_mark
from huoye.run.guard import Guard
from huoye.run.job import PostRun
from huoye.run.kernel import HIDDEN, Answer, Kernel, NoKernel
from huoye.run.supervise import Ending
from huoye.run.watch import Watch

ENGINE = Path(huoye.__file__).parents[1]
SAVE = 300.0
"""seconds for storing kept names"""


@dataclass(frozen=True, slots=True)
class Ran:
    """One cell that was executed."""

    ending: Ending
    outputs: Sequence[Mapping[str, Any]]
    take: Mapping[str, Any]
    """what child/start.py told after the cell; empty where the kernel did not live to tell"""
    sight: Sight = "python"
    """how inputs were seen"""
    code: int | None = None
    """exit code of the kernel where it ended; negative for a signal"""


class Stage:
    """The kernel of one chain, ready for cells. Raises NoKernel on entering."""

    def __init__(self, job: PostRun, device: Used, names: Sequence[str], guard: Guard) -> None:
        self._job = job
        seen = environment(job, device, names, guard.shown)
        self._kernel = Kernel(job.root / job.folder, seen, guard)
        self._settings = self._kernel.scratch / "start.json"
        self._watch = Watch(job.root, job.post, ENGINE / "huoye", guard.opens)
        self._opens = str(guard.opens or "")
        self._known: set[str] = set()
        """paths that the hook dealt with, in this cell or an earlier one"""

    @property
    def survivors(self) -> int:
        """Processes that could not be ended; known after leaving."""
        return self._kernel.survivors

    @property
    def scratch(self) -> Path:
        """Folder that vanishes with the kernel."""
        return self._kernel.scratch

    def __enter__(self) -> Self:
        assert self._job.font is not None, "run_post stops without a font"
        settings = {
            "root": str(self._job.root),
            "engine": str(ENGINE / "huoye"),
            "font": str(self._job.font),
            "opens": self._opens,
            "palette": {**sentinels(), "shown": {c.sentinel: c.light for c in PALETTE}},
        }
        self._settings.write_text(json.dumps(settings), "utf-8")
        self._kernel.__enter__()
        ready = self._hidden("before(0)", _path_code())
        if ready.ending != "done" or _errors(ready):
            self._kernel.__exit__(None, None, None)
            raise NoKernel("; ".join(_errors(ready)) or ready.ending)
        self._watch.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._watch.__exit__()
        self._kernel.__exit__(kind, error, trace)

    def run(
        self, code: str, seed: int, limit: float, memory: int = 0, sweep: Sweep | None = None
    ) -> Ran:
        """Execute one cell within `limit` seconds and `memory` bytes, 0 for no limit.

        A swept one is executed for each of its values, within one limit for all.
        """
        ready = self._hidden(f"before({seed})")
        if ready.ending != "done":
            return Ran(ready.ending, (), {}, code=self._kernel.code)
        if sweep is None:
            answer = self._kernel.execute(code, limit, memory)
        else:
            answer = self._swept(code, seed, limit, memory, sweep)
        if answer.ending != "done":
            return Ran(answer.ending, answer.outputs, {}, code=self._kernel.code)
        told = self._hidden("take()")
        take, sight = self._joined(_told(told))
        return Ran(told.ending, answer.outputs, take, sight)

    def _swept(self, code: str, seed: int, limit: float, memory: int, sweep: Sweep) -> Answer:
        """The cell once a value, the outputs of all in one."""
        end = monotonic() + limit
        outputs: list[Mapping[str, Any]] = []
        for label, value in zip(sweep.labels, sweep.values, strict=True):
            self._hidden(f"turn({seed}, {sweep.name!r}, {value!r})")
            answer = self._kernel.execute(code, max(end - monotonic(), 0.0), memory)
            outputs += [frame_mark(sweep.name, label), *answer.outputs]
            if answer.ending != "done" or _errors(answer):
                break
        return Answer(answer.ending, outputs)

    def _joined(self, take: Mapping[str, Any]) -> tuple[Mapping[str, Any], Sight]:
        """What the hook told, with what only the watch saw."""
        if not take or not self._watch.works:
            return take, "python"
        told = take["inputs"]
        self._known.update(name for names in told.values() for name in names)
        seen = self._watch.take(self._known)
        more = {"files": [*told["files"], *seen.files], "moved": [*told["moved"], *seen.moved]}
        return {**take, "inputs": {**told, **more}}, "partly" if seen.lost else "all"

    def save(self, names: Sequence[str]) -> bytes | str:
        """Kept names as the bytes of an .npz, or the words of why not."""
        path = self.scratch / "kept.npz"
        answer = self._hidden(f"save({list(names)!r}, {str(path)!r})", limit=SAVE)
        refused = _told(answer).get("refused", "the kernel ended while it stored them")
        return str(refused) if refused else path.read_bytes()

    def load(self, path: Path) -> bool:
        """Give the kernel the names kept at `path`; False where they cannot be read."""
        answer = self._hidden(f"load({str(path)!r})", limit=SAVE)
        return answer.ending == "done" and not _errors(answer)

    def _hidden(self, call: str, first: str = "", limit: float = HIDDEN) -> Answer:
        """One step of the engine's own; leaves no name behind in the cells' namespace."""
        module = "__import__('huoye.run.child.start', fromlist=['session'])"
        code = f"{first}{module}.session({str(self._settings)!r}).{call}"
        return self._kernel.execute(code, limit, deaf=1)  # the result of an ended cell is kept


def _path_code() -> str:
    """The engine last on the path: any interpreter finds its cell.py, none loses a module to it."""
    return f"__import__('sys').path.append({str(ENGINE)!r})\n"


def _told(answer: Answer) -> Mapping[str, Any]:
    """What the engine's own step published."""
    for output in answer.outputs:
        if TAKE_MIME in output.get("data", {}):
            told: Mapping[str, Any] = output["data"][TAKE_MIME]
            return told
    return {}


def _errors(answer: Answer) -> list[str]:
    found = [o for o in answer.outputs if o["output_type"] == "error"]
    return [f"{output['ename']}: {output['evalue']}" for output in found]
