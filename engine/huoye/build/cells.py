"""A post's cells to their HTML, with the problems of its results."""

from collections.abc import Iterator
from itertools import takewhile

from huoye.build.downloads import offered
from huoye.build.world import CellFacts
from huoye.catalog.number import Numbering
from huoye.fresh.recorded import recorded
from huoye.fresh.report import cell_problems, check_problems
from huoye.mark.fill import fill
from huoye.model.cell import Cell
from huoye.model.draft import Draft
from huoye.model.message import Level
from huoye.model.problem import Problem
from huoye.model.record import Record
from huoye.model.view import View
from huoye.pages.cell import CellShow, cell_html


def cells_html(
    draft: Draft, numbering: Numbering, facts: CellFacts, view: View, page: str
) -> tuple[str, ...]:
    """One for each cell; `page` is the path that figures in files of their own lie below."""
    return tuple(cell_html(show) for show in cell_shows(draft, numbering, facts, view, page))


def cell_shows(
    draft: Draft, numbering: Numbering, facts: CellFacts, view: View, page: str
) -> Iterator[CellShow]:
    """All that showing each cell needs; `view` fills its caption."""
    links = offered(draft, facts, page)
    for cell, caption in zip(draft.cells, draft.captions, strict=True):
        yield CellShow(
            cell=cell,
            verdict=facts.verdicts.get(cell.name),
            number=numbering.captions.get(cell.name, ""),
            caption=fill(caption, view),
            blobs=_pictures(cell.name, facts, vector=True),
            urls={file: f"{page}{file}" for file in _pictures(cell.name, facts, vector=False)},
            prefix=view.prefix,
            before=_before(draft, cell, facts),
            downloads=links.get(cell.name, ()),
            command=f"huoye run {facts.run}#{cell.name}" if facts.run else "",
        )


def _before(draft: Draft, cell: Cell, facts: CellFacts) -> tuple[Record, ...]:
    """Records of the cells before it in its chain, of the same preset."""
    mine = facts.verdicts.get(cell.name)
    earlier = takewhile(lambda other: other.name != cell.name, draft.cells)
    verdicts = (facts.verdicts.get(o.name) for o in earlier if o.chain == cell.chain)
    return tuple(
        verdict.record
        for verdict in verdicts
        if verdict and mine and verdict.record and verdict.preset == mine.preset
    )


def result_problems(draft: Draft, facts: CellFacts, level: Level | None) -> Iterator[Problem]:
    """What is not sound about the results of a post; `level` "error" is what --strict asks for."""
    values = recorded(facts.verdicts.values())
    yield from cell_problems(draft.path, draft.cells, facts.verdicts, level=level)
    yield from check_problems(draft.path, draft.cells, values)


def _pictures(cell: str, facts: CellFacts, *, vector: bool) -> dict[str, bytes]:
    return {
        file: content
        for (owner, file), content in facts.blobs.items()
        if owner == cell and file.endswith(".svg") is vector
    }
