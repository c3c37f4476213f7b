"""A linear state space model, x' = Ax + Bu, y = Cx: discretised, as a kernel, as a scan.

    x_k = Ād x_{k-1} + B̄d u_k,    y_k = C x_k = Σ_j K_j u_{k-j},    K_j = C Ād^j B̄d.

The state includes the current sample (scipy's dlsim reports y before the update).
"""

from typing import Literal

import torch
from torch import Tensor

Method = Literal["zoh", "bilinear", "forward", "backward"]
ScanMode = Literal["sequential", "chunked", "associative"]


def discretize(
    A: Tensor, B: Tensor, dt: float | Tensor, method: Method = "zoh"
) -> tuple[Tensor, Tensor]:
    """Ad (..., N, N) and Bd (..., N) for the step dt (...), A (N, N), B (N,)."""
    h = torch.as_tensor(dt, dtype=A.dtype, device=A.device)[..., None, None]
    one = torch.eye(len(B), dtype=A.dtype, device=A.device)
    if method == "zoh":
        return _zoh(A, B, h)
    if method == "forward":
        return one + h * A, h[..., 0] * B
    implicit = one - h * A * {"bilinear": 0.5, "backward": 1.0}[method]
    explicit = one + h * A / 2 if method == "bilinear" else one.expand_as(implicit)
    both = torch.linalg.solve(implicit, torch.cat([explicit, h * B[:, None]], -1))
    return both[..., :-1], both[..., -1]


def _zoh(A: Tensor, B: Tensor, h: Tensor) -> tuple[Tensor, Tensor]:
    """exp of [[A, B], [0, 0]]·h holds e^{hA} and ∫_0^h e^{sA}B ds: no inverse of A is needed."""
    block = torch.cat([A, B[:, None]], -1)
    block = torch.cat([block, torch.zeros_like(block[:1])])
    E = torch.linalg.matrix_exp(h * block)
    return E[..., :-1, :-1], E[..., :-1, -1]


def ssm_kernel(Ad: Tensor, Bd: Tensor, C: Tensor, L: int) -> Tensor:
    """K_j = C Ad^j Bd for j < L by doubling: C (..., N) -> (..., L).

    [B, AB, …, A^{m-1}B] becomes twice as long by one product with A^m.
    """
    V, power = Bd[:, None], Ad
    while V.shape[1] < L:
        V = torch.cat([V, power @ V], 1)
        power = power @ power
    return C @ V[:, :L]


def ssm_fftconv(u: Tensor, K: Tensor) -> Tensor:
    """Causal convolution Σ_j K_j u_{k-j}: u (..., L), K (..., L), broadcast -> (..., L).

    Padded to 2L: without it the end of u would come back at the beginning.
    """
    L = u.shape[-1]
    y: Tensor
    if u.is_complex() or K.is_complex():
        y = torch.fft.ifft(torch.fft.fft(u, n=2 * L) * torch.fft.fft(K, n=2 * L))
    else:
        y = torch.fft.irfft(torch.fft.rfft(u, n=2 * L) * torch.fft.rfft(K, n=2 * L), n=2 * L)
    return y[..., :L]


def ssm_scan(
    Ad: Tensor,
    Bd: Tensor,
    C: Tensor,
    u: Tensor,
    mode: ScanMode = "sequential",
    *,
    chunk: int = 128,
) -> Tensor:
    """y = C x from x = 0: u (*b, L), C (*h, N) -> (*b, *h, L); C = I gives the states.

    sequential: O(N²) a step, O(N) memory. associative: log₂L passes over all states.
    chunked: dense blocks inside a chunk, one state between chunks.
    """
    batch, outputs = u.shape[:-1], C.shape[:-1]
    flat, C2 = u.reshape(-1, u.shape[-1]).to(Ad.dtype), C.reshape(-1, C.shape[-1]).to(Ad.dtype)
    scan = {"sequential": _sequential, "associative": _associative}.get(mode)
    y = scan(Ad, Bd, C2, flat) if scan else _chunked(Ad, Bd, C2, flat, chunk)
    return y.reshape(*batch, *outputs, u.shape[-1])


def _sequential(Ad: Tensor, Bd: Tensor, C: Tensor, u: Tensor) -> Tensor:
    x = u.new_zeros(len(u), len(Bd))
    y = []
    for k in range(u.shape[-1]):
        x = x @ Ad.mT + u[:, k, None] * Bd
        y.append(x @ C.mT)
    return torch.stack(y, -1)


def _associative(Ad: Tensor, Bd: Tensor, C: Tensor, u: Tensor) -> Tensor:
    """After pass i, x_k holds the last 2^i samples; A^{2^i} carries the 2^i before them."""
    x, power, reach = u[..., None] * Bd, Ad, 1
    while reach < u.shape[-1]:
        x = torch.cat([x[:, :reach], x[:, reach:] + x[:, :-reach] @ power.mT], 1)
        power, reach = power @ power, 2 * reach
    return (x @ C.mT).mT


def _chunked(Ad: Tensor, Bd: Tensor, C: Tensor, u: Tensor, T: int) -> Tensor:
    """y = (Toeplitz of K) u + (C A^{j+1}) x within T samples, x ← A^T x + (A^{T-1}B … B) u."""
    b, L = u.shape
    blocks = torch.nn.functional.pad(u, (0, -L % T)).reshape(b, -1, T)
    powers = _powers(Ad, T)  # (T, N, N): A^1 … A^T
    V = torch.cat([Bd[None], powers[:-1] @ Bd])  # (T, N): A^j B
    inside = blocks @ _toeplitz(V @ C.mT)  # (h, b, blocks, T)
    x, carried = u.new_zeros(b, len(Bd)), []
    for m in range(blocks.shape[1]):
        carried.append(x)
        x = x @ powers[-1].mT + blocks[:, m] @ V.flip(0)
    across = torch.einsum("bmn,thn->hbmt", torch.stack(carried, 1), C @ powers)
    return (inside + across).flatten(2)[..., :L].transpose(0, 1)


def _powers(Ad: Tensor, T: int) -> Tensor:
    """A^1 … A^T by doubling: (N, N) -> (T, N, N)."""
    P = Ad[None]
    while len(P) < T:
        P = torch.cat([P, P[-1] @ P])
    return P[:T]


def _toeplitz(K: Tensor) -> Tensor:
    """M[h, i, j] = K[j-i, h] for j ≥ i, else 0: K (T, h) -> (h, 1, T, T), for row vectors u M."""
    T = len(K)
    j = torch.arange(T, device=K.device)
    lag = j - j[:, None]
    return torch.where(lag >= 0, K.mT[:, lag.clamp(min=0)], 0)[:, None]
