"""What each command makes of each state of a result: the table of run.md §4, row by row."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from tests.cli.conftest import Huoye
from tests.publish.repositories import git
from tests.site.samples import CODE, MODULE, TEXT, flow_site, flow_text
from tests.support import NOW
from tests.tiny import SETTINGS, Tiny

from huoye.catalog.collect import Visibility
from huoye.model.event import silent
from huoye.site.choose import choose
from huoye.site.opened import open_site
from huoye.site.preview import preview
from huoye.site.running import RunWish, plan_runs
from huoye.site.sound import sound_drafts
from huoye.site.trial import TrialWish, plan_trials
from huoye.site.workshop import Workshop

POST = "posts/flow/index.md"
RECORD = "posts/flow/frozen/quick/fig-loss.json"
COMMAND = "<code>huoye run posts/flow#fig-loss</code>"


@dataclass(frozen=True)
class Row:
    """A state of the cell `fig-loss`, and what the commands make of it."""

    make: Callable[[Tiny], object]
    told: str = ""
    """code and level of the problem, as `build` and `check` give it"""
    strict: int = 0
    """exit code of build --strict"""
    plain: int = 0
    """exit code of build and check"""
    status: int = 0
    publish: int = 0
    page: str = ""
    """words on the page"""
    figure: bool = True
    """whether the last good figure is shown"""
    copied: bool = False
    """whether serve offers the command that mends it"""
    run: str = "leave"
    verify: str = "compared"


def stale(site: Tiny) -> None:
    site.write(MODULE, CODE.replace("n + 1", "n + 2"))


def archived(site: Tiny) -> None:
    stale(site)
    text = flow_text(TEXT).replace("title: 流", "title: 流\nresults: archived")
    site.write(POST, text)


def damaged(site: Tiny) -> None:
    path = site.root / RECORD
    path.write_text(path.read_text("utf-8").replace("0.192", "0.182"), "utf-8")


ROWS = {
    "fresh": Row(lambda site: None),
    "stale": Row(
        stale, "HY501 warning", strict=1, status=1, publish=2, copied=True, run="run",
        page="⚠ 此图由旧代码算出：code/lab/flow.py 已改动（<code>sample</code>）",
    ),
    "never": Row(
        lambda site: (site.root / RECORD).unlink(), "HY502 warning", strict=1, status=1, publish=2,
        page="此图尚未运行", figure=False, copied=True, run="run", verify="HY632",
    ),
    "damaged": Row(
        damaged, "HY503 error", strict=1, plain=1, status=1, publish=2, figure=False, copied=True,
        page="此图的运行记录已损坏：运行记录被手工改动或合并过", run="run", verify="HY503",
    ),
    "archived": Row(archived, page="此图由 2026-11-20 的代码算出", verify="HY634"),
}  # fmt: skip


@pytest.fixture(params=ROWS)
def state(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def site(tiny: Tiny, state: str) -> Tiny:
    flow_site(tiny)
    ROWS[state].make(tiny)
    tiny.lend()
    return tiny


def test_build_and_check_show_it_and_tell(site: Tiny, state: str, huoye: Huoye) -> None:
    row = ROWS[state]
    said = huoye("build", at=site.root)
    assert said.code == row.plain
    page = site.page("../public/flow/index.html")
    own = page.partition('id="fig-loss"')[2].partition("</figure>")[0]
    assert row.page in own and ("⚠" in own) is (state == "stale")
    assert ('d="M0 0L10 5"' in own) is row.figure
    assert COMMAND not in page
    assert huoye("build", "--strict", at=site.root).code == row.strict
    said = huoye("check", "--json", at=site.root)
    told = {f"{p['code']} {p['level']}" for p in said.data["problems"] if p["line"] == 15}
    assert (said.code, told) == (row.plain, {row.told} if row.told else set())


def test_status_names_it(site: Tiny, state: str, huoye: Huoye) -> None:
    said = huoye("status", "--json", at=site.root)
    assert said.code == ROWS[state].status
    (line,) = [c for c in said.data["cells"] if c["cell"] == "fig-loss"]
    assert (line["state"], line["preset"]) == (state, "quick")
    assert bool(line["reasons"]) is (state not in ("fresh", "archived"))


def test_serve_offers_the_command(site: Tiny, state: str) -> None:
    with Workshop(open_site(site.root), silent) as workshop:
        page = preview(workshop, Visibility(NOW)).get("/flow/")
    assert page is not None
    text = page.decode()
    assert ROWS[state].page in text and (COMMAND in text) is ROWS[state].copied


def test_run_plans_what_is_not_sound(site: Tiny, state: str) -> None:
    opened = open_site(site.root)
    wanted = choose((), sound_drafts(opened)[0])
    planned = plan_runs(opened, wanted, RunWish("quick", "auto", force=False, today=date.today()))
    steps = [s for p in planned for chain in p.chains for s in chain.steps]
    assert ({s.action for s in steps if s.cell.name == "fig-loss"} or {"leave"}) == {
        ROWS[state].run
    }


def test_verify_compares_what_has_a_result_that_counts(site: Tiny, state: str) -> None:
    opened = open_site(site.root)
    wanted = choose(("flow#fig-loss",), sound_drafts(opened)[0])
    (trial,) = plan_trials(opened, wanted, TrialWish("quick", date.today(), named=True))
    why = trial.unfit.get("fig-loss")
    assert (why.code if why else "compared") == ROWS[state].verify


def test_publish_stops_at_it(site: Tiny, state: str, huoye: Huoye, tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "--bare", "-b", "main", "host.git")
    site.write("huoye.toml", SETTINGS + '[publish.pages]\nrepository = "origin"\n')
    git(site.root, "init", "--quiet", "-b", "main")
    for key, value in (("user.name", "某人"), ("user.email", "a@example.org")):
        git(site.root, "config", key, value)
    git(site.root, "remote", "add", "origin", str(tmp_path / "host.git"))
    assert huoye("publish", "--dry-run", at=site.root).code == ROWS[state].publish
