"""Random test signals whose smoothness is known."""

import torch
from torch import Tensor


def bandlimited(
    L: int, cutoff: float, generator: torch.Generator, *, batch: int = 1, duration: float = 1.0
) -> Tensor:
    """Gaussian noise of unit variance without frequencies above `cutoff`: (batch, L) float64.

    Sampled at the middles of L equal steps of [0, duration]; cutoff in cycles a unit of time.
    The period is 4·duration, so neither end knows the other.
    """
    modes = max(1, int(4 * duration * cutoff))
    t = (torch.arange(L, dtype=torch.float64) + 0.5) * (duration / L)
    phase = torch.outer(torch.arange(1, modes + 1, dtype=torch.float64), t) * (
        2 * torch.pi / (4 * duration)
    )
    a, b = torch.randn(2, batch, modes, dtype=torch.float64, generator=generator)
    noise: Tensor = (a @ phase.cos() + b @ phase.sin()) / modes**0.5
    return noise
