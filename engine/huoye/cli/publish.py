"""huoye publish: build, show the plan, then put the site on its host."""

from datetime import UTC, datetime
from pathlib import Path

import click

from huoye.cli.console import Painter, has_error, problem_data, show_json, show_problems
from huoye.cli.options import json_option, site_option

SHOWN = 12
"""paths of a kind that the plan lists; --json lists them all"""


@click.command("publish")
@click.argument("name", default="", metavar="[NAME]")
@click.option("--dry-run", is_flag=True, help="show the plan and stop")
@click.option("--force", is_flag=True, help="delete many files, or files huoye did not publish")
@site_option
@json_option
def command(name: str, dry_run: bool, force: bool, folder: Path, as_json: bool) -> None:
    """Publish to the target [publish.NAME] of huoye.toml; without NAME, to the only one.

    Drafts and future posts are never published. While a post cannot be shown at all, nothing is
    deleted on the host.
    """
    from huoye.catalog.collect import Visibility
    from huoye.disk.built import read_built
    from huoye.publish.git import plan_git, push_git
    from huoye.site.build import BuildWish, build
    from huoye.site.opened import open_site
    from huoye.site.target import publish_target

    site = open_site(folder)
    target = publish_target(site, name)
    out = site.root / "public"
    with Painter() as painter:
        built = build(site, BuildWish(out, Visibility(datetime.now(UTC))), painter)
    plan = plan_git(read_built(out), target, site.root, deletes=not built.missing)
    commit = ""
    if not as_json:
        show_problems(built.problems)
        _show(plan.changes.add, "add")
        _show(plan.changes.change, "change")
        _show(plan.changes.delete, "delete")
        click.echo(f"{len(plan.changes.keep)} files stay as they are")
    if not dry_run:
        commit = push_git(plan, f"Publish {site.config.site.title}", force=force)
    if as_json:
        changes = {k: list(getattr(plan.changes, k)) for k in ("add", "change", "delete", "keep")}
        show_json({"remote": plan.remote, "branch": plan.branch, "commit": commit or None,
                   "plan": changes, "problems": problem_data(built.problems)})  # fmt: skip
    elif not dry_run:
        done = f"pushed {commit[:10]}" if commit else "nothing to do"
        click.echo(f"{done}: branch {plan.branch} of {plan.remote}")
    raise SystemExit(1 if has_error(built.problems) else 0)


def _show(paths: tuple[str, ...], word: str) -> None:
    for path in paths[:SHOWN]:
        click.echo(f"  {word:<7}{path}")
    if len(paths) > SHOWN:
        click.echo(f"  {word:<7}… and {len(paths) - SHOWN} more")
