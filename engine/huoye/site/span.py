"""REV, REV..REV2 or REV...REV2 as git spells them to the two ends of a comparison."""

from dataclasses import dataclass
from pathlib import Path

from huoye.model.halt import Halt
from huoye.model.problem import problem
from huoye.site.revision import git


@dataclass(frozen=True, slots=True)
class Span:
    """What is compared with what."""

    said: str
    """the older end as the author spelled it"""
    old: str
    """commit"""
    new: str = ""
    """commit; empty: the work tree"""


def span(root: Path, asked: str) -> Span:
    """The ends; three dots begin where the two parted, an end left out is HEAD.

    Raises Halt HY695 where the site is in no repository, HY696 for a revision that git lacks.
    """
    if not git(root, "rev-parse", "--git-dir"):
        raise Halt(problem("HY695", folder=root))
    if ".." not in asked:
        return Span(asked, _commit(root, asked))
    dots = "..." if "..." in asked else ".."
    first, _, second = asked.partition(dots)
    old, new = _commit(root, first or "HEAD"), _commit(root, second or "HEAD")
    if dots == "...":
        old = git(root, "merge-base", old, new)
        if not old:
            raise Halt(problem("HY696", revision=asked))
    return Span(first or "HEAD", old, new)


def _commit(root: Path, revision: str) -> str:
    asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    found = git(root, *asked)
    if not found:
        raise Halt(problem("HY696", revision=revision))
    return found
