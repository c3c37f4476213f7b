"""Whatever a formula does to its worker costs one error, and the others come out right."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from huoye.math.engines import Engine
from huoye.math.host import PER_WORKER, Host
from huoye.math.lane import Pool, Task
from huoye.math.wire import Answer
from huoye.model.formula import Job
from huoye.model.halt import Halt

FAKE = str(Path(__file__).with_name("fake_worker.py"))
GOOD = [f"x{number}" for number in range(30)]


def jobs(*texs: str) -> list[Job]:
    return [Job(tex, display=False) for tex in texs]


def engine(log: Path, *how: str) -> Engine:
    return Engine("node", (sys.executable, FAKE, str(log), *how))


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Where the fake worker notes the formulas over which it died."""
    return tmp_path / "deaths"


@pytest.fixture
def host(log: Path) -> Iterator[Host]:
    made = Host([engine(log)], deadline=2.0)
    yield made
    made.close()


def results(host: Host, texs: list[str]) -> dict[str, str]:
    """TeX → what the fake worker made of it, or the error's id."""
    return {job.tex: shown(answer) for job, answer in host.answers(jobs(*texs))}


def shown(answer: Answer) -> str:
    return answer.typeset.error.id if answer.typeset.error else answer.typeset.html


@pytest.mark.parametrize(
    ("bad", "id"),
    [("hang", "Timeout"), ("die", "Died"), ("internal", "Internal"), ("garbage", "Died")],
)
def test_one_bad_formula_one_error(host: Host, bad: str, id: str) -> None:
    expected = {tex: tex for tex in GOOD} | {bad: id}
    assert results(host, [*GOOD[:15], bad, *GOOD[15:]]) == expected
    assert results(host, ["y"]) == {"y": "y"}


def test_a_death_may_be_another_formulas_fault_so_it_is_tried_again(host: Host, log: Path) -> None:
    assert results(host, [*GOOD[:3], "once", *GOOD[3:]]) == {tex: tex for tex in [*GOOD, "once"]}
    assert log.read_text() == "once\n"
    assert host.lanes[0].restarts == 1


def test_a_formula_that_kills_is_tried_twice_and_no_more(host: Host, log: Path) -> None:
    assert results(host, ["die", "x"]) == {"die": "Died", "x": "x"}
    assert log.read_text() == "die\ndie\n"


def test_many_hanging_formulas_shorten_the_deadline(
    log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huoye.math.lane.WEARY_AFTER", 2)
    host = Host([engine(log)], deadline=2.0)
    hanging = [f"hang{number}" for number in range(4)]
    answers = {job.tex: answer for job, answer in host.answers(jobs(*hanging, "x"))}
    host.close()
    words = [answers[tex].typeset.error for tex in hanging]
    assert [word and word.text for word in words] == [
        "No result after 2 s",
        "No result after 2 s",
        "No result after 0.4 s",
        "No result after 0.4 s",
    ]
    assert shown(answers["x"]) == "x"


def test_a_hanging_worker_with_a_full_pipe_blocks_nobody(host: Host) -> None:
    """Fifty jobs of 9,000 characters are more than any pipe holds."""
    long = [f"{number}" + "x" * 9_000 for number in range(120)]
    assert results(host, ["hang", *long]) == {tex: tex for tex in long} | {"hang": "Timeout"}


@pytest.mark.parametrize("how", ["broken", "failed"])
def test_an_engine_that_does_not_start_gives_way_to_the_next(log: Path, how: str) -> None:
    host = Host([engine(log, how), engine(log)])
    assert results(host, ["x"]) == {"x": "x"}
    host.close()


def test_without_an_engine_there_is_no_way_to_go_on(log: Path) -> None:
    host = Host([engine(log, "failed")])
    with pytest.raises(Halt) as halt:
        results(host, GOOD * 20)
    assert [found.code for found in halt.value.problems] == ["HY304"]
    assert "no fonts" in str(halt.value)


def test_several_workers_share_a_large_batch(log: Path) -> None:
    host = Host([engine(log)])
    many = [f"x{number}" for number in range(4 * PER_WORKER)]
    assert results(host, many) == {tex: tex for tex in many}
    assert len({lane.pid for lane in host.lanes if lane.pid}) == min(4, len(host.lanes))
    host.close()
    assert not any(lane.pid for lane in host.lanes)


def test_a_small_batch_starts_one_worker(log: Path) -> None:
    host = Host([engine(log)])
    results(host, [f"x{number}" for number in range(2 * PER_WORKER - 1)])
    assert sum(lane.pid is not None for lane in host.lanes) == 1
    host.close()


def test_a_suspect_goes_alone_and_what_came_back_goes_first() -> None:
    pool = Pool(jobs("a", "b", "c", "d"), size=3)
    first, second, third = pool.take()
    pool.give_back([Task(first.job, suspect=True), second, third])
    assert [[task.job.tex for task in pool.take()] for _ in range(3)] == [
        ["a"],
        ["b", "c", "d"],
        [],
    ]
    pool.give_back([second, Task(third.job, suspect=True)])
    assert [[task.job.tex for task in pool.take()] for _ in range(3)] == [["b"], ["c"], []]


def test_an_interrupted_batch_leaves_no_process_and_no_stale_answer(host: Host) -> None:
    answers = host.answers(jobs(*GOOD, "hang"))
    next(answers)
    answers.close()
    assert not any(lane.pid for lane in host.lanes)
    assert results(host, ["y"]) == {"y": "y"}


def test_a_command_that_is_no_program_is_told(log: Path) -> None:
    host = Host([Engine("node", (str(log / "nothing"),)), engine(log)])
    assert results(host, ["x"]) == {"x": "x"}
    host.close()


def test_a_worker_ends_when_its_parent_is_gone(log: Path) -> None:
    """The parent's end of the pipe closes with it; nothing else tells a worker."""
    process = subprocess.Popen(
        engine(log).command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL
    )
    assert process.stdin
    process.stdin.close()
    assert process.wait(30) == 0
