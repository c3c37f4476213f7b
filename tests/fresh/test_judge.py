"""Each kind of change: which cells it makes stale, and what is said of the first."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pytest
from tests.fresh.samples import FOLDER, MODULE, POST, World, cell, edited, frozen, judged, record_of

from huoye.fresh.damaged import Damaged
from huoye.fresh.judge import best, shown
from huoye.fresh.key import keys
from huoye.fresh.reason import FLAWS, WORDS, words
from huoye.model.cell import Cell
from huoye.model.record import Inputs, Reason, Record, Verdict

FRESH = {"setup": "fresh", "fig-loss": "fresh", "tbl-end": "fresh", "fig-other": "fresh"}
FROM_LOSS = FRESH | {"fig-loss": "stale", "tbl-end": "stale"}
FLOW = "code/lab/flow.py"


@dataclass(frozen=True)
class Case:
    """A change, the states after it, and the words about the first cell that is not fresh."""

    states: Mapping[str, str]
    english: str
    chinese: str = ""
    cells: tuple[Cell, ...] = POST
    records: Mapping[str, Record | Damaged | None] | None = None
    now: World = World()  # noqa: RUF009 - a value


def module(text: str) -> World:
    return World(modules={FLOW: text})


def code(text: str, name: str = "fig-loss") -> tuple[Cell, ...]:
    return edited(name, lambda c: replace(c, code=text))


def option(**options: str) -> tuple[Cell, ...]:
    return edited("fig-loss", lambda c: replace(c, options={**c.options, **options}))


def instead(name: str, record: Record | Damaged | None) -> dict[str, Record | Damaged | None]:
    return {**frozen(), name: record}


def moved() -> dict[str, Record | Damaged | None]:
    old = frozen()["fig-loss"]
    return instead("fig-loss", replace(old, inputs=replace(old.inputs, moved=("./x.csv",))))


QUIET = {
    "nothing": Case(FRESH, ""),
    "a comment": Case(FRESH, "", cells=code("x = sample(3)   # other words\nplot( x )\n")),
    "a caption": Case(FRESH, "", cells=option(caption="新的图注")),
    "a label's neighbour": Case(FRESH, "", cells=POST[:3]),
    "a reworded docstring": Case(FRESH, "", now=module(MODULE.replace("Draw.", "Sample."))),
    "a module nobody uses": Case(FRESH, "", now=World({FLOW: MODULE, "code/lab/b.py": "x = 1"})),
    "files of a run in a listed folder": Case(
        FRESH, "", now=World(folders={"data": ("a", "__pycache__", "b", "frozen")})
    ),
    "a shown cell that never runs": Case(FRESH, "", cells=(cell("n", "1", eval="false"), *POST)),
}
LOUD = {
    "code": Case(FROM_LOSS, "its own code changed", "代码已改动", code("x = 4")),
    "code of a cell in its own chain": Case(
        FRESH | {"fig-other": "stale"}, "its own code changed", cells=code("y = 3", "fig-other")
    ),
    "code of the first cell": Case(
        FROM_LOSS | {"setup": "stale"}, "its own code changed", cells=code("import b", "setup")
    ),
    "seed": Case(FROM_LOSS, "option seed changed (1 → 2)", "选项 seed 已改动（1 → 2）", option(seed="2")),
    "device": Case(FROM_LOSS, "option device changed (auto → cuda)", cells=option(device="cuda")),
    "a declared input": Case(FROM_LOSS, "option inputs changed (– → data/x.h5)", cells=option(inputs="data/x.h5")),
    "kept names": Case(FROM_LOSS, "option keep changed (– → x)", cells=option(keep="x")),
    "chain": Case(
        FRESH | {"fig-loss": "stale", "tbl-end": "stale"},
        "option chain changed (– → c)",
        cells=option(chain="c"),
    ),
    "a new cell before": Case(
        {"new": "never"} | dict.fromkeys(("setup", "fig-loss", "tbl-end"), "stale") | {"fig-other": "fresh"},
        "never run", "尚未运行", (cell("new", "z = 1"), *POST),
    ),
    "a cell removed": Case(
        {"fig-loss": "stale", "tbl-end": "stale", "fig-other": "fresh"},
        "the cells before it changed", "前面的代码格有增减或换了次序", POST[1:],
    ),
    "cells swapped": Case(
        FRESH | {"tbl-end": "stale", "fig-loss": "stale"},
        "the cells before it changed", cells=(POST[0], POST[2], POST[1], POST[3]),
    ),
    "a function of a module": Case(
        FROM_LOSS, f"{FLOW} changed (`sample`)", f"{FLOW} 已改动（`sample`）",
        now=module(MODULE.replace("n + 1", "n + 2")),
    ),
    "top level of a module": Case(
        FROM_LOSS, f"{FLOW} changed (top level)", f"{FLOW} 已改动（模块顶层）",
        now=module("import os\n" + MODULE),
    ),
    "two functions of a module": Case(
        FROM_LOSS, f"{FLOW} changed (`loss`, `sample`)", f"{FLOW} 已改动（`loss`、`sample`）",
        now=module(MODULE.replace("n + 1", "n + 2").replace("x * x", "x + x")),
    ),
    "a module gone": Case(FROM_LOSS, f"{FLOW} is gone", f"{FLOW} 已不存在", now=World(modules={})),
    "data": Case(
        FROM_LOSS, "x.csv changed", "x.csv 已改动", now=World(files={f"{FOLDER}/x.csv": b"3\n"})
    ),
    "data gone": Case(FROM_LOSS, "x.csv is gone", now=World(files={})),
    "an absent file appears": Case(
        FROM_LOSS, "data/override.yml appeared", "data/override.yml 原先没有，现在有了",
        now=World(files={f"{FOLDER}/x.csv": b"1,2\n", "data/override.yml": b""}),
    ),
    "a folder's names": Case(
        FROM_LOSS, "folder data holds other files", "文件夹 data 里的文件有增减",
        now=World(folders={"data": ("a", "b", "c")}),
    ),
    "a folder gone": Case(FROM_LOSS, "data is gone", now=World(folders={})),
    "a variable": Case(
        FROM_LOSS, "variable MY_DATA changed", "环境变量 MY_DATA 已改动", now=World(env={"MY_DATA": "s"})
    ),
    "a variable unset": Case(FROM_LOSS, "variable MY_DATA changed", now=World(env={})),
    "a declared package": Case(
        FROM_LOSS, "package torch changed (2.12.0 → 2.13.0)", "软件包 torch 的版本变了（2.12.0 → 2.13.0）",
        now=World(packages={"torch": "2.13.0"}),
    ),
    "data that moved during the run": Case(
        FROM_LOSS, "x.csv changed while the cell ran", "x.csv 在运行途中被改动", records=moved()
    ),
    "no record": Case(
        FROM_LOSS | {"fig-loss": "never"}, "never run", "尚未运行", records=instead("fig-loss", None)
    ),
    "a broken seal": Case(
        FROM_LOSS | {"fig-loss": "damaged"},
        "its record was edited or merged by hand", "运行记录被手工改动或合并过",
        records=instead("fig-loss", Damaged("seal")),
    ),
    "a lost figure": Case(
        FROM_LOSS | {"fig-loss": "damaged"}, "fig-loss.svg is missing", "缺少文件 fig-loss.svg",
        records=instead("fig-loss", Damaged("blob-missing", "fig-loss.svg")),
    ),
    "a record of the other preset": Case(
        FROM_LOSS, "option preset changed (full → quick)",
        records=instead("fig-loss", frozen(preset="full")["fig-loss"]),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", QUIET.values(), ids=QUIET.keys())
def test_what_does_not_matter_stales_nothing(case: Case) -> None:
    verdicts = judged(case.cells, case.records, case.now)
    assert {verdict.state for verdict in verdicts.values()} == {"fresh"}


@pytest.mark.parametrize("case", LOUD.values(), ids=LOUD.keys())
def test_a_change_stales_its_cells_and_says_why(case: Case) -> None:
    verdicts = judged(case.cells, case.records, case.now)
    assert {name: verdict.state for name, verdict in verdicts.items()} == case.states
    first = next(verdict for verdict in verdicts.values() if verdict.state != "fresh")
    assert words(first.reasons[0]) == case.english
    if case.chinese:
        assert words(first.reasons[0], "zh") == case.chinese


def test_a_later_cell_names_the_root_of_its_trouble() -> None:
    verdict = judged(now=World(modules={FLOW: MODULE.replace("n + 1", "n")}))["tbl-end"]
    assert verdict.reasons == (Reason("earlier", "fig-loss", ("module", FLOW, "sample")),)
    assert words(verdict.reasons[0]) == f"earlier cell fig-loss: {FLOW} changed (`sample`)"
    assert words(verdict.reasons[0], "zh") == f"前面的代码格 fig-loss：{FLOW} 已改动（`sample`）"


def test_own_reasons_come_before_those_of_earlier_cells() -> None:
    cells = edited("setup", lambda c: replace(c, code="import b"))
    cells = tuple(replace(c, code="print(0)") if c.name == "tbl-end" else c for c in cells)
    reasons = judged(cells)["tbl-end"].reasons
    assert [reason.kind for reason in reasons] == ["code", "earlier"]
    assert reasons[1].name == "setup"


def test_a_stale_verdict_keeps_the_last_good_record() -> None:
    verdicts = judged(now=World(env={}))
    assert verdicts["fig-loss"].record == frozen()["fig-loss"]
    assert judged(records={})["fig-loss"].record is None


def test_every_reason_and_every_flaw_has_words() -> None:
    for kind in set(WORDS) - {"damaged"}:
        for reason in (Reason(kind, "a"), Reason(kind, "a", ("code", "b"))):  # type: ignore[arg-type]
            assert words(reason)
            assert words(reason, "zh") != words(reason)
    for flaw in FLAWS:
        assert "{" not in words(Reason("damaged", "a", (flaw, "x{y}"))).replace("x{y}", "")


def test_many_changed_functions_are_cut_short() -> None:
    said = words(Reason("module", "a.py", tuple("bcdefgh")))
    assert said == "a.py changed (`b`, `c`, `d`, `e`, …)"


def test_archived_results_are_never_stale() -> None:
    cells = edited("setup", lambda c: replace(c, code="import other"))
    records = {**frozen(), "tbl-end": None, "fig-other": Damaged("seal")}
    states = {n: v.state for n, v in judged(cells, records, World(), archived=True).items()}
    assert states == {
        "setup": "archived", "fig-loss": "archived", "tbl-end": "never", "fig-other": "damaged",
    }  # fmt: skip


def test_a_record_under_another_key_is_not_judged_by_its_inputs() -> None:
    one = cell("a", "x = 2")
    record = record_of(cell("a", "x = 1"), "0" * 24, inputs=Inputs(files={"gone": "1"}))
    verdict = judged((one,), {"a": record})["a"]
    assert [reason.kind for reason in verdict.reasons] == ["code"]
    assert keys((one,), "quick") != (record.key,)


def verdict(state: str, preset: str) -> Verdict:
    return Verdict("a", preset, state)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("quick", "full", "preset"),
    [
        ("fresh", "fresh", "full"),
        ("fresh", "stale", "quick"),
        ("fresh", "never", "quick"),
        ("fresh", "damaged", "quick"),
        ("stale", "stale", "full"),
        ("stale", "never", "quick"),
        ("stale", "damaged", "quick"),
        ("never", "damaged", "full"),
        ("archived", "archived", "full"),
        ("archived", "never", "quick"),
        ("never", "stale", "full"),
    ],
)
def test_the_page_shows_the_best_there_is(quick: str, full: str, preset: str) -> None:
    chosen = best(verdict(quick, "quick"), verdict(full, "full"))
    assert chosen is not None
    assert chosen.preset == preset


def test_a_cell_of_one_preset_is_shown_by_it() -> None:
    only = verdict("never", "full")
    assert best(None, only) is only
    assert best(None, None) is None
    assert shown([], [only]) == {"a": only}
