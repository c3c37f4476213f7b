"""What a card tells of one cell, not of those before it."""

import os
from pathlib import Path

import pytest

from huoye.run.child import facts

CLEAR = Path("/proc/self/clear_refs")


@pytest.mark.skipif(not os.access(CLEAR, os.W_OK), reason="this kernel counts no peak anew")
def test_the_peak_of_memory_is_that_of_the_cell() -> None:
    facts.reset_peaks()
    before = int(facts.gather()["ram_peak_mb"])
    large = bytearray(200 << 20)
    large[:: 1 << 10] = b"x" * len(large[:: 1 << 10])
    del large
    assert int(facts.gather()["ram_peak_mb"]) >= before + 150
    facts.reset_peaks()
    assert int(facts.gather()["ram_peak_mb"]) < before + 100
