"""What an author names on the command line to posts and cells."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from huoye.model.draft import Draft
from huoye.model.halt import Halt
from huoye.model.problem import problem
from huoye.text.fold import nfc


@dataclass(frozen=True, slots=True)
class Wanted:
    """A post, or one cell of it."""

    draft: Draft
    cell: str = ""
    """name of the cell; empty: the whole post"""


def choose(names: Sequence[str], drafts: Iterable[Draft]) -> list[Wanted]:
    """POST is a folder, an id or a fragment of a title; POST#LABEL is one cell.

    Raises Halt for a name that fits none or several.
    """
    known = list(drafts)
    return [_one(name, known) for name in names] if names else [Wanted(d) for d in known]


def _one(wanted: str, drafts: Sequence[Draft]) -> Wanted:
    name, _, label = wanted.partition("#")
    draft = _post(name, drafts)
    cells = [c.name for c in draft.cells]
    if label and label not in cells:
        raise Halt(problem("HY024", draft.path, label=label, known=", ".join(cells) or "-"))
    return Wanted(draft, label)


def _post(name: str, drafts: Sequence[Draft]) -> Draft:
    plain = nfc(name).removesuffix("/").removesuffix("/index.md").removesuffix(".md")
    bare = plain.removeprefix("./").removeprefix("posts/").removeprefix("pages/")
    exact = [d for d in drafts if bare in (d.name, d.front.slug, d.front.id, nfc(d.front.title))]
    found = exact or [d for d in drafts if bare and bare in nfc(d.front.title)]
    if len(found) > 1:
        raise Halt(problem("HY023", wanted=name, posts=", ".join(d.path for d in found)))
    if not found:
        near = get_close_matches(bare, [d.name for d in drafts], 3, 0.4)
        raise Halt(problem("HY022", wanted=name, near=", ".join(near) or "-"))
    return found[0]
