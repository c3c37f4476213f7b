"""A cell's stale results to results that its author vouches for; nothing is executed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from huoye.disk.cache import check_within
from huoye.disk.lock import locked_post
from huoye.fresh.judge import Now
from huoye.fresh.keep import refreshed, refusal, resealed
from huoye.fresh.key import keys
from huoye.fresh.recorded import recorded
from huoye.fresh.report import check_problems
from huoye.model.cell import Cell
from huoye.model.draft import Draft
from huoye.model.problem import Problem, problem
from huoye.model.record import Preset, Verdict
from huoye.run.record import rename_record, write_record
from huoye.site.cells import Bench
from huoye.site.choose import Wanted
from huoye.site.opened import Site
from huoye.site.records import frozen_folder


@dataclass(frozen=True, slots=True)
class Keeping:
    """A stale result that may be kept."""

    draft: Draft
    cell: Cell
    key: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of the wish to keep a cell's results."""

    keepings: tuple[Keeping, ...]
    problems: tuple[Problem, ...]
    """why a result cannot be kept"""


def ask(site: Site, wanted: Wanted, presets: Sequence[Preset]) -> Asked:
    """The stale results of a cell under the presets; where none is stale, why none is kept."""
    bench = Bench(site)
    judged = [_judged(bench, wanted, preset) for preset in presets]
    found = [keeping for keeping in judged if keeping is not None]
    stale = [keeping for keeping in found if keeping.verdict.state == "stale"]
    problems = [p for k in stale or found[:1] for p in _obstacles(bench, k)]
    return Asked(() if problems else tuple(stale), tuple(problems))


def keep(site: Site, keepings: Sequence[Keeping], because: str, today: date) -> None:
    """Seal the results anew, with the sentence and its date; Halt HY642 while they are rerun."""
    now, said = Bench(site).now(), f"{today.isoformat()} {because}"
    for item in keepings:
        with locked_post(site.root, item.draft.path):
            _seal(site, item, now, said)


def _seal(site: Site, item: Keeping, now: Now, said: str) -> None:
    record, home = item.verdict.record, item.draft.path.rpartition("/")[0]
    assert record is not None, "only a stale record is kept"
    frozen = frozen_folder(site.root / home, item.verdict.preset)
    check_within(site.root, frozen)
    if record.cell != item.cell.name:
        record = rename_record(frozen, record, item.cell.name)
    inputs = refreshed(record.inputs, now, home)
    write_record(frozen, resealed(record, item.cell, item.key, inputs, said), {})


def _judged(bench: Bench, wanted: Wanted, preset: Preset) -> Keeping | None:
    """None where the cell does not run under the preset."""
    cells = wanted.draft.cells
    pairs = {c.name: (c, k) for c, k in zip(cells, keys(cells, preset), strict=True)}
    cell, key = pairs[wanted.cell]
    found = {verdict.cell: verdict for verdict in bench.verdicts(wanted.draft, preset)}
    return Keeping(wanted.draft, cell, key, found[cell.name]) if key is not None else None


def _obstacles(bench: Bench, item: Keeping) -> list[Problem]:
    """Why it cannot be kept: by its verdict, or by a check that does not hold."""
    path, verdict = item.draft.path, item.verdict
    if why := refusal(verdict):
        folder = path.removesuffix("/index.md")
        why_zh = refusal(verdict, "zh")
        return [problem("HY623", path, item.cell.line, cell=verdict.cell, why=why,
                        why_zh=why_zh, post=folder)]  # fmt: skip
    values = recorded(bench.verdicts(item.draft, verdict.preset))
    return list(check_problems(path, [item.cell], values))
