"""From the samples of a window to its coefficients, without a state: the truth to compare with."""

import torch
from torch import Tensor

from huoye_lab.hippo import Measure, frequencies
from huoye_lab.legs import legs_weights


def window_weights(measure: Measure, W: int, N: int) -> Tensor:
    """K[n, j] = ∫ conj g_n(s) ds over [j/W, (j+1)/W], (N, W), for a staircase of W samples."""
    if measure in ("legs", "legt"):
        return legs_weights(W, N)
    if measure == "lagt":
        raise ValueError("lagt has no window: its memory never ends")
    n, middle = frequencies(N)[:, None], (torch.arange(W, dtype=torch.float64) + 0.5) / W
    weights: Tensor = torch.exp(-2j * torch.pi * n * middle) * torch.sinc(n / W) / W
    return weights


def window_memory(u: Tensor, W: int, N: int, measure: Measure, *, stride: int = 1) -> Tensor:
    """Coefficients of every window of W samples, `stride` apart: u (..., L) -> (..., n, N)."""
    K = window_weights(measure, W, N)
    return u.unfold(-1, W, stride).to(K.dtype) @ K.mT
