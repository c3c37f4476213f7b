"""Recorded values that the prose of a post shows, its own and those of other posts, to HTML."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from huoye.build.world import CellFacts
from huoye.catalog.resolve import Surroundings, holes, no_post
from huoye.fresh.recorded import Recorded, recorded
from huoye.fresh.report import value_problems
from huoye.fresh.value import BadValue, Leaf, posts
from huoye.model.catalog import Entry
from huoye.model.draft import Draft, ValueHole
from huoye.model.problem import Problem
from huoye.pages.origin import box_html, tapped
from huoye.pages.value import leaves_of, text_of, value_html

Cells = Mapping[str, CellFacts]
"""path of a draft → its cells"""


def known_values(entry: Entry, around: Surroundings, cells: Cells) -> dict[str, Recorded]:
    """Every value that the text may show: its own by name, another post's as post.name."""
    known = _recorded(entry, around, cells)
    for name in dict.fromkeys(post for hole in _values(entry.draft) for post in _posts(hole)):
        other = around.catalog.names.get(name)
        if other is not None:
            title = f"《{other.draft.front.title}》"
            known |= {
                f"{name}.{value}": replace(
                    found, post=other.draft.path, page=other.url, called=title + found.called
                )
                for value, found in _recorded(other, around, cells).items()
            }
    return known


def own_values(known: Mapping[str, Recorded]) -> dict[str, Recorded]:
    """Those of the post itself."""
    return {name: entry for name, entry in known.items() if not entry.post}


def values_html(
    draft: Draft, values: Mapping[str, Recorded], base: str, at: Callable[[str], str]
) -> dict[str, str]:
    """Each {eval} expression of the text with the number it shows, linked to its cell."""
    expressions = {hole.expression for hole in _values(draft)}
    return {e: value_html(e, values, base, at) for e in expressions}


def tapped_html(draft: Draft, values: Mapping[str, Recorded]) -> dict[str, str]:
    """Each {eval} expression of the text with its number, which shows its origin at a tap."""
    boxes = _boxes(draft, values)
    expressions = {hole.expression for hole in _values(draft)}
    return {e: tapped(e, values, boxes.get(leaves_of(e, values), "")) for e in expressions}


def origins_html(draft: Draft, values: Mapping[str, Recorded], at: Callable[[str], str]) -> str:
    """The boxes that taps on the numbers of the text open, each once."""
    boxes = _boxes(draft, values)
    return "".join(box_html(leaves, values, box, at) for leaves, box in boxes.items())


def _boxes(draft: Draft, values: Mapping[str, Recorded]) -> dict[tuple[Leaf, ...], str]:
    """The numbers that are shown together, and the id of their box: no author's anchor is so."""
    expressions = dict.fromkeys(hole.expression for hole in _values(draft))
    distinct = dict.fromkeys(filter(None, (leaves_of(e, values) for e in expressions)))
    return {leaves: f"v.{number}" for number, leaves in enumerate(distinct, 1)}


def bare_html(draft: Draft, values: Mapping[str, Recorded]) -> dict[str, str]:
    """Each {eval} expression of the text as its number alone, for the words of links."""
    return {hole.expression: text_of(hole.expression, values) for hole in _values(draft)}


def prose_problems(
    entry: Entry, values: Mapping[str, Recorded], around: Surroundings, cells: Cells
) -> Iterator[Problem]:
    """Values that cannot be shown; those that wait for a run are told with their cells alone."""
    names, path = around.catalog.names, entry.draft.path
    ready = []
    for hole in _values(entry.draft):
        owners = [entry, *(names[post] for post in _posts(hole) if post in names)]
        lost = [post for post in _posts(hole) if post not in names]
        for post in lost:
            yield no_post(post, path, hole.line, around)
        if not lost and all(_has_run(owner, cells) for owner in owners):
            ready.append(hole)
    yield from value_problems(path, ready, values)


def _recorded(entry: Entry, around: Surroundings, cells: Cells) -> dict[str, Recorded]:
    path = entry.draft.path
    numbers = around.numberings[path].captions
    named = {cell.name for cell in entry.draft.cells if cell.labelled}
    found = recorded(cells.get(path, CellFacts()).verdicts.values())
    return {
        name: replace(value, called=_called(value.verdict.cell, numbers, named))
        for name, value in found.items()
    }


def _called(cell: str, numbers: Mapping[str, str], named: Collection[str]) -> str:
    """图 1; of a cell without a number its label; of one without a label just what it is."""
    return numbers.get(cell) or (f"代码格 {cell}" if cell in named else "代码格")


def _has_run(entry: Entry, cells: Cells) -> bool:
    verdicts = cells.get(entry.draft.path, CellFacts()).verdicts.values()
    return all(verdict.record is not None for verdict in verdicts)


def _values(draft: Draft) -> list[ValueHole]:
    return [hole for hole in holes(draft) if isinstance(hole, ValueHole)]


def _posts(hole: ValueHole) -> Iterable[str]:
    """What cannot be read names no post; value_problems tells it."""
    try:
        return posts(hole.expression)
    except BadValue:
        return ()
