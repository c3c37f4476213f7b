"""One executed cell to its record, or to the problems that keep it from having one."""

import signal
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from huoye.fresh.judge import Now
from huoye.fresh.key import own, settings
from huoye.model.problem import Problem, problem
from huoye.model.record import Figure, Frame, Kept, Loaded, Output, Record, Stream
from huoye.run import options
from huoye.run.device import driver_version
from huoye.run.echo import is_echoed
from huoye.run.frames import last_frame
from huoye.run.inputs import Inventory
from huoye.run.job import PostRun
from huoye.run.label import propose
from huoye.run.leak import leaked
from huoye.run.plan import Step
from huoye.run.scrub import Scrubber
from huoye.run.stage import Ran
from huoye.run.tidy import Tidied, tidy
from huoye.run.watch import QUIET
from huoye.text.digest import sha
from huoye.text.secret import masked

HEAVY = 200_000
"""bytes of a figure from which the author is warned"""
LIMIT = 2_000_000
"""bytes of a stored file that need `large: true`"""


@dataclass(frozen=True, slots=True)
class Harvest:
    """What one cell gave."""

    record: Record | None
    """None where an error is among the problems"""
    blobs: Mapping[str, bytes]
    problems: tuple[Problem, ...]
    trace: tuple[str, ...] = ()
    """the exception's, scrubbed"""
    missing: str = ""
    """the name that a NameError missed"""


