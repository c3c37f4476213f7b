"""How many kernels a machine carries, and when the last of several would end."""

from pathlib import Path

import pytest

from huoye.run import capacity as module
from huoye.run.capacity import Capacity, capacity, together


@pytest.mark.parametrize(
    ("cores", "gigabytes", "threads", "cpu"),
    [(16, 64, 2, 8), (16, 64, 4, 4), (16, 4, 2, 2), (2, 64, 2, 1), (1, 0.2, 2, 1), (8, 64, 3, 2)],
)
def test_cores_and_free_memory_bound_what_runs_at_once(
    cores: int, gigabytes: float, threads: int, cpu: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "cores", lambda: cores)
    monkeypatch.setattr(module, "free_memory", lambda: gigabytes * 1e9)
    assert capacity(0, threads) == Capacity(cpu)
    assert capacity(3, threads) == Capacity(3, 3), "the author knows better"


def test_a_machine_that_does_not_tell_has_half_its_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert module.free_memory() > 0
    monkeypatch.setattr(module, "MEMORY", tmp_path / "none")
    assert module.free_memory() > 0


def test_the_longest_is_begun_first() -> None:
    assert together([], 2) == 0.0
    assert together([1, 2, 3, 4], 2) == 5.0
    assert together([3, 3, 2, 2, 2], 2) == 7.0
    assert together([5], 0) == 5.0
