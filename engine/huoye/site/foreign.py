"""From a trusted commit to HEAD: what of the code came from others, and how much of it.

Own is what this machine's record of commits (the reflog, which no remote can write) shows to have
been committed here, on top of what was own before. Names and addresses in commits prove nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from huoye.fresh.key import own, settings
from huoye.model.source import Kind, Source
from huoye.site.library import Library
from huoye.site.opened import Site
from huoye.site.revision import git
from huoye.text.digest import sha

OWN = ("commit: ", "commit (initial): ", "commit (amend): ")
"""acts that write what lies in the work tree; a merge, a pick, a rebase may bring others' code"""
INERT = frozenset({
    ".avif", ".bib", ".css", ".csv", ".gif", ".html", ".ico", ".jpeg", ".jpg", ".js", ".json",
    ".pdf", ".png", ".svg", ".tsv", ".txt", ".webp", ".woff2", ".yaml", ".yml",
})  # fmt: skip
"""endings of files that no cell runs by reading them; a pickle or a library is none of these"""
MOST = 5000
"""entries of the reflog that are looked at"""
NULL = "0"
COMING = ("MERGE_HEAD", "CHERRY_PICK_HEAD", "REBASE_HEAD")
"""what a merge that is not committed yet has put into the work tree"""
EMPTY = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
"""the tree without files"""


@dataclass(frozen=True, slots=True)
class Foreign:
    """Code that came from others since the author's last word."""

    files: tuple[str, ...]
    """relative to the site"""
    lines: int
    """of changed cells and modules"""


@dataclass(frozen=True, slots=True)
class Change:
    """One file between two commits."""

    path: str
    """relative to the repository"""
    old: str
    """blob, zeros where there was none"""
    new: str


def foreign(site: Site, known: str, head: str) -> Foreign:
    """What a run would execute for the first time without its author having written it."""
    found: dict[str, int] = {}
    for commit in (head, *filter(None, (_commit(site.root, name) for name in COMING))):
        found |= _foreign(site, known, commit)
    return Foreign(tuple(sorted(found)), sum(found.values()))


def _foreign(site: Site, known: str, commit: str) -> dict[str, int]:
    """File → lines, for what the commit has and neither the known one nor its author's acts."""
    root = site.root
    base = git(root, "merge-base", known, commit) or EMPTY
    if base == commit:
        return {}
    changes = [c for c in _between(root, base, commit) if set(c.new) != {NULL}]
    own = _own(root, changes)
    prefix = git(root, "rev-parse", "--show-prefix")
    inside = [c for c in changes if c not in own and c.path.startswith(prefix)]
    sizes = {c.path.removeprefix(prefix): _size(site, c, c.path.removeprefix(prefix), base, commit)
             for c in inside}  # fmt: skip
    return {path: size for path, size in sizes.items() if size is not None}


def _commit(root: Path, name: str) -> str:
    return git(root, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")


def _between(root: Path, old: str, new: str) -> list[Change]:
    return _changes(git(root, "diff-tree", "-r", "-z", "--no-renames", old, new))


def _changes(said: str) -> list[Change]:
    """Raw lines `:mode mode old new status`, each with its path after it."""
    parts = said.split("\0")
    about = (part.split(" ") for part in parts[::2] if part.startswith(":"))
    return [Change(path, a[2], a[3]) for a, path in zip(about, parts[1::2], strict=False)]


def _own(root: Path, wanted: Sequence[Change]) -> frozenset[Change]:
    """Those of the changes whose every step from the known blob was committed here."""
    steps: dict[str, set[tuple[str, str]]] = {}
    for change in _steps(root) if wanted else ():
        steps.setdefault(change.path, set()).add((change.old, change.new))
    return frozenset(c for c in wanted if c.new in _reached(c.old, steps.get(c.path, set())))


def _reached(known: str, steps: set[tuple[str, str]]) -> set[str]:
    """Blobs that own steps lead to, from the known one or from nothing."""
    reached = {known, "0" * len(known)}
    grown = True
    while grown:
        more = {new for old, new in steps if old in reached} - reached
        reached |= more
        grown = bool(more)
    return reached


def _steps(root: Path) -> list[Change]:
    """What was committed here did to single files, on any branch."""
    acts = _acts(root)
    asked = "".join(f"{commit}\n" for commit in dict.fromkeys(c for act in acts for c in act if c))
    there = git(root, "cat-file", "--batch-check=%(objectname)", data=asked).splitlines()
    have = {"", *(line for line in there if not line.endswith(" missing"))}
    known = "".join(f"{new} {old}".strip() + "\n" for old, new in acts if {old, new} <= have)
    diff = ("diff-tree", "--stdin", "--root", "--no-commit-id", "-r", "-z", "--no-renames")
    return _changes(git(root, *diff, data=known))


def _acts(root: Path) -> list[tuple[str, str]]:
    """(commit before, "" for the first one; commit after) of what was committed here."""
    logs, heads = (root / git(root, "rev-parse", "--git-path", f"logs/{name}")
                   for name in ("HEAD", "refs/heads"))  # fmt: skip
    files = [logs, *sorted(heads.rglob("*"))]
    acts: dict[tuple[str, str], None] = {}
    for file in (file for file in files if file.is_file()):
        for line in file.read_text("utf-8", "replace").splitlines()[-MOST:]:
            about, _, act = line.partition("\t")
            old, new, *_ = (*about.split(" "), "", "")
            if act.startswith(OWN):
                acts["" if set(old) == {NULL} else old, new] = None
    return list(acts)


def _size(site: Site, change: Change, path: str, base: str, head: str) -> int | None:
    """Lines that changed and are run; None where nothing of the file is run by itself."""
    place = PurePosixPath(path)
    if place.suffix == ".md":
        is_source = place.parts[0] in ("posts", "pages")
        return _changed_cells(site, change, path) if is_source else None
    if "frozen" in place.parts or place.parts[0] == "themes" or place.suffix.lower() in INERT:
        return None
    stat = git(site.root, "diff-tree", "-r", "--numstat", "--no-renames", base, head, "--",
               f":(top,literal){change.path}")  # fmt: skip
    added, deleted, *_ = (*stat.split("\t"), "0", "0")
    return sum(int(n) for n in (added, deleted) if n.isdecimal())


def _changed_cells(site: Site, change: Change, path: str) -> int | None:
    before, now = (_cells(site, blob, path) for blob in (change.old, change.new))
    new = [lines for cell, lines in now.items() if cell not in before]
    return sum(new) if new else None


def _cells(site: Site, blob: str, path: str) -> Mapping[tuple[str, str], int]:
    """Cells of a text by what a run takes from them, with their lines.

    A text that is no post yet counts as a cell: one stroke of its author's may make it a post.
    """
    text = git(site.root, "cat-file", "blob", blob) if set(blob) != {NULL} else ""
    if not text:
        return {}
    kind: Kind = "page" if path.startswith("pages/") else "post"
    draft = Library(site.root, site.config).parse(Source(path, kind, text, sha(text))).draft
    if draft is None:
        return {(text, ""): len(text.splitlines())}
    return {(own(c), repr((c.evaluated, sorted(settings(c).items())))): len(c.code.splitlines())
            for c in draft.cells}  # fmt: skip
