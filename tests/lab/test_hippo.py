"""HiPPO matrices against projections of a known signal, computed by quadrature.

u is analytic, so c(t) and dc/dt both come from Gauss nodes to machine precision; the matrices
are right when what they say about dc/dt is, up to the closure each measure admits.
"""

from collections.abc import Callable

import mpmath
import pytest
import torch
from torch import Tensor

from huoye_lab.hippo import Measure, basis, frequencies, hippo_matrix, reconstruct
from huoye_lab.legendre import gauss, legendre, norms
from huoye_lab.ssm import discretize, ssm_kernel

T, W = 2.3, 0.9  # the time of the check, the window
NODES, WEIGHTS = gauss(120)
Pair = tuple[Tensor, Tensor]


def signal(t: Tensor) -> Tensor:
    return torch.sin(3 * t + 0.4) + 0.5 * torch.cos(7 * t) + 0.2 * t


def slope(t: Tensor) -> Tensor:
    return 3 * torch.cos(3 * t + 0.4) - 3.5 * torch.sin(7 * t) + 0.2


def project(values: Tensor, measure: Measure, N: int) -> Tensor:
    """∫_0^1 values(s) conj g_n(s) ds, (N,), from values at the Gauss nodes."""
    g = basis(measure, NODES, N)
    return g.conj().mT @ (WEIGHTS * values).to(g.dtype)


def scaled(measure: Measure, N: int) -> Pair:
    """c(T) and T c'(T) on [0, T]."""
    t = T * NODES
    return project(signal(t), measure, N), project(t * slope(t), measure, N)


def sliding(measure: Measure, N: int) -> Pair:
    """c(T) and w c'(T) on [T-w, T]."""
    t = T - W + W * NODES
    return project(signal(t), measure, N), W * project(slope(t), measure, N)


def residual(A: Tensor, B: Tensor, state: Pair) -> Tensor:
    c, rate = state
    return rate - (A @ c + B * signal(torch.tensor(T, dtype=torch.float64)))


WRONG_LEGS: dict[str, Callable[[Tensor, Tensor], Pair]] = {
    "transposed": lambda A, B: (A.mT, B),
    "orthonormal on [-1, 1]": lambda A, B: (A, B * 2**0.5),
    "diagonal of the monic form": lambda A, B: (A - torch.diag(B**2 - 1) / 2, B),
    "diagonal short by one": lambda A, B: (A + torch.eye(len(B)), B),
    "alternating signs": lambda A, B: (A, B * (-1.0) ** torch.arange(len(B))),
    "unnormalised": lambda A, B: (A * B[:, None] / B, B),
}


def test_legs_is_exact_without_any_truncation() -> None:
    assert residual(*hippo_matrix("legs", 24), scaled("legs", 24)).abs().max() < 1e-10


@pytest.mark.parametrize("wrong", WRONG_LEGS)
def test_the_legs_check_kills(wrong: str) -> None:
    A, B = WRONG_LEGS[wrong](*hippo_matrix("legs", 24))
    assert residual(A, B, scaled("legs", 24)).abs().max() > 1e-2


def test_legt_is_exact_but_for_the_series_at_the_old_end() -> None:
    N = 6
    state = sliding("legt", N)
    old = signal(torch.tensor(T - W, dtype=torch.float64))
    series = reconstruct(state[0], torch.zeros(1, dtype=torch.float64), measure="legt")
    expected = -norms(N) * (-1.0) ** torch.arange(N) * (old - series)
    assert abs(old - series) > 1e-3
    found = residual(*hippo_matrix("legt", N), state)
    torch.testing.assert_close(found, expected, atol=1e-11, rtol=0)


WRONG_LEGT: dict[str, Callable[[Tensor, Tensor], Pair]] = {
    "time reversed, as lmu": lambda A, B: (A.mT, B * (-1.0) ** torch.arange(len(B))),
    "halved": lambda A, B: (A / 2, B / 2),
    "signs below the diagonal too": lambda A, B: (-torch.outer(B, B) * A.mT.sign() * A.sign(), B),
}


@pytest.mark.parametrize("wrong", WRONG_LEGT)
def test_the_legt_check_kills(wrong: str) -> None:
    A, B = WRONG_LEGT[wrong](*hippo_matrix("legt", 24))
    assert residual(A, B, sliding("legt", 24)).abs().max() > 1e-2


def test_legt_closes_spectrally() -> None:
    error = [residual(*hippo_matrix("legt", N), sliding("legt", N)).norm() for N in (6, 12, 24)]
    assert error[1] < 1e-3 * error[0] and error[2] < 1e-10


@pytest.mark.parametrize("N", [1, 2, 3, 4])
def test_legt_delay_is_the_pade_approximant(N: int) -> None:
    A, B = hippo_matrix("legt", N)
    numerator, denominator = mpmath.pade(
        mpmath.taylor(lambda p: mpmath.exp(-p), 0, 2 * N - 1), N - 1, N
    )
    old = legendre(torch.zeros((), dtype=torch.float64), N)
    for p in (0.3, 1.0, 4.0):
        H = old @ torch.linalg.solve(p * torch.eye(N, dtype=torch.float64) - A, B)
        expected = mpmath.polyval(numerator[::-1], p) / mpmath.polyval(denominator[::-1], p)
        assert abs(float(H) - float(expected)) < 1e-11


def test_lagt_kernels_are_laguerre_functions() -> None:
    N, p = 6, 0.7
    A, B = hippo_matrix("lagt", N)
    found = torch.linalg.solve(p * torch.eye(N, dtype=torch.float64) - A, B)
    for n in range(N):
        laplace = mpmath.quad(
            lambda r, n=n: mpmath.exp(-(p + 0.5) * r) * mpmath.laguerre(n, 0, r),
            [0, 10, 40, mpmath.inf],
        )
        assert abs(float(found[n]) - float(laplace)) < 1e-10


