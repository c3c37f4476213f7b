"""The one place where shifted Legendre polynomials are evaluated and integrated:

p_n(s) = √(2n+1) P_n(2s-1),    ∫_0^1 p_n p_k ds = δ_nk,    p_n(1) = √(2n+1).
"""

from functools import cache

import numpy as np
import torch
from torch import Tensor


def legendre(s: Tensor, N: int) -> Tensor:
    """Values p_0(s) … p_{N-1}(s): s (...) -> (..., N), in the dtype and on the device of s."""
    return _bonnet(2 * s - 1, N) * norms(N).to(s)


def legendre_integral(s: Tensor, N: int) -> Tensor:
    """∫_0^s p_n = (P_{n+1} - P_{n-1})(2s-1) / (2√(2n+1)): s (...) -> (..., N), with P_{-1} = -1."""
    P = _bonnet(2 * s - 1, N + 1)
    below = torch.cat([-torch.ones_like(P[..., :1]), P[..., : N - 1]], -1)
    return (P[..., 1:] - below) / (2 * norms(N).to(s))


def gauss(N: int) -> tuple[Tensor, Tensor]:
    """Gauss–Legendre nodes and weights on [0, 1], (N,) each: exact up to degree 2N-1."""
    z, w = _leggauss(N)
    return (z + 1) / 2, w / 2


def norms(N: int) -> Tensor:
    """√(2n+1) for n < N: the values p_n(1), and the input vector B of LegS and LegT."""
    return (2 * torch.arange(N, dtype=torch.float64) + 1).sqrt()


@cache
def _leggauss(N: int) -> tuple[Tensor, Tensor]:
    z, w = np.polynomial.legendre.leggauss(N)
    return torch.from_numpy(z), torch.from_numpy(w)


def _bonnet(z: Tensor, N: int) -> Tensor:
    """P_n(z) for n < N by (n+1)P_{n+1} = (2n+1) z P_n - n P_{n-1}: z (...) -> (..., N)."""
    P = [torch.ones_like(z), z]
    for n in range(1, N - 1):
        P.append(((2 * n + 1) * z * P[n] - n * P[n - 1]) / (n + 1))
    return torch.stack(P[:N], -1)
