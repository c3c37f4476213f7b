"""The one place where the HiPPO matrices, their bases and their conventions are fixed.

Memory c_n(t) = ⟨u, g_n⟩ of the past under a moving orthonormal basis; window w = theta:

    legs   t c' = A c + B u    p_n(s/t) on [0, t]                 exact
    fous   t c' = A c + B u    e^{2πins/t} on [0, t]              closed by truncation
    legt     c' = A c + B u    p_n((s-t+w)/w) on [t-w, t]         u(t-w) from the memory
    fout     c' = A c + B u    e^{2πin(s-t)/w} on [t-w, t]        u(t-w) from the memory
    lagt     c' = A c + B u    e^{-r/2}L_n(r), r = (t-s)/w        exact

Reconstruction is Σ c_n g_n for all five, so no further normalisation occurs anywhere.
"""

from collections.abc import Callable
from typing import Literal

import torch
from torch import Tensor

from huoye_lab.legendre import legendre, norms

Measure = Literal["legs", "legt", "lagt", "fout", "fous"]


def hippo_matrix(
    measure: Measure,
    N: int,
    *,
    theta: float = 1.0,
    factor: float = 2.0,
    dtype: torch.dtype = torch.float64,
) -> tuple[Tensor, Tensor]:
    """A (N, N) and B (N,) in `dtype`, or in its complex companion for fout and fous.

    theta: length of the window (legt, fout) or of the decay (lagt); legs and fous have no
    length of their own and refuse one. factor: fout's weight of the end point: 2 is right,
    1 is what "the series gives u(t-w)" would say (see `_fout`).
    """
    if measure in ("legs", "fous") and theta != 1:
        raise ValueError(f"{measure} is scale free: it has no theta")
    if measure != "fout" and factor != 2:
        raise ValueError(f"factor belongs to fout, not to {measure}")
    A, B = _fout(N, factor) if measure == "fout" else _BUILDERS[measure](N)
    dtype = dtype.to_complex() if A.is_complex() else dtype
    return (A / theta).to(dtype), (B / theta).to(dtype)


def basis(measure: Measure, s: Tensor, N: int) -> Tensor:
    """g_n(s) for n < N: s (...) -> (..., N).

    s is the place in the window, 0 old and 1 new; for lagt it is the age (t-s)/w ≥ 0.
    """
    if measure in ("fout", "fous"):
        return torch.exp(2j * torch.pi * s[..., None] * frequencies(N).to(s))
    if measure == "lagt":
        return _laguerre(s, N) * torch.exp(-s / 2)[..., None]
    return legendre(s, N)


def reconstruct(c: Tensor, s: Tensor, *, measure: Measure = "legs") -> Tensor:
    """Σ_n c_n g_n(s): c (..., N), s (S,) -> (..., S), real."""
    g = basis(measure, s, c.shape[-1]).to(c.dtype)
    return (c @ g.mT).real


def frequencies(N: int) -> Tensor:
    """The integers -M … M of the N = 2M+1 Fourier modes; an even N has no such set."""
    if N % 2 == 0:
        raise ValueError(f"a real signal needs an odd number of Fourier modes, not {N}")
    return torch.arange(N, dtype=torch.float64) - N // 2


def _legs(N: int) -> tuple[Tensor, Tensor]:
    """A = -√((2n+1)(2k+1)) for k < n, -(n+1) for k = n, 0 above;  B = √(2n+1)."""
    B = norms(N)
    return -torch.tril(torch.outer(B, B), -1) - torch.diag((B**2 + 1) / 2), B


def _legt(N: int) -> tuple[Tensor, Tensor]:
    """A = -√((2n+1)(2k+1)) · (1 for k < n, else (-1)^{n-k});  B = √(2n+1)."""
    B = norms(N)
    sign = (-1.0) ** torch.arange(N, dtype=torch.float64)
    return -torch.outer(B, B) * (torch.outer(sign, sign).triu() + torch.ones(N, N).tril(-1)), B


def _lagt(N: int) -> tuple[Tensor, Tensor]:
    """A = ½I - tril(1);  B = 1."""
    one = torch.ones(N, dtype=torch.float64)
    return torch.eye(N, dtype=torch.float64) / 2 - torch.outer(one, one).tril(), one


def _fout(N: int, factor: float) -> tuple[Tensor, Tensor]:
    """A = diag(2πin) - factor·11ᵀ, B = factor·1, factor 2.

    w c_n' = 2πin c_n + u(t) - u(t-w). At the jump the series gives the middle,
    Σc_k = (u(t) + u(t-w))/2, hence u(t-w) = 2Σc_k - u(t).
    """
    one = torch.ones(N, dtype=torch.complex128)
    return torch.diag(2j * torch.pi * frequencies(N)) - factor * torch.outer(one, one), factor * one


def _fous(N: int) -> tuple[Tensor, Tensor]:
    """A = πin - 1 for k = n, -n/(n-k) else;  B = 1.

    s/t = ½ + Σ_{j≠0} i/(2πj) e^{2πijs/t} turns the derivative back into modes, all of them.
    """
    n = frequencies(N)
    gap = n[:, None] - n + torch.eye(N)
    A = -(n[:, None] / gap).fill_diagonal_(1.0) + torch.diag(1j * torch.pi * n)
    return A, torch.ones(N, dtype=torch.complex128)


def _laguerre(r: Tensor, N: int) -> Tensor:
    """L_n(r) for n < N by (n+1)L_{n+1} = (2n+1-r)L_n - n L_{n-1}: r (...) -> (..., N)."""
    L = [torch.ones_like(r), 1 - r]
    for n in range(1, N - 1):
        L.append(((2 * n + 1 - r) * L[n] - n * L[n - 1]) / (n + 1))
    return torch.stack(L[:N], -1)


_BUILDERS: dict[Measure, Callable[[int], tuple[Tensor, Tensor]]] = {
    "legs": _legs,
    "legt": _legt,
    "lagt": _lagt,
    "fous": _fous,
}
