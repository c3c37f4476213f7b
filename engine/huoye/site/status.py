"""Every cell of a site to a line that says whether its result still counts."""

from collections.abc import Iterable
from dataclasses import dataclass

from huoye.model.draft import Draft
from huoye.model.record import Preset, Verdict
from huoye.site.cells import Bench


@dataclass(frozen=True, slots=True)
class CellStatus:
    """One cell under one preset."""

    draft: Draft
    line: int
    verdict: Verdict
    last_run: str
    """failed, where the last run of the cell raised; else empty"""


def site_status(drafts: Iterable[Draft], bench: Bench) -> list[CellStatus]:
    """Cells in the order of their posts; `full` is listed only where it was ever run."""
    return [line for draft in drafts if draft.cells for line in _post(draft, bench)]


def _post(draft: Draft, bench: Bench) -> list[CellStatus]:
    lines = {cell.name: cell.line for cell in draft.cells}
    presets: tuple[Preset, ...] = ("quick", "full")
    verdicts = [v for preset in presets for v in bench.verdicts(draft, preset)]
    told = [v for v in verdicts if v.preset == "quick" or v.state != "never"]
    return [
        CellStatus(draft, lines[v.cell], v, "failed" if bench.failed(draft, v.cell) else "")
        for v in sorted(told, key=lambda v: lines[v.cell])
    ]
