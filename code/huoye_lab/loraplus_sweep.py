"""A small network with one LoRA layer, trained at every pair of learning rates at once.

    f(x) = vᵀ relu(h),   h = z (W_0 + B A)ᵀ,   z = √2 relu(W_in x),

W_in, W_0, v frozen, B (n, r) and A (r, n) trained by Adam.  The C pairs of rates are one leading
axis of every tensor: one program instead of C, and no autograd, the gradients being three lines.
"""

from dataclasses import dataclass
from typing import Literal

import torch
from torch import Tensor

BETAS = (0.9, 0.999)
EPS = 1e-12
"""Far below Adam's usual 1e-8, which would slow A down while B = 0 keeps its gradient small."""


@dataclass(frozen=True, slots=True)
class LoraSweep:
    """What is fixed while the rates vary."""

    width: int
    """n."""
    rank: int = 4
    """r."""
    init: Literal["A", "B"] = "B"
    """Which factor starts at zero."""
    readout: Literal["sp", "mf"] = "sp"
    """Standard deviation of v: n^(-1/2) (standard) or 1/n (mean field)."""
    samples: int = 64
    """N."""
    inputs: int = 16
    """Dimension of x."""


@dataclass(frozen=True, slots=True)
class LoraProblem:
    """One draw of data, frozen weights and the start."""

    z: Tensor
    """Features: (N, n)."""
    h0: Tensor
    """z W_0ᵀ: (N, n)."""
    v: Tensor
    """Readout: (n,)."""
    y: Tensor
    """What the fine-tuning should reach: (N,)."""
    a: Tensor
    """A at the start: (r, n)."""
    b: Tensor
    """B at the start: (n, r)."""

    def to(self, device: str) -> "LoraProblem":
        """The same draw in the memory of device; drawing on the CPU keeps seeds portable."""
        parts = (self.z, self.h0, self.v, self.y, self.a, self.b)
        return LoraProblem(*(part.to(device) for part in parts))


def draw(sweep: LoraSweep, generator: torch.Generator, dtype: torch.dtype) -> LoraProblem:
    """Draw a problem.  The new task is the old output plus tanh of a random linear function."""

    def normal(*shape: int, std: float = 1.0) -> Tensor:
        return std * torch.randn(*shape, generator=generator, dtype=dtype)

    n, r, d = sweep.width, sweep.rank, sweep.inputs
    x = normal(sweep.samples, d)
    z = 2**0.5 * torch.relu(x @ normal(d, n, std=d**-0.5))
    h0 = z @ normal(n, n, std=n**-0.5)
    v = normal(n, std=n**-0.5 if sweep.readout == "sp" else 1 / n)
    y = torch.relu(h0) @ v + torch.tanh(x @ normal(d, std=2 * d**-0.5))
    a, b = normal(r, n, std=n**-0.5), normal(n, r, std=r**-0.5)
    return LoraProblem(z, h0, v, y, a * (sweep.init == "B"), b * (sweep.init == "A"))


def loss_and_gradients(p: LoraProblem, a: Tensor, b: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """½ mean (f-y)² (C,) and its gradients, for A (C, r, n) and B (C, n, r).

    With q = z Aᵀ and g = ∂loss/∂h:  ∂loss/∂B = gᵀ q,  ∂loss/∂A = (g B)ᵀ z.
    """
    q = p.z @ a.mT  # (C, N, r)
    h = torch.relu_(torch.baddbmm(p.h0.expand(len(a), -1, -1), q, b.mT))  # (C, N, n)
    error = h @ p.v - p.y  # (C, N)
    g = (error / len(p.y))[..., None] * p.v * (h > 0)  # (C, N, n)
    return error.square().mean(-1) / 2, (g @ b).mT @ p.z, g.mT @ q


def adam_(
    theta: Tensor, grad: Tensor, moments: tuple[Tensor, Tensor], lr: Tensor, step: int
) -> None:
    """Adam's step number `step` ≥ 1, in place, with one rate a leading index: lr (C, 1, 1)."""
    m, v = moments
    m.lerp_(grad, 1 - BETAS[0])
    v.lerp_(grad.square(), 1 - BETAS[1])
    denominator = (v / (1 - BETAS[1] ** step)).sqrt_().add_(EPS)
    theta.sub_(lr / (1 - BETAS[0] ** step) * m / denominator)


def run_sweep(p: LoraProblem, lr_a: Tensor, lr_b: Tensor, steps: int) -> Tensor:
    """Losses of C trainings with rates lr_a, lr_b (C,): (C, steps+1), inf where one blew up."""
    a, b = (t.expand(len(lr_a), -1, -1).clone() for t in (p.a, p.b))
    moments_a, moments_b = ((torch.zeros_like(t), torch.zeros_like(t)) for t in (a, b))
    rate_a, rate_b = lr_a[:, None, None], lr_b[:, None, None]
    losses = []
    for step in range(1, steps + 1):
        loss, grad_a, grad_b = loss_and_gradients(p, a, b)
        losses.append(loss)
        adam_(a, grad_a, moments_a, rate_a, step)
        adam_(b, grad_b, moments_b, rate_b, step)
    losses.append(loss_and_gradients(p, a, b)[0])
    return torch.stack(losses, 1).nan_to_num(nan=torch.inf)


def best_ratio(loss: Tensor, log2_a: Tensor, log2_b: Tensor, top: int = 4) -> float:
    """log2(η_B/η_A), the mean over the `top` lowest cells of loss (Ca, Cb).

    One cell alone jumps by octaves between seeds: the valley along η_A η_B is flat.
    """
    ratio = log2_b[None, :] - log2_a[:, None]
    return float(ratio.flatten()[loss.flatten().argsort()[:top]].mean())


def gain_over_one_rate(loss: Tensor) -> float:
    """Lowest loss over the lowest with η_A = η_B, the grid (C, C) having equal axes: ≤ 1."""
    return float(loss.min() / loss.diagonal().min())
