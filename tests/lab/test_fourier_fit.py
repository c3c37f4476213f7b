"""The fit and its certificate against brute force, an independent solver and wrong bounds."""

from collections.abc import Callable

import pytest
import torch
from torch import Tensor

from huoye_lab.fourier import FourierDensity, basis
from huoye_lab.fourier_fit import (
    duality_gap,
    fit_fourier_density,
    gap_from_basis,
    objective,
    random_coef,
    toeplitz,
)

Gap = Callable[[Tensor, Tensor], Tensor]


def generator(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def sample(rows: int = 2, n: int = 300) -> Tensor:
    """Two unequal humps."""
    noise = torch.randn(rows, n, generator=generator(9), dtype=torch.float64)
    centre = torch.where(torch.rand(rows, n, generator=generator(8)) < 0.3, -0.4, 0.3)
    return (centre + 0.15 * noise).clamp(-1, 1)


def best_of_degree_one(x: Tensor) -> Tensor:
    """Lowest mean of -log(½ + Re(r e^{iπx})), |r| ≤ ½, on a grid of r: (n,) to a number."""
    radius = torch.linspace(0, 0.5, 101, dtype=torch.float64)
    angle = torch.linspace(0, 2 * torch.pi, 201, dtype=torch.float64)
    r = (radius[:, None] * torch.exp(1j * angle)).flatten()
    p = 0.5 + (r[:, None] * basis(x[None], 1)[0, :, 1].conj()).real
    return -p.log().mean(-1).max()


def check_bound(gap: Gap, gamma: float = 0.0) -> None:
    """At any point the bound covers the true distance; at the optimum it says so."""
    x = sample()
    e = basis(x, 5)
    fit = fit_fourier_density(x, 5, generator=generator(), gamma=gamma, tolerance=1e-9)
    best = objective(e, fit.coef, gamma)
    for seed in range(20):
        coef = random_coef(2, 5, generator(seed), torch.float64)
        assert bool((objective(e, coef, gamma) - best <= gap(coef, x)).all())
    near = gap(fit.coef, x)
    assert bool((near > -1e-12).all() and (near < 1e-6).all())


def s_matrix(coef: Tensor, x: Tensor) -> Tensor:
    """S = mean e^H e / p by its definition: (P, N+1, N+1)."""
    e = basis(x, coef.shape[-1] - 1)
    p = FourierDensity(coef).log_prob(x).exp()
    return torch.einsum("pnk,pnl,pn->pkl", e.conj(), e, (1 / p).to(e.dtype)) / x.shape[-1]


def test_degree_one_reaches_the_grid_optimum() -> None:
    x = sample()
    fit = fit_fourier_density(x, 1, generator=generator())
    for row in range(2):
        best = best_of_degree_one(x[row])
        assert fit.nll[row] <= best + 1e-9
        assert best - fit.nll[row] < 1e-3
    assert bool((fit.duality_gap < 1e-6).all())


@pytest.mark.parametrize("gamma", [0.0, 1e-3])
def test_the_certificate_covers_and_closes(gamma: float) -> None:
    check_bound(lambda a, x: duality_gap(a, x, gamma), gamma)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda a, x: torch.linalg.eigvalsh(s_matrix(a, x))[..., -1] - 1,
        lambda a, x: torch.linalg.eigvalsh(s_matrix(a, x))[..., 0] / 2 - 1,
        lambda a, x: torch.linalg.eigvalsh(s_matrix(a, x))[..., -1] / 2 - 0.5,
        lambda a, x: duality_gap(a, x) / 4,
    ],
    ids=["half forgotten", "smallest eigenvalue", "trace one half", "a quarter"],
)
def test_the_check_kills_wrong_certificates(wrong: Gap) -> None:
    with pytest.raises(AssertionError):
        check_bound(wrong)


def test_the_check_kills_a_penalised_certificate_without_its_trace() -> None:
    def untraced(a: Tensor, x: Tensor) -> Tensor:
        return duality_gap(a, x, 1e-3) - 2e-3 * FourierDensity(a).smoothness_penalty()

    with pytest.raises(AssertionError):
        check_bound(untraced, 1e-3)


def test_moments_make_the_matrix() -> None:
    x, coef = sample(), random_coef(2, 5, generator(), torch.float64)
    s = s_matrix(coef, x)
    torch.testing.assert_close(toeplitz(s[..., 0]), s)
    expected = torch.linalg.eigvalsh(s)[..., -1] / 2 - 1
    torch.testing.assert_close(gap_from_basis(basis(x, 5), coef), expected)


def test_an_independent_solver_finds_the_same_optimum() -> None:
    """The fixed point G ← SGS/(2 tr) of quantum-state tomography works on G, never on a."""
    x = sample(rows=1)
    e = basis(x, 6)[0]
    g = torch.eye(7, dtype=e.dtype) / 14
    for _ in range(2000):
        p = torch.einsum("nk,kl,nl->n", e, g, e.conj()).real
        s = (e.conj().T / p) @ e / len(p)
        g = s @ g @ s
        g = g / (2 * g.diagonal().sum())
    nll = -p.log().mean()
    fit = fit_fourier_density(x, 6, generator=generator())
    torch.testing.assert_close(fit.nll[0], nll, atol=2e-5, rtol=0)
    assert fit.nll[0] <= nll + fit.duality_gap[0]


def test_adam_is_slower_and_knows_it() -> None:
    x = sample()
    lbfgs = fit_fourier_density(x, 5, generator=generator())
    adam = fit_fourier_density(x, 5, generator=generator(), method="adam", lr=0.02, max_steps=100)
    assert bool((adam.nll - lbfgs.nll <= adam.duality_gap).all())
    assert bool((adam.nll - lbfgs.nll < 0.02).all())
    assert adam.steps > lbfgs.steps


def test_more_restarts_never_hurt_and_rows_do_not_mix() -> None:
    x = sample()
    once = fit_fourier_density(x, 9, generator=generator(), max_steps=5)
    often = fit_fourier_density(x[:1], 9, generator=generator(), max_steps=5, restarts=4)
    assert often.nll[0] <= once.nll[0]
    alone = fit_fourier_density(x[:1], 9, generator=generator(), max_steps=5)
    torch.testing.assert_close(alone.nll, once.nll[:1])
    with pytest.raises(ValueError, match="restarts"):
        fit_fourier_density(x, 3, generator=generator(), restarts=0)
