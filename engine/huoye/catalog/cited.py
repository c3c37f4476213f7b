"""Resolved links to who refers to which equation of another post; pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from huoye.catalog.number import Numbering
from huoye.model.catalog import Entry, Label
from huoye.model.place import Place


@dataclass(frozen=True, slots=True)
class Cited:
    """An equation that other posts refer to."""

    label: Label
    by: tuple[Entry, ...]
    """in the order of the catalog: newest first, standalone pages last"""


def cited(
    entries: Sequence[Entry],
    leads: Mapping[str, Iterable[str]],
    numberings: Mapping[str, Numbering],
    place: Place,
) -> Mapping[str, tuple[Cited, ...]]:
    """Path of a draft → its equations that others refer to, in the order of the text.

    `leads`: path of a draft → addresses that it leads to. What a post says of its own equations is
    not counted: its reader has that before him.
    """
    who: dict[str, dict[str, Entry]] = {}
    for entry in entries:
        for address in leads[entry.draft.path]:
            who.setdefault(unquote(address), {})[entry.draft.path] = entry
    return {e.draft.path: tuple(_of(e, numberings[e.draft.path], who, place)) for e in entries}


def _of(
    entry: Entry, numbering: Numbering, who: Mapping[str, Mapping[str, Entry]], place: Place
) -> Iterable[Cited]:
    page = unquote(place.path(entry.url))
    for label in numbering.equations:
        others = who.get(f"{page}#{label.anchor}", {})
        by = tuple(other for other in others.values() if other is not entry)
        if by:
            yield Cited(label, by)
