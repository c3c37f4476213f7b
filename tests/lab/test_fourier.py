"""The Fourier density against quadrature, brute-force sums and the versions seen in print."""

from collections.abc import Callable
from math import pi

import numpy as np
import pytest
import torch
from numpy.polynomial.legendre import leggauss
from scipy.stats import kstest
from torch import Tensor

from huoye_lab.fourier import FourierDensity, basis

N, P = 11, 3
NODES, WEIGHTS = (torch.from_numpy(v) for v in leggauss(400))
Check = Callable[[FourierDensity], None]


def density(seed: int = 0, dtype: torch.dtype = torch.complex128) -> FourierDensity:
    generator = torch.Generator().manual_seed(seed)
    return FourierDensity(torch.randn(P, N + 1, generator=generator, dtype=dtype))


def points(n: int = 41) -> Tensor:
    return torch.linspace(-1, 1, n, dtype=torch.float64).expand(P, n)


def cdf_by_quadrature(p: FourierDensity, x: Tensor) -> Tensor:
    """∫_{-1}^x p, by 400 Gauss nodes on every [-1, x]."""
    half = (x + 1) / 2
    nodes = -1 + half[..., None] * (NODES + 1)
    values = p.log_prob(nodes.reshape(P, -1)).exp().reshape(nodes.shape)
    return half * (values @ WEIGHTS)


def check_cdf(cdf: Callable[[FourierDensity, Tensor], Tensor]) -> None:
    x = points()
    torch.testing.assert_close(
        cdf(density(), x), cdf_by_quadrature(density(), x), atol=1e-10, rtol=0
    )


def waves(p: FourierDensity, x: Tensor, offset: Tensor) -> Tensor:
    """Re Σ (c_n/c_0)(e^{iπnx} - offset_n)/(iπn), the sum the printed variants share."""
    n = torch.arange(1, N + 1, dtype=torch.float64)
    c = p.autocorrelation()
    terms = (basis(x, N)[..., 1:].conj() - offset) * (c[:, 1:] / c[:, :1] / (1j * pi * n))[:, None]
    return terms.sum(-1).real


def printed_cdf(p: FourierDensity, x: Tensor) -> Tensor:
    """(x²-1)/2 + ½ Σ …: gives Φ(1) = 0."""
    sign = (-1.0) ** torch.arange(1, N + 1)
    return (x**2 - 1) / 2 + waves(p, x, sign) / 2


def cdf_of_primitive(p: FourierDensity, x: Tensor) -> Tensor:
    """The primitive that vanishes at 0 instead of -1."""
    return (x + 1) / 2 + waves(p, x, torch.ones(N))


def cdf_of_conjugate(p: FourierDensity, x: Tensor) -> Tensor:
    """c*_n for c_n: the mirrored density."""
    return FourierDensity(p.coef.conj()).cdf(x)


def test_cdf_is_the_integral() -> None:
    check_cdf(FourierDensity.cdf)
    ends = density().cdf(torch.tensor([[-1.0, 1.0]] * P, dtype=torch.float64))
    torch.testing.assert_close(ends, torch.tensor([[0.0, 1.0]] * P, dtype=torch.float64))


@pytest.mark.parametrize("wrong", [printed_cdf, cdf_of_primitive, cdf_of_conjugate])
def test_the_check_kills_wrong_cdfs(wrong: Callable[[FourierDensity, Tensor], Tensor]) -> None:
    with pytest.raises(AssertionError):
        check_cdf(wrong)


@pytest.mark.parametrize(
    ("dtype", "tolerance"), [(torch.complex128, 1e-10), (torch.complex64, 1e-5)]
)
def test_mass_is_one(dtype: torch.dtype, tolerance: float) -> None:
    nodes = NODES.to(torch.float64 if dtype == torch.complex128 else torch.float32)
    mass = density(dtype=dtype).log_prob(nodes.expand(P, -1)).exp() @ WEIGHTS.to(nodes.dtype)
    torch.testing.assert_close(mass, torch.ones_like(mass), atol=tolerance, rtol=0)


def by_sum(a: Tensor) -> Tensor:
    rows = [[(r[: N + 1 - n] * r[n:].conj()).sum() for n in range(N + 1)] for r in a]
    return torch.tensor(rows, dtype=a.dtype)