@dataclass(slots=True)
class Harvester:
    """Turns what a chain's kernel tells into records; holds what the chain has in common."""

    job: PostRun
    clean: Scrubber
    inventory: Inventory
    secrets: tuple[str, ...] = ()
    """values that no result may hold"""
    loaded: list[Loaded] = field(default_factory=list)
    """cells whose kept names were read so far"""

    def load(self, record: Record) -> None:
        """Results from now on rest on what this cell kept, and inherit what it used."""
        self.inventory.know(record.inputs)
        card = record.card
        on = str(card.get("gpu") or card.get("device", ""))
        at, seconds = str(card.get("at", "")), float(card.get("seconds", 0.0))
        self.loaded.append(Loaded(record.cell, on, at, seconds))

    def reap(self, step: Step, ran: Ran) -> Harvest:
        """The record of a cell, without its kept names, and every problem it has."""
        with QUIET:  # one cell at a time, also because filters of warnings belong to the process
            return self._reap(step, ran)

    def _reap(self, step: Step, ran: Ran) -> Harvest:
        trace = tuple(map(self._told, (ran.take.get("fault") or {}).get("trace", ())))
        broken = self._broken(step, ran)
        if broken is not None:
            fault = ran.take.get("fault") or {}
            return Harvest(None, {}, (broken,), trace, fault.get("name") or "")
        hidden = {"error"} if is_echoed(step.cell.code) else {"error", "execute_result"}
        shown = [o for o in ran.outputs if o["output_type"] not in hidden]
        tidied = tidy(step.cell.name, shown, self.clean.clean)
        if trace:
            tidied = replace(tidied, outputs=(*tidied.outputs, Stream("stderr", trace)))
        problems = tuple(self._flaws(step, ran, tidied))
        record = self._record(step, ran, tidied, self.job.now())
        if record.inputs.moved:
            moved = ", ".join(record.inputs.moved)
            problems += (self._problem("HY616", step, names=moved),)
        fatal = any(p.level == "error" for p in problems)
        return Harvest(None if fatal else record, tidied.blobs, problems, trace)

    def _told(self, text: str) -> str:
        """Text of a fault: what the machine has, and what is secret, is taken out."""
        return masked(self.clean.clean(text), self.secrets)

    def _problem(self, code: str, step: Step, line: int | None = None, **values: str) -> Problem:
        at = step.cell.line if line is None else line
        filled: dict[str, Any] = {"cell": step.cell.name, **values}
        return problem(code, self.job.post, at, **filled)

    def _broken(self, step: Step, ran: Ran) -> Problem | None:
        """Why the cell did not end as it should."""
        if ran.ending != "done" or not ran.take:
            return self._ended(step, ran)
        fault = ran.take["fault"] or _display_fault(ran)
        expected = options.raises(step.cell)
        if fault is None:
            return self._problem("HY607", step, expected=expected) if expected else None
        if expected and expected in fault["kinds"]:
            return None
        line = step.cell.code_line + fault["line"] - 1 if fault["line"] else None
        text = self._told(fault["text"]).strip().replace("\n", " ")
        frame = last_frame(ran.outputs)
        said = " ".join(filter(None, (text, f"[{frame}]" if frame is not None else "")))
        return self._problem("HY602", step, line, kind=fault["kind"], text=said)

    def _ended(self, step: Step, ran: Ran) -> Problem:
        """Why the kernel is dead."""
        if ran.ending == "timeout":
            limit = options.seconds(step.cell, self.job.timeout)
            return self._problem("HY603", step, seconds=f"{limit:g}")
        if ran.ending == "memory":
            most = options.memory(step.cell, self.job.memory)
            return self._problem("HY625", step, limit=f"{most / 2**30:.3g} GB")
        if ran.ending == "stopped":
            return self._problem("HY626", step)
        return self._problem("HY604", step, how=_how(ran.code))

    def _flaws(self, step: Step, ran: Ran, tidied: Tidied) -> Iterator[Problem]:
        """What is wrong with a cell that ran to its end."""
        for lost in ran.take["lost"]:
            yield self._problem("HY608", step, letter=self.clean.clean(lost))
        kind = leaked(tidied, self.secrets)
        if kind:
            yield self._problem("HY619", step, kind=kind)
        for reason in tidied.unreadable:
            yield self._problem("HY617", step, reason=self.clean.clean(reason))
        for name, frames in tidied.lacking:
            lacking = ", ".join(frame.value for frame in frames)
            yield self._problem("HY685", step, name=name, swept=frames[0].name, lacking=lacking)
        told = [o for o in tidied.outputs if not _is_quiet(o)]
        if told and not step.cell.labelled:
            draws = any(isinstance(output, Figure) for output in told)
            yield self._problem("HY606", step, label=propose(self.job, draws=draws))
        for name, data in tidied.blobs.items():
            yield from self._weight(step, name, len(data))
        for path in ran.take["inputs"]["rewritten"]:
            yield self._problem("HY615", step, file=path)
        if ran.sight == "partly":
            yield self._problem("HY621", step)

    def _weight(self, step: Step, name: str, size: int) -> Iterator[Problem]:
        if size > LIMIT and not options.large(step.cell):
            yield self._problem("HY610", step, file=name, size=f"{size / 1e6:.1f}")
        elif size > HEAVY and name.endswith(".svg"):
            yield self._problem("HY611", step, file=name, size=f"{size / 1000:.0f}")

    def _record(self, step: Step, ran: Ran, tidied: Tidied, now: Now) -> Record:
        return Record(
            cell=step.cell.name,
            key=step.key,
            own=own(step.cell),
            observed=ran.sight,
            inputs=self.inventory.collect(step.cell, ran.take["inputs"], now),
            values=tidied.values,
            outputs=tidied.outputs,
            card=self._card(step, ran.take, tidied),
            options=settings(step.cell),
            loaded=tuple(self.loaded),
        )

    def _card(
        self, step: Step, take: Mapping[str, Any], tidied: Tidied
    ) -> dict[str, str | int | float | bool]:
        """The kernel's facts and the driver's: see run.md §10 for what may be told."""
        job, facts = self.job, take["facts"]
        card: dict[str, str | int | float | bool] = {
            "at": job.today.isoformat(),
            "preset": job.preset,
            "device": "cuda" if "gpu" in facts else "cpu",
            "seconds": round(take["seconds"], 2),
            "seed": options.seed(step.cell, job.seed),
            **facts,
        }
        if "gpu" in facts:
            card["driver"] = driver_version()
        if job.font is not None and any(isinstance(o, Figure) for o in tidied.outputs):
            card["font"] = _digest(job.font)
        if job.commit:
            card |= {"commit": job.commit[:7], "dirty": job.dirty}
        return card

    def keep(self, step: Step, harvest: Harvest, stored: bytes | str) -> Harvest:
        """The harvest with the cell's kept names, or the problem that they cannot be kept."""
        assert harvest.record is not None, "only a good cell is asked for its names"
        if isinstance(stored, str):
            refused = self._problem("HY609", step, reason=self.clean.clean(stored))
            return replace(harvest, record=None, problems=(*harvest.problems, refused))
        name = f"{step.cell.name}.npz"
        too_large = tuple(self._weight(step, name, len(stored)))
        kept = Kept(name, sha(stored), step.cell.keeps)
        return replace(
            harvest,
            record=None if too_large else replace(harvest.record, kept=kept),
            blobs={**harvest.blobs, name: stored},
            problems=harvest.problems + too_large,
        )


def _how(code: int | None) -> str:
    """An exit code in words."""
    if code is None or code >= 0:
        return "exit" if code is None else f"exit {code}"
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"


def _display_fault(ran: Ran) -> Mapping[str, Any] | None:
    """An error while showing a value or drawing a figure: IPython prints it and goes on."""
    for output in ran.outputs:
        if output["output_type"] == "error":
            kind = output["ename"]
            return {"kind": kind, "kinds": [kind], "text": output["evalue"], "line": None}
    return None


def _is_quiet(output: Output) -> bool:
    """Whether it is nothing that a reader must be able to refer to."""
    return isinstance(output, Frame) or (isinstance(output, Stream) and output.name == "stderr")


@cache
def _digest(font: Path) -> str:
    """Of the font's bytes: paths drawn from another font differ."""
    return sha(font.read_bytes(), 12)