def test_lagt_basis_is_the_kernel() -> None:
    r = torch.linspace(0, 8, 9, dtype=torch.float64)
    A, B = hippo_matrix("lagt", 7)
    kernel = torch.linalg.matrix_exp(r[:, None, None] * A) @ B
    torch.testing.assert_close(kernel, basis("lagt", r, 7), atol=1e-12, rtol=0)


def closure_error(N: int, factor: float) -> float:
    return float(residual(*hippo_matrix("fout", N, factor=factor), sliding("fout", N)).abs().max())


def test_fout_misses_by_the_series_at_the_jump_alone() -> None:
    c, rate = sliding("fout", 21)
    ends = signal(torch.tensor([T - W, T], dtype=torch.float64))
    found = residual(*hippo_matrix("fout", 21), (c, rate))
    torch.testing.assert_close(found, (2 * c.sum() - ends.sum()).expand(21), atol=1e-10, rtol=0)


def test_fout_closes_like_one_over_n_with_factor_two() -> None:
    assert 1.8 < closure_error(15, 2) / closure_error(31, 2) < 2.2


@pytest.mark.parametrize("factor", [0.5, 1.0, 4.0])
def test_the_fout_check_kills_every_other_factor(factor: float) -> None:
    errors = [closure_error(N, factor) for N in (15, 31, 63)]
    assert min(errors) > 0.9 * max(errors) > 0.1


@pytest.mark.parametrize("factor", [0.5, 1.0, 2.0, 4.0])
def test_fout_remembers_earlier_windows_with_ratio_r(factor: float) -> None:
    """Mode 0 of factor κ weighs the j-th window back by (1-r) r^j, r = (2-κ)/(2+κ)."""
    w, N = 400, 161
    r = (2 - factor) / (2 + factor)
    Ad, Bd = discretize(*hippo_matrix("fout", N, theta=w, factor=factor), 1.0)
    mode0 = torch.eye(N, dtype=Ad.dtype)[N // 2]
    kernel = w * ssm_kernel(Ad, Bd, mode0, 4 * w).real.reshape(4, w)[:, 100:300].mean(1)
    j = torch.arange(4, dtype=torch.float64)
    torch.testing.assert_close(kernel, (1 - r) * r**j, atol=0.02, rtol=0)


@pytest.mark.parametrize("factor", [0.5, 1.0, 2.0, 4.0])
def test_a_periodic_signal_cannot_tell_the_factors_apart(factor: float) -> None:
    """With u(t-w) = u(t) in the span every factor is exact: no test on such a signal counts."""
    n = frequencies(9)
    c = torch.where(n.abs() == 2, torch.exp(0.3j * n), 0)
    A, B = hippo_matrix("fout", 9, factor=factor)
    torch.testing.assert_close(A @ c + B * c.sum(), 2j * torch.pi * n * c, atol=1e-12, rtol=0)


def test_fous_closes_slowly_for_each_mode() -> None:
    low = []
    for N in (9, 33, 129):
        found = residual(*hippo_matrix("fous", N), scaled("fous", N))
        low.append(float(found[N // 2 - 2 : N // 2 + 3].abs().max()))
        assert found[N // 2].abs() < 1e-12  # the mean is exact
    assert low[1] < 0.4 * low[0] and low[2] < 0.4 * low[1]


def symmetric_part(measure: Measure, N: int) -> Tensor:
    A, _ = hippo_matrix(measure, N)
    return A + A.mH


def test_symmetric_parts_are_the_energy_that_leaves() -> None:
    N = 7
    b, one = norms(N), torch.ones(N, dtype=torch.float64)
    old, eye = b * (-1.0) ** torch.arange(N), torch.eye(N, dtype=torch.float64)
    torch.testing.assert_close(symmetric_part("legs", N), -torch.outer(b, b) - eye)
    torch.testing.assert_close(
        symmetric_part("legt", N), -torch.outer(b, b) - torch.outer(old, old)
    )
    torch.testing.assert_close(symmetric_part("lagt", N), -torch.outer(one, one))
    torch.testing.assert_close(symmetric_part("fout", N).real, -4 * torch.outer(one, one))


@pytest.mark.parametrize("measure", ["legs", "legt", "fout", "fous"])
def test_reconstruction_inverts_projection(measure: Measure) -> None:
    N = 9
    c = project(basis(measure, NODES, N)[:, N // 2 + 1].real.to(torch.float64), measure, N)
    s = torch.linspace(0, 1, 11, dtype=torch.float64)
    expected = basis(measure, s, N)[:, N // 2 + 1].real
    torch.testing.assert_close(reconstruct(c, s, measure=measure), expected, atol=1e-12, rtol=0)


def test_theta_stretches_time_and_dtype_is_obeyed() -> None:
    A, B = hippo_matrix("legt", 4)
    A5, B5 = hippo_matrix("legt", 4, theta=5.0, dtype=torch.float32)
    torch.testing.assert_close((A5 * 5).double(), A, atol=1e-5, rtol=0)
    assert (
        B5.dtype == torch.float32
        and hippo_matrix("fout", 3, dtype=torch.float32)[0].dtype == torch.complex64
    )
    torch.testing.assert_close((B5 * 5).double(), B, atol=1e-5, rtol=0)


@pytest.mark.parametrize(
    "call",
    [
        lambda: hippo_matrix("legs", 4, theta=2.0),
        lambda: hippo_matrix("legt", 4, factor=1.0),
        lambda: hippo_matrix("fout", 4),
        lambda: frequencies(2),
    ],
)
def test_what_has_no_meaning_is_refused(call: Callable[[], object]) -> None:
    with pytest.raises(ValueError):
        call()
