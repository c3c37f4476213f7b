"""huoye verify: whether the committed results are what the posts give today, here."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from huoye.cli.consent import consent
from huoye.cli.console import Painter, has_error, language, problem_data, show_json, show_problems
from huoye.cli.findings import finding_data, post_name, write_report
from huoye.cli.options import json_option, site_option
from huoye.cli.planned import show_plan
from huoye.fresh.reason import words
from huoye.fresh.told import machine, told, where

if TYPE_CHECKING:
    from huoye.fresh.verified import Checked, Verified
    from huoye.model.record import Preset


@click.command("verify")
@click.argument("posts", nargs=-1, metavar="[POST|POST#LABEL]…")
@click.option("--changed-since", "since", metavar="REV",
              help="posts whose text, modules or data differ from a git revision")  # fmt: skip
@click.option("--preset", type=click.Choice(["quick", "full"]), help="size (default: quick)")
@click.option("--report", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE.html",
              help="old and new figures side by side, in one file")  # fmt: skip
@click.option("--sign", "signs", is_flag=True,
              help="let the records of reproduced cells say: verified here, today")  # fmt: skip
@click.option("--yes", is_flag=True, help="do not ask before executing code")
@site_option
@json_option
def command(
    *, posts: tuple[str, ...], since: str | None, preset: str | None, report: Path | None,
    signs: bool, yes: bool, folder: Path, as_json: bool,
) -> None:  # fmt: skip
    """Run posts in a scratch copy and compare with their committed results; nothing is rewritten.

    With --sign each record of fresh code that was reproduced is sealed anew with the day, the
    device and the versions of this rerun, which its run card shows; its result stays as it is.

    Compared are recorded numbers, printed text, tables, the data of figures and checks, each within
    its tolerance. Exit code 0: all reproduced; 1: something moved or failed, or a post or cell
    asked for by name could not be verified here; 2: wrong usage.
    """
    from huoye.site.choose import choose
    from huoye.site.opened import open_site
    from huoye.site.signing import sign
    from huoye.site.sound import sound_drafts
    from huoye.site.trial import TrialWish, plan_trials
    from huoye.site.verifying import verify_all

    site = open_site(folder)
    drafts, problems = sound_drafts(site)
    size: Preset = "full" if (preset or site.config.run.preset) == "full" else "quick"
    wish = TrialWish(size, datetime.now(UTC).date(), named=bool(posts), since=since)
    trials = plan_trials(site, choose(posts, drafts), wish)
    executed = [trial.planned for trial in trials if trial.executes]
    if executed:
        if not as_json:
            show_plan(executed)
        consent(site, executed, yes=yes)
    found: list[Verified] = []
    with Painter() as painter:
        for rerun in verify_all(site, trials, painter):
            verified = sign(site.root, rerun, size) if signs else rerun
            found.append(verified)
            if not as_json:
                _show(verified)
    if report is not None:
        from huoye.pages.verified import report_html

        write_report(report, report_html(list(found)))
    if as_json:
        show_json({"posts": [_data(v) for v in found], "problems": problem_data(problems)})
    else:
        show_problems(problems)
        _sum_up(found)
        if signs:
            _tell_signed(found)
    good = all(verified.good for verified in found) and not has_error(problems)
    raise SystemExit(0 if good else 1)


def _show(verified: "Verified") -> None:
    """Lines of the cells that moved, failed or were not verified; of the others none."""
    for checked in verified.cells:
        place = f"{verified.post}:{checked.line} {checked.cell}"
        if checked.stale and checked.fate != "unverified":
            reasons = "; ".join(words(reason, language()) for reason in checked.stale)
            same = ", yet reproduced" if checked.fate == "same" else ""
            click.echo(f"{place}  stale{same}: {reasons}")
        if checked.why is not None:
            click.echo(f"{checked.why.place}  {checked.why.text(language())}")
            click.echo(click.style(f"      {checked.why.hint(language())}", dim=True))
        for line in _findings(checked):
            click.echo(f"{place}  {line}")


def _findings(checked: "Checked") -> list[str]:
    if checked.old is None or checked.new is None:
        return []
    machines = where(checked.old, checked.new)
    return [f"{told(moved, language())}  [{machines}]" for moved in checked.moved]


def _sum_up(found: Iterable["Verified"]) -> None:
    found = list(found)
    fates = [checked.fate for verified in found for checked in verified.cells]
    counts = {"reproduced": "same", "moved": "moved", "failed": "failed",
              "not verified": "unverified"}  # fmt: skip
    said = [f"{fates.count(fate)} {word}" for word, fate in counts.items() if fate in fates]
    click.echo(", ".join(said) or "nothing to verify")
    full = [f"{post_name(v.post)}#{cell}" for v in found for cell in v.full]
    if full:
        click.echo(f"full results were not verified (--preset full): {', '.join(full)}")


def _tell_signed(found: Iterable["Verified"]) -> None:
    """Which records now differ from what is committed."""
    signed = [f"{post_name(v.post)}#{c.cell}" for v in found for c in v.cells if c.signed]
    click.echo(f"signed: {', '.join(signed)}" if signed else "nothing to sign")


def _data(verified: "Verified") -> dict[str, object]:
    cells = [_cell_data(checked) for checked in verified.cells]
    return {"post": verified.post, "reproduced": verified.good, "cells": cells,
            "full": list(verified.full)}  # fmt: skip


def _cell_data(checked: "Checked") -> dict[str, object]:
    why = checked.why
    return {
        "cell": checked.cell,
        "line": checked.line,
        "state": "reproduced" if checked.fate == "same" else checked.fate,
        "signed": checked.signed,
        "stale": [words(reason, language()) for reason in checked.stale],
        "code": why.code if why else None,
        "reason": why.text(language()) if why else None,
        "made": machine(checked.old) if checked.old else None,
        "verified": machine(checked.new) if checked.new else None,
        "findings": [finding_data(moved) for moved in checked.moved],
    }