def real_form(c: Tensor, x: Tensor) -> Tensor:
    """½ + Re Σ_{n≥1} (c_n/c_0) e^{iπnx}."""
    return 0.5 + (basis(x, N)[..., 1:].conj() @ (c[:, 1:] / c[:, :1])[..., None])[..., 0].real


def check_autocorrelation(autocorrelation: Callable[[Tensor], Tensor]) -> None:
    p, x = density(), points()
    torch.testing.assert_close(real_form(autocorrelation(p.coef), x), p.log_prob(x).exp())


def test_autocorrelation_is_the_sum_and_gives_the_real_form() -> None:
    p = density()
    torch.testing.assert_close(p.autocorrelation(), by_sum(p.coef))
    check_autocorrelation(lambda a: FourierDensity(a).autocorrelation())


@pytest.mark.parametrize(
    "wrong",
    [
        lambda a: by_sum(a).conj(),
        lambda a: torch.stack(
            [(a * a.flip(-1).roll(n, -1).conj()).sum(-1) for n in range(N + 1)], -1
        ),
        lambda a: torch.fft.ifft(torch.fft.fft(a).abs().square()).conj(),  # circular: not padded
    ],
    ids=["conjugate", "tutorial markdown: a_{N-k} for a_{k+n}", "unpadded FFT"],
)
def test_the_check_kills_wrong_autocorrelations(wrong: Callable[[Tensor], Tensor]) -> None:
    with pytest.raises(AssertionError):
        check_autocorrelation(wrong)


def check_penalty(penalty: Callable[[FourierDensity], Tensor]) -> None:
    p = density()
    x = NODES.expand(P, -1).clone().requires_grad_()
    (slope,) = torch.autograd.grad(p.log_prob(x).exp().sum(), x)
    torch.testing.assert_close(penalty(p), slope.square() @ WEIGHTS)


def unnormalised_penalty(p: FourierDensity) -> Tensor:
    n = torch.arange(N + 1)
    return 4 * pi**2 * (n * p.autocorrelation().abs()).square().sum(-1)


def test_penalty_is_the_integral_of_the_squared_slope() -> None:
    check_penalty(FourierDensity.smoothness_penalty)
    p = density()
    scale = 2 * p.autocorrelation()[:, 0].real
    torch.testing.assert_close(unnormalised_penalty(p), scale**2 * p.smoothness_penalty())


@pytest.mark.parametrize("wrong", [unnormalised_penalty, lambda p: 2 * p.smoothness_penalty()])
def test_the_check_kills_wrong_penalties(wrong: Callable[[FourierDensity], Tensor]) -> None:
    with pytest.raises(AssertionError):
        check_penalty(wrong)


def test_scale_and_phase_do_not_matter_and_zeros_are_finite() -> None:
    p, x = density(), points()
    turned = FourierDensity(p.coef * (3 - 4j))
    torch.testing.assert_close(turned.log_prob(x), p.log_prob(x))
    zero = FourierDensity(torch.ones(1, 2, dtype=torch.complex128))  # 1 + e^{-iπx}: p(±1) = 0
    at_zero = zero.log_prob(torch.tensor([[-1.0, 0.0]], dtype=torch.float64))
    assert bool(at_zero.isfinite().all())
    torch.testing.assert_close(at_zero[0, 1].exp().item(), 1.0)


def test_quantiles_invert_the_cdf_and_samples_follow_it() -> None:
    p = density()
    u = torch.linspace(0, 1, 33, dtype=torch.float64).expand(P, -1)
    torch.testing.assert_close(p.cdf(p.icdf(u)), u, atol=1e-12, rtol=0)
    draws = p.sample(2000, torch.Generator().manual_seed(4))
    for row, points_ in enumerate(draws.numpy()):
        one = FourierDensity(p.coef[row : row + 1])
        cdf = lambda v, one=one: one.cdf(torch.from_numpy(np.asarray(v))[None])[0].numpy()  # noqa: E731
        assert kstest(points_, cdf).pvalue > 1e-3
    mirrored = FourierDensity(p.coef[:1].conj())
    wrong = lambda v: mirrored.cdf(torch.from_numpy(np.asarray(v))[None])[0].numpy()  # noqa: E731
    assert kstest(draws[0].numpy(), wrong).pvalue < 1e-6
