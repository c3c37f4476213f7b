"""From a sampled signal to its LegS memory: exactly, and as the usual schemes would have it.

In τ = ln t the equation t c' = Ac + Bu has constant coefficients. A e_0 = -B, so for a u that
stays at u_k between k and k+1 samples, with D(ρ) = e^{-ln(ρ)A}:

    c_{k+1} = u_k e_0 + D(ρ) (c_k - u_k e_0),    ρ = k/(k+1),    c_1 = u_0 e_0.
"""

from typing import Literal

import torch
from torch import Tensor

from huoye_lab.hippo import hippo_matrix
from huoye_lab.legendre import gauss, legendre, legendre_integral, norms
from huoye_lab.ssm import Method, discretize

Step = Literal["log", "inverse", "middle"]
_BLOCK = 256  # transitions held at once: 256·N² numbers


def hippo_legs(
    u: Tensor, N: int, *, method: Method = "zoh", step: Step = "log", every: int = 1
) -> Tensor:
    """Memory after each `every` samples: u (..., L) -> (..., L // every, N).

    zoh with the log step is exact for the staircase of u. step says what stands for
    ln((k+1)/k): "log" itself, "inverse" 1/k, "middle" 1/(k+½).
    """
    one = torch.eye(N, dtype=u.dtype, device=u.device)[0]
    c = u[..., :1] * one
    states = [c] if every == 1 else []
    for begin in range(1, u.shape[-1], _BLOCK):
        k = torch.arange(begin, min(begin + _BLOCK, u.shape[-1]), dtype=u.dtype, device=u.device)
        for j, (Ad, Bd) in enumerate(zip(*_transitions(k, N, method, step), strict=True), begin):
            c = c @ Ad.mT + u[..., j, None] * Bd
            if (j + 1) % every == 0:
                states.append(c)
    return torch.stack(states, -2)


def legs_weights(L: int, N: int, *, dtype: torch.dtype = torch.float64) -> Tensor:
    """K[n, j] = ∫_{j/L}^{(j+1)/L} p_n(s) ds, (N, L): K @ u is the memory of all L samples.

    No recurrence at all; the same matrix projects the window of a sliding measure.
    """
    edges = torch.arange(L + 1, dtype=dtype) / L
    return legendre_integral(edges, N).diff(dim=0).mT


def dilation(rho: Tensor, N: int) -> Tensor:
    """D(ρ)_nk = ρ ∫_0^1 p_n(ρs) p_k(s) ds by N Gauss nodes: rho (...) -> (..., N, N).

    It squeezes a function on [0, 1] into [0, ρ], puts 0 behind it and projects. Equal to
    e^{-ln(ρ)A}; `hippo_legs` takes the exponential, whose rounding does not pile up over steps.
    """
    s, w = (x.to(rho) for x in gauss(N))
    squeezed = legendre(rho[..., None] * s, N)  # (..., nodes, n)
    return rho[..., None, None] * squeezed.mT @ (w[:, None] * legendre(s, N))


def surprise(c: Tensor, u: Tensor, *, nodes: int = 16) -> Tensor:
    """∫_k^{k+1} (u_k - û_t(t))² dt, k = 1 … L-1: states c (L, N) of u (L,) -> (L-1,).

    û_t(t) = Bᵀc(t) is what the memory says about the present. Between samples c - u_k e_0 is
    squeezed by D(k/t), so the difference is Bᵀ D(k/t) (c_k - u_k e_0), up to its sign.
    """
    N = c.shape[-1]
    (s, w), (r, v) = ((x.to(u), y.to(u)) for x, y in (gauss(N), gauss(nodes)))
    gap = torch.cat([c[:-1, :1] - u[1:, None], c[:-1, 1:]], -1) @ legendre(s, N).mT * w
    found = []
    for begin in range(0, len(gap), _BLOCK):
        k = torch.arange(begin, min(begin + _BLOCK, len(gap)), dtype=u.dtype, device=u.device) + 1
        rho = k[:, None] / (k[:, None] + r)  # (K, nodes)
        kernel = legendre(rho[..., None] * s, N) @ norms(N).to(u)  # Σ_n p_n(1) p_n(ρs)
        ends = rho * torch.einsum("kms,ks->km", kernel, gap[begin : begin + len(k)])
        found.append(ends**2 @ v)
    return torch.cat(found)


def _transitions(k: Tensor, N: int, method: Method, step: Step) -> tuple[Tensor, Tensor]:
    """(Ad (K, N, N), Bd (K, N)) for the steps from k to k+1 samples, k (K,)."""
    h = {"log": torch.log1p(1 / k), "inverse": 1 / k, "middle": 1 / (k + 0.5)}[step]
    A, B = (x.to(k) for x in hippo_matrix("legs", N))
    if method != "zoh":
        return discretize(A, B, h, method)
    D = torch.linalg.matrix_exp(h[:, None, None] * A)
    return D, torch.eye(N, dtype=k.dtype, device=k.device)[0] - D[..., 0]
