"""The Gaussian mixture on the line, as a target for the Fourier density and as its rival.

    p(x) = Σ_k w_k N(x; μ_k, σ_k²),    w = softmax(ω),  σ = e^λ:  ω, μ, λ are free, so plain
gradient descent applies.
"""

from dataclasses import dataclass
from math import log, pi

import torch
from torch import Tensor


@dataclass(frozen=True, slots=True)
class Mixture:
    """K Gaussians."""

    omega: Tensor
    """Logits of the weights: (K,)."""
    mu: Tensor
    """Means: (K,)."""
    lam: Tensor
    """log σ: (K,)."""

    def log_prob(self, x: Tensor) -> Tensor:
        """log p(x) in nats, any shape."""
        z = (x[..., None] - self.mu) * (-self.lam).exp()
        parts = self.omega.log_softmax(-1) - self.lam - z.square() / 2 - log(2 * pi) / 2
        return parts.logsumexp(-1)

    def sample(self, n: int, generator: torch.Generator) -> Tensor:
        """n draws: (n,)."""
        k = torch.multinomial(self.omega.softmax(-1), n, replacement=True, generator=generator)
        noise = torch.randn(n, generator=generator, dtype=self.mu.dtype)
        return self.mu[k] + self.lam[k].exp() * noise


def tutorial_target(k: int, generator: torch.Generator) -> Mixture:
    """K equal bumps as in the official tutorial: μ in [-0.5, 0.3], σ near 1/(2K): float64."""
    u = torch.rand(2, k, generator=generator, dtype=torch.float64)
    sigma = (0.25 + 0.1 * u[1]) * 10 / (6 * k)
    return Mixture(torch.zeros(k, dtype=torch.float64), 0.8 * u[0] - 0.5, sigma.log())


def fit_mixture(
    x: Tensor, k: int, *, generator: torch.Generator, steps: int = 1000, lr: float = 0.02
) -> Mixture:
    """Maximum likelihood by full-batch Adam: x (n,); μ starts on data points, σ at sd/K."""
    start = x[torch.randint(len(x), (k,), generator=generator)]
    theta = torch.stack([torch.zeros_like(start), start, torch.full_like(start, log(x.std() / k))])
    theta.requires_grad_()
    optimizer = torch.optim.Adam([theta], lr=lr)
    for _ in range(steps):
        optimizer.zero_grad()
        nll = -Mixture(*theta).log_prob(x).mean()
        nll.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
    return Mixture(*theta.detach())
