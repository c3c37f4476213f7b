"""Discrete LegS: exactness for staircases, freedom of scale, and the schemes that lack them."""

import pytest
import torch
from torch import Tensor

from huoye_lab.hippo import hippo_matrix
from huoye_lab.legendre import gauss, legendre, norms
from huoye_lab.legs import Step, dilation, hippo_legs, legs_weights, surprise
from huoye_lab.ssm import Method

NOISE = torch.randn(3, 257, dtype=torch.float64, generator=torch.Generator().manual_seed(5))
WRONG: list[tuple[Method, Step]] = [
    ("zoh", "inverse"),
    ("zoh", "middle"),
    ("bilinear", "log"),
    ("bilinear", "inverse"),
    ("forward", "log"),
    ("backward", "log"),
]


def distance(states: Tensor, N: int) -> float:
    return float((states[..., -1, :] - NOISE @ legs_weights(257, N).mT).abs().max())


@pytest.mark.parametrize("N", [1, 2, 16, 64])
def test_the_recurrence_is_the_closed_form_projection(N: int) -> None:
    assert distance(hippo_legs(NOISE, N), N) < 1e-12


def test_every_state_on_the_way_is_a_projection() -> None:
    states = hippo_legs(NOISE, 12)
    for k in (1, 2, 13, 100):
        torch.testing.assert_close(
            states[:, k - 1], NOISE[:, :k] @ legs_weights(k, 12).mT, atol=1e-12, rtol=0
        )


@pytest.mark.parametrize("every", [2, 16, 257])
def test_states_may_be_kept_rarely(every: int) -> None:
    rare = hippo_legs(NOISE, 5, every=every)
    torch.testing.assert_close(rare, hippo_legs(NOISE, 5)[:, every - 1 :: every])


@pytest.mark.parametrize(("method", "step"), WRONG)
def test_exactness_kills_every_other_scheme(method: Method, step: Step) -> None:
    assert distance(hippo_legs(NOISE, 16, method=method, step=step), 16) > 1e-4


def test_exactness_kills_a_start_from_zero() -> None:
    """The first sample put on [1, 2] instead of [0, 1], after an empty unit of time."""
    late = hippo_legs(torch.nn.functional.pad(NOISE, (1, 0)), 16)
    assert distance(late, 16) > 1e-4


def test_weights_are_integrals_by_quadrature() -> None:
    L, N = 9, 20
    s, w = gauss(40)
    cells = (torch.arange(L, dtype=torch.float64)[:, None] + s) / L  # (L, nodes)
    expected = (w[:, None] / L * legendre(cells, N)).sum(1).mT
    torch.testing.assert_close(legs_weights(L, N), expected, atol=1e-14, rtol=0)


@pytest.mark.parametrize("repeats", [2, 5])
def test_memory_does_not_depend_on_the_step_size(repeats: int) -> None:
    slow = hippo_legs(NOISE.repeat_interleave(repeats, -1), 16)[:, repeats - 1 :: repeats]
    torch.testing.assert_close(slow, hippo_legs(NOISE, 16), atol=1e-12, rtol=0)


@pytest.mark.parametrize(("method", "step"), WRONG)
def test_step_size_freedom_kills(method: Method, step: Step) -> None:
    slow = hippo_legs(NOISE.repeat_interleave(2, -1), 16, method=method, step=step)[:, -1]
    fast = hippo_legs(NOISE, 16, method=method, step=step)[:, -1]
    assert (slow - fast).abs().max() > 1e-4


def test_dilation_is_the_exponential_and_composes() -> None:
    A, _ = hippo_matrix("legs", 24)
    rho = torch.tensor([0.2, 0.5, 0.99], dtype=torch.float64)
    D = dilation(rho, 24)
    power = torch.linalg.matrix_exp(-rho.log()[:, None, None] * A)
    torch.testing.assert_close(D, power, atol=1e-11, rtol=0)
    torch.testing.assert_close(D[0] @ D[1], dilation(rho[0] * rho[1], 24), atol=1e-11, rtol=0)
    assert (torch.linalg.matrix_norm(D, 2) <= rho.sqrt() + 1e-12).all()


def test_total_error_grows_by_the_error_at_the_present() -> None:
    """E(t) = ∫_0^t u² - t|c|² obeys dE/dt = (u(t) - û_t(t))², integrated within each step."""
    N, u = 8, NOISE[0, :40]
    s, w = gauss(60)
    c, k = hippo_legs(u, N), torch.arange(1, 40, dtype=torch.float64)
    gap = c[:-1] - u[1:, None] * torch.eye(N, dtype=torch.float64)[0]  # (39, N)
    moved = dilation(k[:, None] / (k[:, None] + s), N) @ gap[:, None, :, None]  # (39, 60, N, 1)
    rate = (norms(N) @ moved).squeeze(-1) ** 2
    E = u.square().cumsum(0) - torch.arange(1, 41) * c.square().sum(-1)
    torch.testing.assert_close(E.diff(), rate @ w, atol=1e-11, rtol=0)
    torch.testing.assert_close(surprise(c, u, nodes=60), rate @ w, atol=1e-11, rtol=0)
    assert abs(E[0]) < 1e-14


def test_forward_euler_forgets_its_start_by_cayley_hamilton() -> None:
    N = 8
    A, _ = hippo_matrix("legs", N)
    product = torch.eye(N, dtype=torch.float64)
    for k in range(1, N + 1):
        product = (torch.eye(N, dtype=torch.float64) + A / k) @ product
        assert k == N or product.abs().max() > 1
    assert product.abs().max() < 1e-9


def test_forward_euler_overflows_float32_where_the_exact_step_does_not() -> None:
    u = NOISE[0].float()
    assert not hippo_legs(u, 64, method="forward", step="inverse").isfinite().all()
    exact = hippo_legs(u, 64)
    torch.testing.assert_close(exact.double(), hippo_legs(NOISE[0], 64), atol=1e-3, rtol=0)
