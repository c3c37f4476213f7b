"""`{figure} post#label` to the cell it means, or to a problem."""

from dataclasses import dataclass
from difflib import get_close_matches

from huoye.catalog.resolve import Surroundings, no_post
from huoye.model.catalog import Entry
from huoye.model.draft import Exhibit
from huoye.model.problem import Problem, problem
from huoye.text.slug import anchor_of


@dataclass(frozen=True, slots=True)
class Found:
    """A cell of a post."""

    post: str
    """path of the draft"""
    cell: int
    """index in the draft"""


def find_exhibits(entry: Entry, around: Surroundings) -> tuple[Found | Problem, ...]:
    """One for each of draft.exhibits."""
    return tuple(_find(exhibit, entry, around) for exhibit in entry.draft.exhibits)


def _find(exhibit: Exhibit, entry: Entry, around: Surroundings) -> Found | Problem:
    names, path = around.catalog.names, entry.draft.path
    owner = names.get(exhibit.post) if exhibit.post else entry
    if owner is None:
        return no_post(exhibit.post, path, exhibit.line, around)
    labels = {cell.name: n for n, cell in enumerate(owner.draft.cells) if cell.labelled}
    wanted = anchor_of(exhibit.label)
    if wanted not in labels:
        target = f"{exhibit.post}#{exhibit.label}"
        level, near = around.link_level, ", ".join(get_close_matches(wanted, labels, 3, 0.5))
        return problem("HY408", path, exhibit.line, level=level, target=target, near=near or "-")
    return Found(owner.draft.path, labels[wanted])
