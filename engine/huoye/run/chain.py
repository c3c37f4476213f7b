"""The steps of one chain through one kernel: run, replay, load, and store each as it ends."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from huoye.disk.failed import Failure, clear_failure, write_failure
from huoye.fresh.record import same_result
from huoye.model.cell import Cell
from huoye.model.event import Report
from huoye.model.problem import Problem, problem
from huoye.model.record import Record
from huoye.run import options
from huoye.run.device import asks_for_card
from huoye.run.guard import Guard
from huoye.run.harvest import Harvest, Harvester
from huoye.run.inputs import Inventory
from huoye.run.job import CellEvent, Fate, Outcome, PostRun
from huoye.run.kernel import NoKernel
from huoye.run.leak import secret_values
from huoye.run.plan import EXECUTED, Chain, Step
from huoye.run.record import write_record
from huoye.run.scrub import Scrubber
from huoye.run.stage import Ran, Stage
from huoye.run.stop import Stop

RESTING: dict[str, Fate] = {"leave": "unchanged", "skip": "skipped"}


@dataclass(slots=True)
class Played:
    """What came of one pass through a chain."""

    outcomes: list[Outcome] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    missing: str = ""
    """a name that only a loaded cell could have given: the pass must be repeated without loading"""
    maker: Cell | None = None
    """the loaded cell that speaks of it"""

    def note(self, step: Step, fate: Fate, seconds: float = 0.0) -> None:
        """Add what became of a cell."""
        self.outcomes.append(Outcome(step.cell.name, step.cell.line, fate, seconds))


def play(job: PostRun, chain: Chain, report: Report, guard: Guard) -> Played:
    """Execute what the chain's plan says; without any executed step no kernel is started."""
    played = Played()
    if not chain.executes:
        for step in chain.steps:
            played.note(step, RESTING.get(step.action, "unchanged"))
        return played
    assert chain.device is not None, "a chain without its card executes nothing"
    try:
        with Stage(job, chain.device, _variables(chain.steps), guard) as stage:
            _Pass(job, chain, stage, played, guard.stop).go(report)
        if stage.survivors:
            line = chain.steps[0].cell.line
            played.problems.append(problem("HY624", job.post, line, count=stage.survivors))
    except NoKernel as reason:
        first = next(step for step in chain.steps if step.action in EXECUTED)
        if not guard.stop.level:
            played.problems.append(problem("HY605", job.post, first.cell.line, reason=reason))
        for step in chain.steps:
            played.note(step, RESTING.get(step.action, "skipped"))
    return played


def _variables(steps: Sequence[Step]) -> list[str]:
    """Environment variables that any cell of the chain declares."""
    return sorted({name for step in steps for name in options.names(step.cell, "env")})


