"""Two states of a site to their differences, post by post; nothing is executed."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace

from huoye.fresh.differing import Difference, PostDifference, difference
from huoye.fresh.key import own
from huoye.fresh.paired import paired
from huoye.model.draft import Draft
from huoye.model.problem import Problem, problem
from huoye.model.record import Preset, Record
from huoye.site.cells import Bench
from huoye.site.changed import changed_since
from huoye.site.choose import choose
from huoye.site.library import Library
from huoye.site.needs import touched
from huoye.site.opened import Site
from huoye.site.running import by_post
from huoye.site.span import span
from huoye.site.states import AtCommit, InWorkTree, Results, State, source_paths
from huoye.site.tree import Tree, opened, tree

PRESETS: tuple[Preset, ...] = ("full", "quick")
ALIKE = 0.5
"""share of cells with equal code from which a post is taken for another one under a new name"""


@dataclass(frozen=True, slots=True)
class DiffWish:
    """What is to be compared."""

    revision: str
    """REV, REV..REV2 or REV...REV2"""
    names: tuple[str, ...] = ()
    """POST or POST#LABEL; empty: all"""
    presets: tuple[Preset, ...] = PRESETS


def diff_all(site: Site, wish: DiffWish) -> Iterator[PostDifference]:
    """The posts that differ, and those asked for by name, in order.

    Raises Halt HY695 without a repository, HY696 for an unknown revision, HY022 to HY024 for a
    name that fits no post or cell.
    """
    ends = span(site.root, wish.revision)
    library = Library(site.root, site.config)
    with ExitStack() as stack:
        store = stack.enter_context(opened(site.root))
        old = AtCommit(tree(site.root, ends.old, store), library)
        if ends.new:
            later = AtCommit(tree(site.root, ends.new, store), library)
            new: State = later
            changed = _differing(old.tree, later.tree)
        else:
            parsed = library.read().parsed.values()
            drafts = (item.draft for item in parsed if item.draft is not None)
            new = InWorkTree(site.root, drafts, Bench(site))
            changed = changed_since(site.root, ends.old)
        yield from Differ(old, new, changed, ends.said).posts(wish)


def _differing(old: Tree, new: Tree) -> frozenset[str]:
    pairs = old.blobs.items() ^ new.blobs.items()
    return frozenset({path for path, _ in pairs} | (old.submodules ^ new.submodules))


class Differ:
    """Compares the posts of two states."""

    def __init__(self, old: AtCommit, new: State, changed: frozenset[str], said: str) -> None:
        self._old = old
        self._new = new
        self._changed = changed
        self._said = said
        """the older revision, for messages"""

    def posts(self, wish: DiffWish) -> Iterator[PostDifference]:
        """Those that differ or are named."""
        now = self._new.drafts()
        here = {draft.path for draft in now}
        left = self._left(here)
        moved = renamed(left, [d for d in now if d.path not in self._old.tree.blobs])
        taken = {draft.path for draft in moved.values()}
        known = [*now, *(draft for draft in left if draft.path not in taken)]
        for draft, labels in by_post(choose(wish.names, known)):
            if draft.path in here:
                found = self._kept(draft, moved.get(draft.path), wish.presets)
            else:
                found = self._gone(draft, wish.presets)
            found = replace(found, cells=tuple(c for c in found.cells if _asked(c, labels)))
            if wish.names or (found.telling and (found.cells or draft.cells)):
                yield found

    def _left(self, here: set[str]) -> list[Draft]:
        """The posts of the older revision whose path is no post now."""
        paths = [path for path in source_paths(self._old.tree.blobs) if path not in here]
        found = (self._old.parsed(path) for path in paths)
        return [item.draft for item in found if item is not None and item.draft is not None]

    def _gone(self, draft: Draft, presets: Sequence[Preset]) -> PostDifference:
        cells = (c for p in presets for c in _cells(p, self._old.results(draft, p), Results()))
        return PostDifference(draft.path, draft.front.title, "gone", cells=tuple(cells))

    def _kept(
        self, draft: Draft, before: Draft | None, presets: Sequence[Preset]
    ) -> PostDifference:
        """A post that is there now; one that nothing touched has no cells to tell of."""
        found = PostDifference(draft.path, draft.front.title, was=before.path if before else "")
        new = {preset: self._new.results(draft, preset) for preset in presets}
        if not self._touched(draft, new.values()) and before is None:
            return found
        older, why = (before, None) if before else self._older(draft)
        old = {p: self._old.results(older, p) if older else Results() for p in presets}
        cells = tuple(cell for p in presets for cell in _cells(p, old[p], new[p]))
        if why is None:
            return replace(found, cells=cells)
        new_post = why.code == "HY697"
        told = cells if new_post else ()  # against nothing that can be read, all would seem added
        return replace(found, fate="new" if new_post else "kept", cells=told, problems=(why,))

    def _touched(self, draft: Draft, results: Iterable[Results]) -> bool:
        sides = (side for result in results for side in result.sides)
        records = [side.record for side in sides if isinstance(side.record, Record)]
        return touched(draft, records, self._changed)

    def _older(self, draft: Draft) -> tuple[Draft | None, Problem | None]:
        """The same post at the older revision, or why there is none."""
        parts = draft.path.split("/")
        above = {"/".join(parts[:count]) for count in range(1, len(parts))}
        module = next(iter(above & self._old.tree.submodules), "")
        if module:
            return None, problem("HY699", draft.path, folder=module, revision=self._said)
        if draft.path not in self._old.tree.blobs:
            return None, problem("HY697", draft.path, revision=self._said)
        found = self._old.parsed(draft.path)
        if found is None or found.draft is None:
            return None, problem("HY698", draft.path, revision=self._said, post=draft.path)
        return found.draft, None


def _cells(preset: Preset, old: Results, new: Results) -> Iterator[Difference]:
    for before, after in paired(old.sides, new.sides):
        stale = new.stale.get(after.cell.name, ()) if after and new.stale is not None else ()
        yield difference(preset, before, after, stale)


def _asked(found: Difference, labels: frozenset[str]) -> bool:
    return not labels or found.cell.name in labels or found.was in labels


def renamed(left: Sequence[Draft], came: Sequence[Draft]) -> dict[str, Draft]:
    """Path of a post that came → the one that left under another path; known by id or by code."""
    found: dict[str, Draft] = {}
    free = {draft.path: _Known(draft) for draft in left}
    for draft in came:
        mine = _Known(draft)
        best = max(free.values(), key=mine.alike, default=None)
        if best is not None and mine.alike(best) > ALIKE:
            found[draft.path] = best.draft
            del free[best.draft.path]
    return found


class _Known:
    """A post by what it is known by."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self._codes = frozenset(own(cell) for cell in draft.cells)

    def alike(self, other: "_Known") -> float:
        """1 for one id, else the share of the cells that both have."""
        if self.draft.front.id and self.draft.front.id == other.draft.front.id:
            return 1.0
        shared = len(self._codes & other._codes)
        return shared / max(len(self._codes) + len(other._codes) - shared, 1)
