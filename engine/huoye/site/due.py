"""Saved files to the one post that is to be run again, where something of it is not fresh."""

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from huoye.fresh.judge import SOUND
from huoye.site.cells import Bench
from huoye.site.workshop import Workshop

CODE = (".md", ".py")
"""endings of what an author types; the other files of a site may be what a cell wrote"""
SHARED = ("code", "data")


def due(workshop: Workshop, saved: Iterable[str], last: str, *, busy: bool) -> str:
    """The post whose own file was saved, else `last` where a shared one was; "" for none.

    `last`: the post that its author saw or saved last. While a run is `busy`, files that it may
    have written itself are no reason for another.
    """
    paths = [_inside(workshop.site.root, path) for path in saved]
    told = [path for path in paths if path.suffix in CODE or not busy]
    own = [name for path in told if (name := post_of(path))]
    shared = [path for path in told if path.parts and path.parts[0] in SHARED]
    post = own[-1] if own else last if shared else ""
    return post if post and _stale(workshop, post) else ""


def post_of(path: PurePosixPath) -> str:
    """Source of the post that a file of the site belongs to; results belong to none."""
    if len(path.parts) < 2 or path.parts[0] != "posts" or "frozen" in path.parts:
        return ""
    alone = len(path.parts) == 2
    return path.as_posix() if alone else f"posts/{path.parts[1]}/index.md"


def _inside(root: Path, path: str) -> PurePosixPath:
    try:
        return PurePosixPath(Path(path).relative_to(root).as_posix())
    except ValueError:
        return PurePosixPath()


def _stale(workshop: Workshop, post: str) -> bool:
    """Whether a run of the post would execute anything; a text with an error is not run."""
    parsed = workshop.library.read().parsed.get(post)
    if parsed is None or parsed.draft is None or any(p.level == "error" for p in parsed.problems):
        return False
    verdicts = Bench(workshop.site).verdicts(parsed.draft, workshop.site.config.run.preset)
    return any(verdict.state not in SOUND for verdict in verdicts)
