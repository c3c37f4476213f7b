"""The one-sample toy against an n-dimensional autograd run, and the groups against Adam."""

from collections.abc import Callable

import pytest
import torch
from torch import Tensor, nn

from huoye_lab.loraplus import ToyTrace, exponent, loraplus_param_groups, toy_deltas

WIDTHS = 2.0 ** torch.arange(6, 23, 2, dtype=torch.float64)
Deltas = Callable[[Tensor, Tensor, Tensor, float, float], Tensor]


def toy_in_full(n: int, lr_a: float, lr_b: float, steps: int) -> list[float]:
    """f at each step with real vectors a, x in R^n and torch's own gradient and SGD."""
    generator = torch.Generator().manual_seed(n)
    x = torch.randn(n, generator=generator, dtype=torch.float64)
    x = x * n**0.5 / x.norm()
    a = torch.randn(n, generator=generator, dtype=torch.float64)
    a = (a - (a @ x - 0.7) * x / n).requires_grad_()  # aᵀx = 0.7
    b = torch.tensor(0.3, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.SGD([{"params": [a], "lr": lr_a}, {"params": [b], "lr": lr_b}])
    values = []
    for _ in range(steps + 1):
        f = b * (a @ x)
        values.append(f.item())
        optimizer.zero_grad()
        (0.5 * (f - 1) ** 2).backward()
        optimizer.step()
    return values


def trace(lr_a: Tensor, lr_b: Tensor, *, s: float, b: float, steps: int = 3) -> ToyTrace:
    return toy_deltas(WIDTHS, lr_a, lr_b, s=s, b=b, steps=steps)


def test_the_scalars_follow_the_full_model() -> None:
    n, lr_a, lr_b, steps = 50, 0.004, 0.2, 8
    one = torch.ones(1, dtype=torch.float64)
    toy = toy_deltas(n * one, lr_a * one, lr_b * one, s=0.7, b=0.3, steps=steps)
    f = torch.tensor(toy_in_full(n, lr_a, lr_b, steps), dtype=torch.float64)
    torch.testing.assert_close((toy.s * toy.b)[:, 0], f)
    torch.testing.assert_close(toy.delta.sum(1)[:, 0], f.diff())


def split(n: Tensor, eta_a: Tensor, eta_b: Tensor, s: float, b: float) -> Tensor:
    return toy_deltas(n, eta_a, eta_b, s=s, b=b, steps=1).delta[0]


def check_identity(deltas: Deltas) -> None:
    """The parts add up to the step, and the first two are what one factor alone would do."""
    n, eta_a, eta_b = (torch.tensor([v], dtype=torch.float64) for v in (50.0, 0.004, 0.2))
    s, b = 0.7, 0.3
    part = deltas(n, eta_a, eta_b, s, b)
    u = s * b - 1
    s_next, b_next = s - eta_a * u * b * n, b - eta_b * u * s
    torch.testing.assert_close(part.sum(0), b_next * s_next - b * s)
    torch.testing.assert_close(part[0], b * s_next - b * s)
    torch.testing.assert_close(part[1], b_next * s - b * s)


def test_the_split_is_an_identity() -> None:
    check_identity(split)


@pytest.mark.parametrize("wrong", [
    lambda n, ea, eb, s, b: split(n, ea, eb, s, b) * torch.tensor([[1.0], [1], [-1]]),
    lambda n, ea, eb, s, b: split(n, eb, ea, s, b),
    lambda n, ea, eb, s, b: split(n, ea, eb, s, b)[[1, 0, 2]],
    lambda n, ea, eb, s, b: split(n**0.5, ea, eb, s, b),
], ids=["sign of δ³", "rates swapped", "parts swapped", "|x| for |x|²"])  # fmt: skip
def test_the_check_kills_wrong_splits(wrong: Deltas) -> None:
    with pytest.raises(AssertionError):
        check_identity(wrong)


@pytest.mark.parametrize(("powers", "start", "expected"), [
    ((-1.0, 0.0), (1.0, 0.0), (0.0, 0.0)),
    ((-0.5, -0.5), (1.0, 0.0), (-0.5, -0.5)),
    ((-1.0, -1.0), (0.0, 1.0), (0.0, -1.0)),
    ((-1.0, -1.0), (1.0, 0.0), (-2.0, -1.0)),
])  # fmt: skip
def test_exponents_of_the_second_step(
    powers: tuple[float, float], start: tuple[float, float], expected: tuple[float, float]
) -> None:
    lr_a, lr_b = (0.5 * WIDTHS**p for p in powers)
    delta = trace(lr_a, lr_b, s=start[0], b=start[1]).delta[1]
    measured = [exponent(WIDTHS, part) for part in delta[:2]]
    assert measured == pytest.approx(expected, abs=0.02)


def test_exponent_reads_a_power_law() -> None:
    assert exponent(WIDTHS, -3 * WIDTHS**-0.37) == pytest.approx(-0.37)


class Adapted(nn.Module):
    """Names as PEFT gives them."""

    def __init__(self) -> None:
        super().__init__()
        self.lora_A = nn.Linear(4, 2, bias=False)
        self.lora_B = nn.Linear(2, 4, bias=True)
        self.lora_embedding_A = nn.Parameter(torch.ones(2, 3))
        self.frozen = nn.Parameter(torch.ones(4, 4), requires_grad=False)


def displacements(groups: list[dict[str, object]], model: nn.Module) -> dict[str, float]:
    """How far Adam's first step, whose length is the rate, moves each parameter."""
    before = {name: p.detach().clone() for name, p in model.named_parameters()}
    for p in model.parameters():
        p.grad = torch.full_like(p, 0.3)
    torch.optim.Adam(groups).step()
    after = model.named_parameters()
    return {name: (before[name] - p.detach()).abs().max().item() for name, p in after}


def test_groups_give_each_factor_its_rate() -> None:
    model = Adapted()
    groups = loraplus_param_groups(model.named_parameters(), lr=1e-3, ratio=16, lr_embedding=1e-4)
    moved = displacements(groups, model)
    assert moved == pytest.approx({
        "lora_A.weight": 1e-3, "lora_B.weight": 1.6e-2, "lora_B.bias": 1.6e-2,
        "lora_embedding_A": 1e-4, "frozen": 0.0,
    }, rel=1e-3)  # fmt: skip
    only_a = loraplus_param_groups([("x.lora_A.weight", model.lora_A.weight)], lr=1.0, ratio=2.0)
    assert [group["lr"] for group in only_a] == [1.0]
