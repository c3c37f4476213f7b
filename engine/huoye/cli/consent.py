"""The one place where an author is asked whether code may be executed."""

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import click

from huoye.model.halt import Halt
from huoye.model.problem import Problem, problem
from huoye.text.printable import printable

if TYPE_CHECKING:
    from huoye.site.foreign import Foreign
    from huoye.site.opened import Site
    from huoye.site.running import Planned
    from huoye.site.trust import Trusted

SHOWN = 12
"""files from others that the question lists"""
HERE = "this machine"
QUESTION = "execute this code on {where}?"


def consent(site: "Site", planned: Sequence["Planned"], *, yes: bool, where: str = HERE) -> None:
    """Return where the code may be executed: by --yes, by trust, or by an answer.

    Raises Abort for the answer no, and Halt HY672, HY674 where there is nobody to answer.
    """
    from huoye.site.foreign import foreign
    from huoye.site.trust import advance, head, standing

    if yes:
        return
    known, commit = standing(site.root), head(site.root)
    new = foreign(site, known.commit, commit) if known is not None else None
    if not _hears() and (known is None or new is None or new.files or _automatic()):
        raise Halt(_unheard(known, new))
    if known is None or new is None:
        _ask_stranger(planned, where)
        return
    if new.files:
        _ask_again(known, new, where)
    advance(known, commit)


def _hears() -> bool:
    """Whether there is somebody who can answer."""
    return sys.stdin is not None and sys.stdin.isatty() and not _automatic()


def _automatic() -> bool:
    return os.environ.get("CI", "").lower() not in ("", "0", "false")


def _unheard(known: "Trusted | None", new: "Foreign | None") -> Problem:
    if known is None or new is None or not new.files:
        return problem("HY672")
    return problem("HY674", commit=known.commit[:10], files=len(new.files), lines=new.lines)


def _ask_stranger(planned: Iterable["Planned"], where: str) -> None:
    seen = sorted(set(_variables(planned)))
    if seen:
        click.echo(f"it will see these variables: {printable(', '.join(seen))}", err=True)
    click.echo("it runs as you; if this repository is your own: huoye trust asks no more", err=True)
    click.confirm(QUESTION.format(where=where), abort=True, err=True)


def _ask_again(known: "Trusted", new: "Foreign", where: str) -> None:
    """With the size of what its author has not written."""
    click.echo(
        f"since {known.commit[:10]} others changed {len(new.files)} files, {new.lines} lines of "
        f"code (git diff {known.commit[:10]}):",
        err=True,
    )
    for name in new.files[:SHOWN]:
        click.echo(f"  {printable(name)}", err=True)
    if len(new.files) > SHOWN:
        click.echo(f"  … and {len(new.files) - SHOWN} more", err=True)
    click.confirm(QUESTION.format(where=where), abort=True, err=True)


def _variables(planned: Iterable["Planned"]) -> Iterator[str]:
    """Names that the settings or cells ask for and that are set here."""
    from huoye.run.options import names

    for item in planned:
        wanted = (*item.job.env, *(name for c in item.draft.cells for name in names(c, "env")))
        yield from (name for name in wanted if name in os.environ)
