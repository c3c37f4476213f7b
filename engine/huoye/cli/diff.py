"""huoye diff: what differs between the results of two revisions; nothing is executed."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from huoye.cli.console import language, problem_data, show_json
from huoye.cli.findings import finding_data, post_name, write_report
from huoye.cli.options import json_option, site_option
from huoye.fresh.reason import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huoye.fresh.differing import Difference, PostDifference
    from huoye.model.record import Preset


@click.command("diff")
@click.argument("revision", metavar="REV[..REV2]")
@click.argument("posts", nargs=-1, metavar="[POST|POST#LABEL]…")
@click.option("--preset", type=click.Choice(["quick", "full"]), help="size (default: both)")
@click.option("--report", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE.html",
              help="old curves dashed under the new, in one file")  # fmt: skip
@click.option("--exit-code", is_flag=True,
              help="exit with 1 where a result differs by more than its tolerance")  # fmt: skip
@site_option
@json_option
def command(
    *, revision: str, posts: tuple[str, ...], preset: "Preset | None", report: Path | None,
    exit_code: bool, folder: Path, as_json: bool,
) -> None:  # fmt: skip
    """Compare the committed results at REV with those of the work tree; nothing is executed.

    REV..REV2 compares two commits, REV...REV2 begins where they parted, as a pull request does.
    Compared are recorded numbers, printed text, tables and the data of figures, each by the
    tolerance of its cell. A result keeps its name and its code: cells and posts may have moved.

    Exit code 0, whether results differ or not; with --exit-code 1 where one differs by more than
    its tolerance, came, went or cannot be compared; 2: wrong usage, no repository, no such REV.
    """
    from huoye.pages.differences import page
    from huoye.site.differing import PRESETS, DiffWish, diff_all
    from huoye.site.opened import open_site

    wish = DiffWish(revision, posts, (preset,) if preset else PRESETS)
    told = _Told()
    found = told.through(diff_all(open_site(folder), wish), show=not as_json)
    if report is not None:
        write_report(report, page(found, f"与 {revision} 的差异"))
    for _ in found:
        pass
    if as_json:
        show_json({"posts": told.data})
    else:
        click.echo(told.sum_up())
    raise SystemExit(1 if exit_code and told.counts else 0)


class _Told:
    """What was said so far; posts pass through one by one, with their pictures, and are let go."""

    def __init__(self) -> None:
        self.data: list[dict[str, object]] = []
        self.changes: list[str] = []
        self.counts = False

    def through(
        self, found: "Iterator[PostDifference]", *, show: bool
    ) -> "Iterator[PostDifference]":
        """The same posts, each told of on its way."""
        for difference in found:
            if show:
                _show(difference)
            else:
                self.data.append(_post_data(difference))
            self.changes += [cell.change for cell in difference.cells]
            self.counts = self.counts or any(cell.counts for cell in difference.cells)
            yield difference

    def sum_up(self) -> str:
        """Counts in one line."""
        said = {"moved": "moved", "unread": "not compared", "removed": "gone", "added": "new",
                "within": "within their tolerance", "same": "the same"}  # fmt: skip
        counts = ((self.changes.count(change), word) for change, word in said.items())
        return ", ".join(f"{n} {word}" for n, word in counts if n) or "no differences"


def _show(found: "PostDifference") -> None:
    """One line a finding."""
    from huoye.fresh.difftold import clauses, post_clauses

    for clause in post_clauses(found, language()):
        click.echo(f"{found.post}  {clause}")
    for cell in found.cells:
        for clause in clauses(cell, language()):
            click.echo(f"{_place(found, cell)}  {clause}")


def _place(found: "PostDifference", difference: "Difference") -> str:
    """File, line and cell; a cell that is gone has no line in the file of today."""
    cell = difference.cell
    here = difference.new is not None
    size = " (full)" if difference.preset == "full" else ""
    return f"{found.post}{f':{cell.line}' if here else ''} {cell.name}{size}"


def _post_data(found: "PostDifference") -> dict[str, object]:
    return {
        "post": found.post,
        "name": post_name(found.post),
        "title": found.title,
        "fate": found.fate,
        "was": found.was or None,
        "problems": problem_data(found.problems),
        "cells": [_cell_data(cell) for cell in found.cells],
    }


def _cell_data(found: "Difference") -> dict[str, object]:
    said = language()
    return {
        "cell": found.cell.name,
        "was": found.was or None,
        "line": found.cell.line if found.new else None,
        "preset": found.preset,
        "change": found.change,
        "findings": [finding_data(moved) for moved in found.moved],
        "causes": [words(reason, said) for reason in found.causes],
        "card": found.card or None,
        "stale": [words(reason, said) for reason in found.stale],
    }