class _Pass:
    """One pass through a chain in a living kernel."""

    def __init__(
        self, job: PostRun, chain: Chain, stage: Stage, played: Played, stop: Stop
    ) -> None:
        self.job = job
        self.stop = stop
        self.chain = chain
        self.stage = stage
        self.played = played
        self.inventory = Inventory(job.folder)
        secrets = secret_values((*job.env, *_variables(chain.steps)))
        scrubber = Scrubber(job.root, stage.scratch)
        self.harvester = Harvester(job, scrubber, self.inventory, secrets)
        self.loaded: list[Cell] = []

    def go(self, report: Report) -> None:
        """The steps in order; after a failure, or when the author stops it, the rest is skipped."""
        going = True
        for number, step in enumerate(self.chain.steps):
            if step.action in RESTING:
                self.played.note(step, RESTING[step.action])
            elif not going or self.stop.level:
                self.played.note(step, "skipped")
            else:
                report(self._event(step, number))
                going = self._step(step)
                report(self._event(step, number + 1, self.played.outcomes[-1]))

    def _event(self, step: Step, done: int, ended: Outcome | None = None) -> CellEvent:
        return CellEvent(
            stage="run",
            subject=f"{self.job.name}#{step.cell.name}",
            done=done,
            total=len(self.chain.steps),
            seconds=ended.seconds if ended is not None else None,
            post=self.job.post,
            cell=step.cell.name,
            line=step.cell.line,
            last=step.seconds,
            fate=ended.fate if ended is not None else None,
        )

    def _step(self, step: Step) -> bool:
        """One step; whether the next may follow."""
        if step.action == "load" and self._load(step):
            return True
        if asks_for_card(step.cell) and self.chain.device == "cpu":
            return self._refuse(step)
        cell, limit = step.cell, options.seconds(step.cell, self.job.timeout)
        memory, seed = options.memory(cell, self.job.memory), options.seed(cell, self.job.seed)
        ran = self.stage.run(cell.code, seed, limit, memory, cell.sweep)
        harvest = self.harvester.reap(step, ran)
        self._note_missing(harvest.missing)
        if step.action == "run" and harvest.record is not None and cell.keeps:
            harvest = self.harvester.keep(step, harvest, self.stage.save(cell.stored))
        if harvest.record is None and self.stop.level > 1:  # killed at whatever point it was
            ran = replace(ran, ending="stopped")
            harvest = self.harvester.reap(step, ran)
        self._settle(step, ran, harvest)
        return _goes_on(ran, harvest)

    def _load(self, step: Step) -> bool:
        """Take a kept cell's names instead of running it; False where its file is gone."""
        record = step.record
        assert record is not None and record.kept is not None, "plan loads only kept cells"
        if not self.stage.load(self.job.frozen / record.kept.file):
            return False
        self.harvester.load(record)
        self.loaded.append(step.cell)
        self.played.note(step, "loaded")
        return True

    def _refuse(self, step: Step) -> bool:
        """What a cell that asks for the card kept cannot be read, and there is no card."""
        said = problem("HY614", self.job.post, step.cell.line, cell=step.cell.name)
        self.played.problems.append(said)
        self.played.note(step, "skipped")
        return False

    def _note_missing(self, name: str) -> None:
        """Remember a name that a cell missed, where a loaded cell's code speaks of it."""
        spoken = re.compile(rf"\b{re.escape(name)}\b|import \*")
        maker = next((cell for cell in self.loaded if name and spoken.search(cell.code)), None)
        if maker is not None:
            self.played.missing, self.played.maker = name, maker

    def _settle(self, step: Step, ran: Ran, harvest: Harvest) -> None:
        """Store what the cell gave, or why it gave nothing; who ends a run has not failed."""
        seconds = float(ran.take.get("seconds", 0.0))
        self.played.problems += harvest.problems
        if ran.ending == "stopped":
            self.played.note(step, "interrupted")
        elif harvest.record is None:
            self._fail(step, harvest)
            self.played.note(step, "failed", seconds)
        elif step.action == "run":
            write_record(self.job.frozen, harvest.record, harvest.blobs)
            clear_failure(self.job.root, self.job.name, step.cell.name)
            self.played.note(step, "ran", seconds)
        else:
            self._compare(step, harvest.record)
            self.played.note(step, "replayed", seconds)

    def _compare(self, step: Step, new: Record) -> None:
        """A replay is a free check that a fresh cell repeats; its record is not rewritten.

        What was seen of its inputs, and by what means, is no part of what it gave.
        """
        old = step.record
        assert old is not None, "only a recorded cell is fresh"
        gave = replace(old, values=new.values, outputs=new.outputs)
        if not same_result(old, gave):
            said = problem("HY612", self.job.post, step.cell.line, cell=step.cell.name)
            self.played.problems.append(said)

    def _fail(self, step: Step, harvest: Harvest) -> None:
        """Remember the failure for status; the last good record stays."""
        worst = next(p for p in harvest.problems if p.level == "error")
        failure = Failure(
            preset=self.job.preset,
            at=self.job.today.isoformat(),
            line=worst.line or step.cell.line,
            code=worst.code,
            text=worst.text(),
            trace=harvest.trace,
        )
        write_failure(self.job.root, self.job.name, step.cell.name, failure)


def _goes_on(ran: Ran, harvest: Harvest) -> bool:
    """A cell whose result cannot be stored still gave the state that later cells need."""
    sound = ran.ending == "done" and bool(ran.take)
    return harvest.record is not None or (sound and not ran.take["fault"])
