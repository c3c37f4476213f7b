"""A post to what its author should know of its links though nothing is wrong (huoye check)."""

from collections.abc import Iterator, Sequence

from huoye.catalog.resolve import holes, post_name
from huoye.model.catalog import Catalog, Entry
from huoye.model.draft import HrefHole, ReferenceHole, TitleHole
from huoye.model.problem import Problem, problem
from huoye.text.fold import fold_title
from huoye.text.near import nearest

TELLING = 3
"""characters of a title that, found in another one, show what was meant"""


def advice(entry: Entry, catalog: Catalog) -> Iterator[Problem]:
    """Links that hold only while drafts are shown, titles that nearly are one of ours."""
    if not entry.badge:
        yield from _to_hidden(entry, catalog)
    yield from _nearly_titles(entry, catalog)


def _to_hidden(entry: Entry, catalog: Catalog) -> Iterator[Problem]:
    """A published post must not lean on one that `huoye build` leaves out."""
    for hole in holes(entry.draft):
        name = _target(hole)
        other = catalog.names.get(name) if name else None
        if other is not None and other.badge and isinstance(hole, HrefHole | ReferenceHole):
            path, line = entry.draft.path, hole.line
            yield problem("HY430", path, line, name=name, post=other.draft.path)


def _target(hole: object) -> str:
    match hole:
        case HrefHole():
            return post_name(hole.target.partition("#")[0])
        case ReferenceHole():
            return hole.post
    return ""


def _nearly_titles(entry: Entry, catalog: Catalog) -> Iterator[Problem]:
    """《title》 that stays text although a post is called nearly so; other books are left alone."""
    for hole in holes(entry.draft):
        folded = fold_title(hole.title) if isinstance(hole, TitleHole) else ""
        if isinstance(hole, TitleHole) and folded not in catalog.titles:
            near = [catalog.titles[title][0] for title in _near(folded, list(catalog.titles))]
            names = "".join(f"《{n}》" for n in dict.fromkeys(e.draft.front.title for e in near))
            if names:
                path, line = entry.draft.path, hole.line
                yield problem("HY431", path, line, title=hole.title, near=names)


def _near(title: str, known: Sequence[str]) -> tuple[str, ...]:
    """Titles but a slip away, else those that hold this one as a part."""
    longer = (other for other in known if len(title) >= TELLING and title in other)
    return nearest(title, known) or tuple(longer)[:3]
