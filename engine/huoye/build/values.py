"""Recorded values that the prose of a post shows, its own and those of other posts, to HTML."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from huoye.build.world import CellFacts
from huoye.catalog.resolve import Surroundings, holes, no_post
from huoye.fresh.recorded import Recorded, recorded
from huoye.fresh.report import value_problems
from huoye.fresh.value import BadValue, posts
from huoye.model.catalog import Entry
from huoye.model.draft import Draft, ValueHole
from huoye.model.problem import Problem
from huoye.pages.value import value_html

Cells = Mapping[str, CellFacts]
"""path of a draft → its cells"""


def known_values(entry: Entry, around: Surroundings, cells: Cells) -> dict[str, Recorded]:
    """Every value that the text may show: its own by name, another post's as post.name."""
    known = _recorded(entry, cells)
    for name in dict.fromkeys(post for hole in _values(entry.draft) for post in _posts(hole)):
        other = around.catalog.names.get(name)
        if other is not None:
            known |= {
                f"{name}.{value}": replace(entry, post=other.draft.path, page=other.url)
                for value, entry in _recorded(other, cells).items()
            }
    return known


def values_html(
    draft: Draft, values: Mapping[str, Recorded], base: str, at: Callable[[str], str]
) -> dict[str, str]:
    """Each {eval} expression of the text with the number it shows, linked to its cell."""
    expressions = {hole.expression for hole in _values(draft)}
    return {e: value_html(e, values, base, at) for e in expressions}


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


def _recorded(entry: Entry, cells: Cells) -> dict[str, Recorded]:
    return recorded(cells.get(entry.draft.path, CellFacts()).verdicts.values())


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
