"""huoye keep: a stale result kept on its author's word, which its card then shows."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from huoye.cli.console import language, problem_data, show_json, show_problems
from huoye.cli.options import json_option, site_option

if TYPE_CHECKING:
    from huoye.model.record import Preset
    from huoye.site.keep import Keeping

LONGEST = 500
"""characters of a sentence"""


@click.command("keep")
@click.argument("cell", metavar="POST#LABEL")
@click.option("--because", required=True, help="why the change does not affect the result")
@click.option("--preset", type=click.Choice(["quick", "full"]), help="default: each that is stale")
@click.option("--yes", is_flag=True, help="do not ask")
@site_option
@json_option
def command(
    *, cell: str, because: str, preset: str | None, yes: bool, folder: Path, as_json: bool
) -> None:
    """Seal the stale result of a cell anew, where what changed does not affect it; runs nothing.

    Shows what changed and asks. The sentence and the date are printed on the cell's run card.
    Refused where the cell's own code or options changed, where a cell before it is not fresh,
    where its check does not hold, and for results that are damaged or not there.
    """
    from huoye.site.choose import choose
    from huoye.site.keep import ask, keep
    from huoye.site.library import Library
    from huoye.site.opened import open_site

    sentence = _sentence(because)
    site = open_site(folder)
    parsed = Library(site.root, site.config).read().parsed.values()
    (wanted,) = choose([cell], [p.draft for p in parsed if p.draft is not None])
    if not wanted.cell:
        raise click.UsageError("name one cell: POST#LABEL")
    presets: tuple[Preset, ...] = ("quick", "full")
    asked = ask(site, wanted, [p for p in presets if preset in (None, p)])
    if not as_json:
        _show(asked.keepings)
    if asked.keepings and not yes:
        click.confirm("keep it as it is?", abort=True, err=True)
    keep(site, asked.keepings, sentence, datetime.now(UTC).date())
    if as_json:
        kept = [{"post": k.draft.path, "cell": k.cell.name, "preset": k.verdict.preset,
                 "reasons": _reasons(k)} for k in asked.keepings]  # fmt: skip
        show_json({"kept": kept, "problems": problem_data(asked.problems)})
    else:
        show_problems(asked.problems)
        if asked.keepings:
            click.echo("kept; its run card says why")
    raise SystemExit(0 if asked.keepings else 1)


def _sentence(because: str) -> str:
    """One line that says something."""
    sentence = " ".join(because.split())
    if not sentence or len(sentence) > LONGEST or not sentence.isprintable():
        raise click.UsageError(f"--because needs one sentence of at most {LONGEST} characters")
    return sentence


def _reasons(item: "Keeping") -> list[str]:
    from huoye.fresh.reason import words

    return [words(reason, language()) for reason in item.verdict.reasons]


def _show(keepings: Sequence["Keeping"]) -> None:
    """What changed since each result was made."""
    for item in keepings:
        record = item.verdict.record
        made = str(record.card.get("at", "")) if record is not None else ""
        where = f"{item.draft.path}:{item.cell.line}"
        click.echo(f"{where}  {item.cell.name}  {item.verdict.preset}  {made}".rstrip())
        for reason in _reasons(item):
            click.echo(f"  {reason}")
