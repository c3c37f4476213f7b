"""huoye publish: build, show the plan, then put the site on its host."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from huoye.cli.console import Painter, has_error, problem_data, show_json, show_problems
from huoye.cli.options import json_option, site_option

if TYPE_CHECKING:
    from huoye.publish.git import GitPlan
    from huoye.site.held import Held

SHOWN = 12
"""paths of a kind that the plan lists; --json lists them all"""


@click.command("publish")
@click.argument("name", default="", metavar="[NAME]")
@click.option("--dry-run", is_flag=True, help="show the plan and stop")
@click.option("--force", is_flag=True, help="delete many files, or files huoye did not publish")
@click.option("--stale", is_flag=True, help="publish results that are not fresh too, marked")
@site_option
@json_option
def command(
    *, name: str, dry_run: bool, force: bool, stale: bool, folder: Path, as_json: bool
) -> None:
    """Publish to the target [publish.NAME] of huoye.toml; without NAME, to the only one.

    Drafts and future posts are never published. While a post cannot be shown at all, nothing is
    deleted on the host. A post that this would add or change, with a result that is not fresh,
    stops it; posts that stay as they are do not.
    """
    from huoye.catalog.collect import Visibility
    from huoye.disk.built import read_built
    from huoye.publish.git import plan_git, push_git
    from huoye.site.build import BuildWish, build
    from huoye.site.opened import open_site
    from huoye.site.target import publish_target
    from huoye.site.trust import check_travel

    site = open_site(folder)
    target = publish_target(site, name)
    check_travel(site.root)
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
    if not stale:
        _check_fresh(built.held, plan)
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


def _check_fresh(held: Iterable["Held"], plan: "GitPlan") -> None:
    """Raises Halt HY769 where the host would get a new text with an old result."""
    from huoye.model.halt import Halt
    from huoye.model.problem import problem
    from huoye.publish.git import published

    touched = {*plan.changes.add, *plan.changes.change}
    changed = [post for post in held if post.page in touched
               and post.body.encode() not in published(plan, post.page)]  # fmt: skip
    if changed:
        posts = ", ".join(post.source.removesuffix("/index.md") for post in changed)
        told = (p for post in changed for p in post.problems)
        raise Halt(problem("HY769", posts=posts), *told)


def _show(paths: tuple[str, ...], word: str) -> None:
    for path in paths[:SHOWN]:
        click.echo(f"  {word:<7}{path}")
    if len(paths) > SHOWN:
        click.echo(f"  {word:<7}… and {len(paths) - SHOWN} more")
