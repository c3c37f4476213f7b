"""A post's cells and recorded values to their HTML, with the problems of its results."""

from collections.abc import Iterator

from huoye.build.world import CellFacts
from huoye.catalog.number import Numbering
from huoye.catalog.resolve import holes
from huoye.fresh.recorded import recorded
from huoye.fresh.report import cell_problems, check_problems, value_problems
from huoye.mark.fill import fill
from huoye.model.draft import Draft, ValueHole
from huoye.model.message import Level
from huoye.model.problem import Problem
from huoye.model.view import View
from huoye.pages.cell import CellShow, cell_html
from huoye.pages.value import value_html


def cells_html(
    draft: Draft, numbering: Numbering, facts: CellFacts, view: View, page: str
) -> tuple[str, ...]:
    """One for each cell; `page` is the path that figures in files of their own lie below."""
    return tuple(
        cell_html(
            CellShow(
                cell=cell,
                verdict=facts.verdicts.get(cell.name),
                number=numbering.captions.get(cell.name, ""),
                caption=fill(caption, view),
                blobs=_pictures(cell.name, facts, vector=True),
                urls={file: f"{page}{file}" for file in _pictures(cell.name, facts, vector=False)},
                prefix=view.prefix,
            )
        )
        for cell, caption in zip(draft.cells, draft.captions, strict=True)
    )


def values_html(draft: Draft, facts: CellFacts, base: str = "") -> dict[str, str]:
    """Each {eval} expression of the text with the number it shows, linked to its cell."""
    values = recorded(facts.verdicts.values())
    expressions = {hole.expression for hole in _values(draft)}
    return {e: value_html(e, values, lambda cell: f"{base}#{cell}") for e in expressions}


def result_problems(draft: Draft, facts: CellFacts, level: Level | None) -> Iterator[Problem]:
    """What is not sound about the results of a post; `level` "error" is what --strict asks for.

    Values that are missing only because their cell was never run are not told twice.
    """
    values = recorded(facts.verdicts.values())
    yield from cell_problems(draft.path, draft.cells, facts.verdicts, level=level)
    yield from check_problems(draft.path, draft.cells, values)
    if all(verdict.record is not None for verdict in facts.verdicts.values()):
        yield from value_problems(draft.path, _values(draft), values)


def _values(draft: Draft) -> list[ValueHole]:
    return [hole for hole in holes(draft) if isinstance(hole, ValueHole)]


def _pictures(cell: str, facts: CellFacts, *, vector: bool) -> dict[str, bytes]:
    return {
        file: content
        for (owner, file), content in facts.blobs.items()
        if owner == cell and file.endswith(".svg") is vector
    }
