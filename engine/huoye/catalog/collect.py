"""Drafts to a catalog: who is shown, where, under which tags and series."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count

from huoye.catalog.address import address
from huoye.model.catalog import Catalog, Entry, Term
from huoye.model.draft import Draft
from huoye.model.problem import Problem, problem
from huoye.text.fold import fold_title
from huoye.text.slug import slugify

DRAFT = "草稿"
"""badge of a draft"""


@dataclass(frozen=True, slots=True)
class Visibility:
    """Which posts are shown at which moment."""

    now: datetime
    """aware"""
    drafts: bool = False
    future: bool = False


@dataclass(frozen=True, slots=True)
class Collected:
    """A catalog with the problems found while making it."""

    catalog: Catalog
    problems: tuple[Problem, ...] = field(default_factory=tuple)


def collect(
    drafts: Sequence[Draft],
    visibility: Visibility,
    permalink: str,
    absent: Iterable[str] = (),
) -> Collected:
    """Choose, address and group the posts; of two that claim one address the older one has it."""
    shown = [entry for d in drafts if (entry := _entry(d, visibility, permalink)) is not None]
    entries, problems = _one_per_address(shown)
    posts = tuple(sorted((e for e in entries if e.draft.kind == "post"), key=_newest_first))
    pages = tuple(sorted((e for e in entries if e.draft.kind == "page"), key=lambda e: e.url))
    catalog = Catalog(
        posts=posts,
        pages=pages,
        tags=_terms(posts, lambda e: e.draft.front.tags, "tags"),
        categories=_terms(posts, lambda e: e.draft.front.categories, "categories"),
        series=_series(posts),
        names=_names((*posts, *pages)),
        titles=_titles((*posts, *pages)),
        absent=frozenset(absent),
    )
    return Collected(catalog, tuple(problems))


def is_hidden(draft: Draft, visibility: Visibility) -> bool:
    """Whether nobody may see anything of the post."""
    badge = _badge(draft, visibility)
    return (badge == DRAFT and not visibility.drafts) or (badge == "未来" and not visibility.future)


def _badge(draft: Draft, visibility: Visibility) -> str:
    front = draft.front
    if front.draft:
        return DRAFT
    return "未来" if front.date is not None and front.date > visibility.now else ""


def _entry(draft: Draft, visibility: Visibility, permalink: str) -> Entry | None:
    if is_hidden(draft, visibility):
        return None
    return Entry(draft, address(draft, permalink), _badge(draft, visibility))


def _newest_first(entry: Entry) -> tuple[float, str]:
    date = entry.draft.front.date
    return (-date.timestamp() if date else 0.0, entry.draft.path)


def _oldest_first(entry: Entry) -> tuple[float, str]:
    """Who was there before: a page, then the post with the earlier date."""
    date = entry.draft.front.date
    return (date.timestamp() if date else 0.0, entry.draft.path)


def _one_per_address(entries: Sequence[Entry]) -> tuple[list[Entry], list[Problem]]:
    """Addresses are compared without case: some hosts and file systems know no difference."""
    taken: dict[str, Entry] = {}
    problems: list[Problem] = []
    for entry in sorted(entries, key=_oldest_first):
        other = taken.setdefault(entry.url.casefold(), entry)
        if other is not entry:
            path, line = entry.draft.path, chosen_at(entry)
            problems.append(problem("HY401", path, line, url=entry.url, other=other.draft.path))
    return list(taken.values()), problems


def chosen_at(entry: Entry) -> int:
    """The line where an author chose what the address of a post is made of."""
    front, parts = entry.draft.front, entry.url.strip("/")
    chosen = (("slug", front.slug), ("id", front.id))
    return next((front.lines.get(key, 1) for key, value in chosen if value and value in parts), 1)


def _names(entries: Sequence[Entry]) -> Mapping[str, Entry]:
    names: dict[str, Entry] = {}
    for entry in entries:
        front = entry.draft.front
        for name in (entry.draft.name, front.slug, front.id, entry.url.strip("/")):
            if name:
                names.setdefault(name, entry)
    for entry in entries:
        for alias in entry.draft.front.aliases:
            names.setdefault(alias.strip("/"), entry)
    return names


def _titles(entries: Sequence[Entry]) -> Mapping[str, tuple[Entry, ...]]:
    titles: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.badge == DRAFT:
            continue
        for title in (entry.draft.front.title, *entry.draft.front.old_titles):
            bearers = titles.setdefault(fold_title(title), [])
            if entry not in bearers:
                bearers.append(entry)
    return {title: tuple(bearers) for title, bearers in titles.items()}


def _terms(
    posts: Sequence[Entry], names: Callable[[Entry], tuple[str, ...]], folder: str
) -> tuple[Term, ...]:
    members: dict[str, list[Entry]] = {}
    for post in posts:
        for name in dict.fromkeys(names(post)):
            members.setdefault(name, []).append(post)
    addresses = _addresses(sorted(members), folder)
    order = sorted(members, key=lambda n: (-len(members[n]), n))
    return tuple(Term(n, addresses[n], tuple(members[n])) for n in order)


def _series(posts: Sequence[Entry]) -> tuple[Term, ...]:
    members: dict[str, list[Entry]] = {}
    for post in posts:
        if post.draft.front.series:
            members.setdefault(post.draft.front.series, []).append(post)
    addresses = _addresses(sorted(members), "series")
    return tuple(Term(n, addresses[n], tuple(reversed(posts))) for n, posts in members.items())


def _addresses(names: Sequence[str], folder: str) -> dict[str, str]:
    """C++ and C# would both be "c": the later of the sorted names gets a number."""
    addresses: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        slug = slugify(name)
        numbered = (f"{slug}-{n}" if n > 1 else slug for n in count(1))
        chosen = next(candidate for candidate in numbered if candidate not in taken)
        taken.add(chosen)
        addresses[name] = f"/{folder}/{chosen}/"
    return addresses
