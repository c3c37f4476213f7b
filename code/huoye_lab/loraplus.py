"""LoRA with two learning rates (LoRA+, arXiv 2402.12354): from one sample to optimiser groups.

The smallest LoRA there is: f = (W* + b aᵀ) x with a scalar b, one sample x in R^n with |x|² = n,
loss ½(f - y)².  Only s = aᵀx, b and n enter, so any width costs the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor


@dataclass(frozen=True, slots=True)
class ToyTrace:
    """T steps of gradient descent at K widths at once."""

    delta: Tensor
    """(δ¹, δ², δ³) of each step: (T, 3, K)."""
    s: Tensor
    """aᵀx before each step and after the last: (T+1, K)."""
    b: Tensor
    """b, likewise: (T+1, K)."""


def toy_deltas(
    n: Tensor, lr_a: Tensor, lr_b: Tensor, *, s: float, b: float, steps: int, target: float = 1.0
) -> ToyTrace:
    """Run the toy from aᵀx = s and b towards y - W*x = target, with widths and rates (K,).

        f_{t+1} - f_t = δ¹ + δ² + δ³,        U = f_t - y,
        δ¹ = -η_a b² U n,   δ² = -η_b s² U,   δ³ = η_a η_b U² b s n.

    δ¹ is what training a alone would do, δ² what training b alone would do.
    """
    s_path, b_path = [torch.full_like(n, s)], [torch.full_like(n, b)]
    deltas = []
    for _ in range(steps):
        s_t, b_t = s_path[-1], b_path[-1]
        u = b_t * s_t - target
        first, second = -lr_a * b_t**2 * u * n, -lr_b * s_t**2 * u
        deltas.append(torch.stack([first, second, lr_a * lr_b * u**2 * b_t * s_t * n]))
        s_path.append(s_t - lr_a * u * b_t * n)
        b_path.append(b_t - lr_b * u * s_t)
    return ToyTrace(torch.stack(deltas), torch.stack(s_path), torch.stack(b_path))


def exponent(n: Tensor, value: Tensor) -> float:
    """The least-squares slope of log|value| against log n, over widths (K,)."""
    x, y = n.log() - n.log().mean(), value.abs().log()
    return float((x * y).sum() / x.square().sum())


def loraplus_param_groups(
    named_params: Iterable[tuple[str, Tensor]],
    *,
    lr: float,
    ratio: float,
    lr_embedding: float = 1e-6,
) -> list[dict[str, Any]]:
    """Optimiser groups by PEFT's names: A at lr, B at lr·ratio, embedding adapters at their own.

    Vectors (biases, norms) share B's rate: like B they act on the output side and start at a
    scale that does not shrink with the width.  Frozen parameters are left out, as are empty groups.
    """
    rates = {"embedding": lr_embedding, "B": lr * ratio, "A": lr}
    members: dict[str, list[Tensor]] = {kind: [] for kind in rates}
    for name, p in named_params:
        if p.requires_grad:
            members[kind_of(name, p)].append(p)
    return [{"params": ps, "lr": rates[kind]} for kind, ps in members.items() if ps]


def kind_of(name: str, p: Tensor) -> str:
    """ "embedding", "B" or "A": which of the three rates a parameter takes."""
    if "lora_embedding" in name:
        return "embedding"
    return "B" if "lora_B" in name or p.ndim == 1 else "A"
