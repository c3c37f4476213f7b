"""Which repositories this user called their own on this machine: remembered and forgotten."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path

from huoye.disk.gitsafe import OldGit, travels_by
from huoye.disk.state import read_state, state_folder, write_state
from huoye.model.halt import Halt
from huoye.model.problem import problem
from huoye.site.revision import git

FILE = "trusted.json"


@dataclass(frozen=True, slots=True)
class Trusted:
    """One site that its author called their own."""

    path: str
    """real path of the site's folder"""
    root: str
    """first commit of its repository: another repository in its place has another"""
    commit: str
    """commit up to which everything counts as the author's"""
    since: str
    """day, ISO"""


def trusted() -> list[Trusted]:
    """Everything that is remembered, whatever became of the folders."""
    return list(_read())


def standing(root: Path) -> Trusted | None:
    """What is remembered of the very repository that lies at `root` now."""
    path, firsts = str(root.resolve()), _firsts(root)
    return next((t for t in _read() if t.path == path and t.root in firsts), None)


def trust(root: Path, today: date) -> Trusted:
    """Remember the repository as it is at this commit. Raises Halt HY670, HY671."""
    firsts, commit = _firsts(root), head(root)
    if not firsts or not commit:
        raise Halt(problem("HY670", folder=root))
    made = Trusted(str(root.resolve()), firsts[-1], commit, today.isoformat())
    _write([*(t for t in _read() if t.path != made.path), made])
    return made


def forget(root: Path) -> bool:
    """Ask again from now on; False where nothing was remembered. Raises Halt HY671."""
    known, path = list(_read()), str(root.resolve())
    left = [t for t in known if t.path != path]
    if len(left) < len(known):
        _write(left)
    return len(left) < len(known)


def advance(known: Trusted, commit: str) -> None:
    """Everything up to this commit counts as own from now on; losing this costs a question."""
    if commit == known.commit:
        return
    try:
        _write([replace(t, commit=commit) if t == known else t for t in _read()])
    except Halt:
        return


def check_travel(root: Path) -> None:
    """Raises Halt HY675 where git would run a program that a stranger may have named."""
    try:
        named = travels_by(root)
    except OldGit:
        return  # publishing itself says so
    if named and standing(root) is None:
        raise Halt(problem("HY675", keys=", ".join(named)))


def head(root: Path) -> str:
    """The commit that is checked out, whole; empty where there is none."""
    return git(root, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")


def _firsts(root: Path) -> list[str]:
    """Commits without parents that HEAD goes back to, the oldest last."""
    return git(root, "rev-list", "--max-parents=0", "HEAD", GIT_NO_REPLACE_OBJECTS="1").split()


def _read() -> Iterator[Trusted]:
    entries = read_state(FILE).get("repositories")
    for entry in entries if isinstance(entries, list) else ():
        names = ("path", "root", "commit", "since")
        if isinstance(entry, dict) and all(isinstance(entry.get(n), str) for n in names):
            yield Trusted(*(entry[n] for n in names))


def _write(entries: list[Trusted]) -> None:
    try:
        write_state(FILE, {"format": 1, "repositories": [asdict(entry) for entry in entries]})
    except (OSError, RuntimeError) as error:
        raise Halt(problem("HY671", folder=_folder(), reason=error)) from None


def _folder() -> str:
    try:
        return str(state_folder())
    except RuntimeError:
        return "~"
