"""Window weights against quadrature, and against the recurrences they judge."""

import pytest
import torch

from huoye_lab.hippo import Measure, basis, hippo_matrix
from huoye_lab.legendre import gauss
from huoye_lab.ssm import discretize, ssm_scan
from huoye_lab.windows import window_memory, window_weights


@pytest.mark.parametrize("measure", ["legs", "legt", "fout", "fous"])
def test_weights_are_integrals_of_the_conjugate_basis(measure: Measure) -> None:
    W, N = 7, 9
    s, w = gauss(40)
    cells = (torch.arange(W, dtype=torch.float64)[:, None] + s) / W
    expected = (w[:, None] / W * basis(measure, cells, N)).sum(1).mT.conj()
    torch.testing.assert_close(window_weights(measure, W, N), expected.resolve_conj())


def test_windows_end_where_the_state_stands() -> None:
    """LegT at its 20th order is exact to 1e-4 on a slow signal: the last window is the newest."""
    W, N = 64, 20
    u = torch.sin(2 * torch.pi * torch.arange(5 * W, dtype=torch.float64) / W / 1.7)
    truth = window_memory(u, W, N, "legt", stride=W)
    Ad, Bd = discretize(*hippo_matrix("legt", N, theta=W), 1.0)
    states = ssm_scan(Ad, Bd, torch.eye(N, dtype=torch.float64), u).mT[W - 1 :: W]
    assert truth.shape == (5, N)
    assert (truth - states)[2:].abs().max() < 1e-3 < (truth - states.roll(1, 0))[2:].abs().max()


def test_an_endless_memory_has_no_window() -> None:
    with pytest.raises(ValueError):
        window_weights("lagt", 8, 3)
