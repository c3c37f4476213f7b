"""Maximum likelihood for the Fourier basis density, with a certificate of global optimality.

Write p(x) = e(x) G e(x)^H with G ⪰ 0 and tr G = ½ (a a^H after scaling is one such G).  The
objective  mean_i log p(x_i) - γ ∫ p'²  is concave in G, so its tangent at ours bounds it:

    best - ours ≤ λ_max(M)/2 - tr(M G),     M = ∂(objective)/∂G,  Hermitian and Toeplitz.

Without penalty M = S = mean_i e_i^H e_i / p(x_i), tr(S G) = 1, and the bound is λ_max(S)/2 - 1.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import pi
from typing import Literal

import torch
from torch import Tensor

from huoye_lab.fourier import FourierDensity, autocorrelation, basis, log_density

Method = Literal["lbfgs", "adam"]


@dataclass(frozen=True, slots=True)
class FitResult:
    """The best of all restarts for each of P densities."""

    coef: Tensor
    """a: complex (P, N+1), unit norm."""
    nll: Tensor
    """Mean of -log p over the sample, without the penalty: (P,) nats."""
    duality_gap: Tensor
    """No member of the family is better by more than this: (P,) nats per sample."""
    steps: int
    """Iterations spent, the longest restart counted."""


def objective(e: Tensor, coef: Tensor, gamma: float) -> Tensor:
    """mean_i -log p(x_i) + γ ∫ p'²: basis (P, n, N+1) and a (P, N+1) to (P,) nats."""
    nll = -log_density(e, coef).mean(-1)
    return nll + gamma * FourierDensity(coef).smoothness_penalty() if gamma else nll


def toeplitz(m: Tensor) -> Tensor:
    """The Hermitian matrix with M[k+n, k] = m_n, n ≥ 0: (P, N+1) to (P, N+1, N+1)."""
    k = torch.arange(m.shape[-1], device=m.device)
    lag = k[:, None] - k
    lower = m[..., lag.abs()]
    return torch.where(lag >= 0, lower, lower.conj())


def gap_from_basis(e: Tensor, coef: Tensor, gamma: float = 0.0) -> Tensor:
    """λ_max(M)/2 - tr(M G) for the points whose basis is e: (P,) nats.

    M's moments are m_n = mean_i e^{iπn x_i}/p(x_i) - 4π²γ n² c*_n with c scaled to c_0 = ½, and
    tr(M G) = 1 - 2γ ∫ p'², the penalty being quadratic in G.
    """
    inverse = (-log_density(e, coef)).exp()
    m = (e.conj() * inverse[..., None]).mean(-2)
    penalty = torch.zeros_like(inverse[..., 0])
    if gamma:
        n = torch.arange(coef.shape[-1], dtype=inverse.dtype, device=e.device)
        c = autocorrelation(coef) / (2 * coef.abs().square().sum(-1, keepdim=True))
        m = m - 4 * pi**2 * gamma * n.square() * c.conj()
        penalty = gamma * FourierDensity(coef).smoothness_penalty()
    top: Tensor = torch.linalg.eigvalsh(toeplitz(m))[..., -1]
    return top / 2 - 1 + 2 * penalty


def duality_gap(coef: Tensor, x: Tensor, gamma: float = 0.0) -> Tensor:
    """How far a (P, N+1) can be from the optimum for the sample x (P, n), at most: (P,) nats."""
    return gap_from_basis(basis(x, coef.shape[-1] - 1), coef, gamma)


def random_coef(rows: int, n_freqs: int, generator: torch.Generator, dtype: torch.dtype) -> Tensor:
    """A start: complex Gaussian a_k with standard deviation 1/(k+1), real type dtype: (P, N+1).

    Noise in all coefficients would put deep zeros of p between the data points.
    """
    parts = torch.randn(rows, n_freqs + 1, 2, generator=generator, dtype=dtype)
    scale = 1 / torch.arange(1, n_freqs + 2, dtype=dtype)
    return torch.view_as_complex(parts * scale[:, None])


def descend(
    e: Tensor, coef: Tensor, *, gamma: float = 0.0, method: Method = "lbfgs", lr: float = 0.01
) -> Iterator[Tensor]:
    """The iterates a (P, N+1) of full-batch descent from coef, one a step, without end.

    The real and imaginary parts are the variables: complex autograd returns conjugates, which
    Adam forgives and L-BFGS does not.  The rate lr is Adam's alone.
    """
    theta = torch.view_as_real(coef).clone().requires_grad_()
    optimizer: torch.optim.Optimizer = (
        torch.optim.Adam([theta], lr=lr)
        if method == "adam"
        else torch.optim.LBFGS(
            [theta], max_iter=1, max_eval=25, history_size=30, line_search_fn="strong_wolfe",
            tolerance_grad=0, tolerance_change=0,
        )
    )  # fmt: skip

    def closure() -> float:
        optimizer.zero_grad()
        loss = objective(e, torch.view_as_complex(theta), gamma).sum()
        loss.backward()  # type: ignore[no-untyped-call]
        return loss.item()

    while True:
        optimizer.step(closure)
        yield torch.view_as_complex(theta.detach()).clone()


def descend_until(
    e: Tensor, path: Iterator[Tensor], gamma: float, tolerance: float, max_steps: int
) -> tuple[Tensor, int]:
    """The first iterate with all certificates below tolerance (or the last allowed), its number.

    The certificate is looked at every fifth step: it costs about as much as one.
    """
    for step, coef in enumerate(path, 1):
        sure = step % 5 == 0 and bool((gap_from_basis(e, coef, gamma) <= tolerance).all())
        if sure or step >= max_steps:
            return coef, step
    raise AssertionError("a descent has no end of its own")


def fit_fourier_density(
    x: Tensor,
    n_freqs: int,
    *,
    generator: torch.Generator,
    gamma: float = 0.0,
    method: Method = "lbfgs",
    lr: float = 0.01,
    restarts: int = 1,
    max_steps: int = 300,
    tolerance: float = 1e-6,
) -> FitResult:
    """Fit N = n_freqs frequencies to each row of x: (P, n) in [-1, 1].

    A restart ends when the certificate is below tolerance (nats per sample) or after max_steps;
    restarts differ by the start alone and the best objective wins.  Adam moves all rows at once;
    L-BFGS has one step length and one memory, which rows must not share: it takes them in turn.
    """
    if restarts < 1:
        raise ValueError("restarts must be at least 1")
    whole = basis(x, n_freqs)
    coefs, longest = [], 0
    for e in whole.tensor_split(len(x)) if method == "lbfgs" else (whole,):
        best = torch.zeros_like(e[:, 0])
        lowest = torch.full_like(x[: e.shape[0], 0], torch.inf)
        for _ in range(restarts):
            start = random_coef(e.shape[0], n_freqs, generator, x.dtype).to(x.device)
            path = descend(e, start, gamma=gamma, method=method, lr=lr)
            coef, steps = descend_until(e, path, gamma, tolerance, max_steps)
            value = objective(e, coef, gamma)
            best = torch.where((value < lowest)[:, None], coef, best)
            lowest, longest = torch.minimum(value, lowest), max(longest, steps)
        coefs.append(best / best.abs().square().sum(-1, keepdim=True).sqrt())
    fitted = torch.cat(coefs)
    nll = -log_density(whole, fitted).mean(-1)
    return FitResult(fitted, nll, gap_from_basis(whole, fitted, gamma), longest)
