"""The Fourier basis density model: from complex coefficients to a probability density on [-1, 1].

    p(x) = |Σ_{k=0}^N a_k e^{-iπkx}|² / (2 Σ_k |a_k|²) = ½ + Re Σ_{n=1}^N (c_n/c_0) e^{iπnx},
    c_n = Σ_k a_k a*_{k+n}.

The left form is evaluated (O(N), never negative), the right one is integrated (arXiv 2402.15345).
Every density is one row of a batch: P densities, n points each, N frequencies.
"""

from dataclasses import dataclass
from math import pi

import torch
from torch import Tensor

BISECTIONS = 56
"""Halvings of [-1, 1] that bring a quantile below the spacing of float64 numbers near 1."""


def basis(x: Tensor, n_freqs: int) -> Tensor:
    """e^{-iπkx} for k = 0…N: real (P, n) to complex (P, n, N+1)."""
    k = torch.arange(n_freqs + 1, dtype=x.dtype, device=x.device)
    phase = x[..., None] * (-pi * k)
    return torch.complex(phase.cos(), phase.sin())


def autocorrelation(coef: Tensor) -> Tensor:
    """c_n = Σ_k a_k a*_{k+n} for n = 0…N: complex (P, N+1) to (P, N+1), by one zero-padded FFT."""
    size = coef.shape[-1]
    power = torch.fft.fft(coef, 2 * size).abs().square()
    c: Tensor = torch.fft.ifft(power)[..., :size].conj()
    return c


def log_density(e: Tensor, coef: Tensor) -> Tensor:
    """log p at the points whose basis is e: (P, n, N+1) and (P, N+1) to (P, n) nats.

    The clamp stays inside the logarithm: p itself is exact down to zero.
    """
    height = (e @ coef[..., None])[..., 0].abs().square()
    mass = 2 * coef.abs().square().sum(-1, keepdim=True)
    return height.clamp_min(torch.finfo(height.dtype).tiny).log() - mass.log()


@dataclass(frozen=True, slots=True)
class FourierDensity:
    """P densities on [-1, 1], period 2."""

    coef: Tensor
    """a: complex (P, N+1), of any scale and phase; never all zero in a row."""

    @property
    def n_freqs(self) -> int:
        """N, the degree of the trigonometric polynomial."""
        return self.coef.shape[-1] - 1

    def autocorrelation(self) -> Tensor:
        """c: complex (P, N+1)."""
        return autocorrelation(self.coef)

    def log_prob(self, x: Tensor) -> Tensor:
        """log p(x) in nats: (P, n) to (P, n)."""
        return log_density(basis(x, self.n_freqs), self.coef)

    def cdf(self, x: Tensor) -> Tensor:
        """Φ(x) = (x+1)/2 + Re Σ_{n≥1} (c_n/c_0)(e^{iπnx} - (-1)^n)/(iπn): (P, n) to (P, n)."""
        c = self.autocorrelation()[..., 1:] / self.coef.abs().square().sum(-1, keepdim=True)
        n = torch.arange(1, self.n_freqs + 1, dtype=x.dtype, device=x.device)
        waves = basis(x, self.n_freqs)[..., 1:].conj() - (-1) ** n
        weights = c / (1j * pi * n)
        return (x + 1) / 2 + (waves @ weights[..., None])[..., 0].real

    def icdf(self, u: Tensor) -> Tensor:
        """Quantiles: (P, n) in [0, 1] to (P, n).

        Bisection, because Φ is flat at the zeros of p and Newton's step is unbounded there.
        """
        low, high = torch.full_like(u, -1.0), torch.ones_like(u)
        for _ in range(BISECTIONS):
            middle = (low + high) / 2
            below = self.cdf(middle) < u
            low, high = torch.where(below, middle, low), torch.where(below, high, middle)
        return (low + high) / 2

    def sample(self, n: int, generator: torch.Generator) -> Tensor:
        """n draws of every density: (P, n)."""
        rows, real = self.coef.shape[0], self.coef.real
        u = torch.rand(rows, n, generator=generator, dtype=real.dtype, device=real.device)
        return self.icdf(u)

    def smoothness_penalty(self) -> Tensor:
        """∫ p'(x)² dx = π² Σ_{n≥1} n² |c_n/c_0|²: (P,).

        The paper penalises the unnormalised polynomial, 2π² Σ_{|n|≤N} n²|c_n|², which is
        (2c_0)² times this and therefore also rewards shrinking a.
        """
        c = self.autocorrelation()
        n = torch.arange(self.n_freqs + 1, dtype=c.real.dtype, device=c.device)
        ratio = c.abs() / self.coef.abs().square().sum(-1, keepdim=True)
        return pi**2 * (n * ratio).square().sum(-1)
