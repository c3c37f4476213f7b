"""Problems of cells, checks and values: located, in both languages."""

from collections.abc import Iterator
from dataclasses import replace

from tests.fresh.samples import POST, World, cell, frozen, judged, record_of

from huoye.fresh.damaged import Damaged
from huoye.fresh.recorded import Recorded, recorded
from huoye.fresh.report import cell_problems, check_problems, value_problems
from huoye.model.draft import ValueHole
from huoye.model.problem import Problem
from huoye.model.record import Value

PATH = "posts/flow/index.md"


def said(problems: Iterator[Problem]) -> list[tuple[str, str, int | None]]:
    """Code, level and line of each; every text and hint must fill in both languages."""
    found = list(problems)
    for one in found:
        for language in ("en", "zh"):
            assert "{" not in one.text(language).replace("{eval}", "") + one.hint(language).replace(
                "{eval}", ""
            )
    return [(one.code, one.level, one.line) for one in found]


def test_fresh_cells_are_no_problem() -> None:
    assert said(cell_problems(PATH, POST, judged())) == []


def test_each_state_has_its_code() -> None:
    records = {**frozen(), "setup": Damaged("seal"), "tbl-end": None}
    assert said(cell_problems(PATH, POST, judged(records=records))) == [
        ("HY503", "error", 10),
        ("HY501", "warning", 10),
        ("HY502", "warning", 10),
    ]
    strict = cell_problems(PATH, POST, judged(records=records), level="error")
    assert {level for _, level, _ in said(strict)} == {"error"}


def test_the_words_say_what_to_run() -> None:
    stale = next(cell_problems(PATH, POST, judged(now=World(env={}))))
    assert stale.text() == "the result of cell fig-loss is stale: variable MY_DATA changed"
    assert stale.text("zh") == "代码格 fig-loss 的结果已过时：环境变量 MY_DATA 已改动"
    assert stale.hint() == "run it again: huoye run posts/flow#fig-loss"


def test_a_silent_cell_is_only_worth_a_line_when_damaged() -> None:
    silent = replace(cell("c-12345678", "x = 1"), labelled=False)
    assert said(cell_problems(PATH, [silent], judged((silent,), {}))) == []
    damaged = judged((silent,), {silent.name: Damaged("json")})
    assert said(cell_problems(PATH, [silent], damaged)) == [("HY503", "error", 10)]


def values(now: World | None = None) -> dict[str, Recorded]:
    return recorded(judged(now=now).values())


def checked(expression: str) -> list[tuple[str, str, int | None]]:
    one = replace(POST[1], options={**POST[1].options, "check": expression})
    return said(check_problems(PATH, [one], values()))


def test_checks_are_judged_over_recorded_values() -> None:
    assert checked("abs(final - 0.19) < 0.01") == []
    assert checked("final < 0.1\nfinal > 0") == [("HY506", "error", 10)]
    assert checked("nope < 1") == [("HY504", "error", 10)]
    assert checked("final") == [("HY505", "error", 10)]


def test_a_failed_check_tells_the_numbers() -> None:
    one = replace(POST[1], options={"check": "abs(final) < 0.1"})
    problem = next(check_problems(PATH, [one], values()))
    assert problem.text().endswith("does not hold: final = 0.1921048015")


def test_a_cell_without_a_result_has_nothing_to_check() -> None:
    one = replace(POST[1], options={"check": "final < 0.1"})
    assert said(check_problems(PATH, [one], {})) == []


def test_values_in_prose_are_located() -> None:
    holes = [ValueHole(e, n) for n, e in enumerate(("final", "nope", "final + 1"), start=20)]
    assert said(value_problems(PATH, holes, values())) == [
        ("HY504", "error", 21),
        ("HY505", "error", 22),
    ]


def test_values_of_a_stale_cell_are_told_once() -> None:
    holes = [ValueHole(e, n) for n, e in enumerate(("final", 'f"{final:.2f}"'), start=20)]
    problems = list(value_problems(PATH, holes, values(World(env={}))))
    assert said(iter(problems)) == [("HY507", "warning", 20)]
    assert "shows final of cell fig-loss" in problems[0].text()


def test_a_name_recorded_twice_is_the_later_cells() -> None:
    first, second = cell("a", "x = 1"), cell("b", "x = 2")
    records = {
        one.name: record_of(one, "k", values={"n": Value(number, 0.0, 0.0)})
        for number, one in enumerate((first, second))
    }
    found = recorded(judged((first, second), records).values())["n"]
    assert (found.value, found.verdict.cell, found.stale) == (1, "b", True)
