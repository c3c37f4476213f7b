"""The batched sweep against torch's own autograd and Adam, one pair of rates at a time."""

from collections.abc import Callable

import pytest
import torch
from torch import Tensor

import huoye_lab.loraplus_sweep as lab
from huoye_lab.loraplus_sweep import (
    EPS,
    LoraProblem,
    LoraSweep,
    best_ratio,
    draw,
    gain_over_one_rate,
    loss_and_gradients,
    run_sweep,
)

STEPS = 12
RATES_A = torch.tensor([0.01, 0.1, 0.003], dtype=torch.float64)
RATES_B = torch.tensor([0.02, 0.005, 0.05], dtype=torch.float64)
Moments = tuple[Tensor, Tensor]
Sweep = Callable[[LoraProblem, Tensor, Tensor, int], Tensor]


def problem(init: str = "B") -> LoraProblem:
    sweep = LoraSweep(10, rank=3, init="A" if init == "A" else "B", samples=8, inputs=4)
    return draw(sweep, torch.Generator().manual_seed(2), torch.float64)


def loss_of(p: LoraProblem, a: Tensor, b: Tensor) -> Tensor:
    """½ mean (f-y)² of one pair, written with the merged weight rather than the factors."""
    h = p.h0 + p.z @ (b @ a).T
    return 0.5 * (h.clamp_min(0) @ p.v - p.y).square().mean()


def one_by_one(p: LoraProblem, lr_a: Tensor, lr_b: Tensor, steps: int) -> Tensor:
    rows = []
    for rate_a, rate_b in zip(lr_a.tolist(), lr_b.tolist(), strict=True):
        a, b = p.a.clone().requires_grad_(), p.b.clone().requires_grad_()
        groups = [{"params": [a], "lr": rate_a}, {"params": [b], "lr": rate_b}]
        optimizer = torch.optim.Adam(groups, eps=EPS)
        losses = []
        for _ in range(steps):
            optimizer.zero_grad()
            loss = loss_of(p, a, b)
            loss.backward()
            optimizer.step()
            losses.append(loss.detach())
        rows.append(torch.stack([*losses, loss_of(p, a, b).detach()]))
    return torch.stack(rows)


def check_sweep(sweep: Sweep, init: str) -> None:
    p = problem(init)
    got = sweep(p, RATES_A, RATES_B, STEPS)
    torch.testing.assert_close(got, one_by_one(p, RATES_A, RATES_B, STEPS), rtol=1e-9, atol=0)


@pytest.mark.parametrize("init", ["A", "B"])
def test_the_batch_is_the_loop(init: str) -> None:
    check_sweep(run_sweep, init)


@pytest.mark.parametrize("wrong", [
    lambda p, lr_a, lr_b, steps: run_sweep(p, lr_b, lr_a, steps),
    lambda p, lr_a, lr_b, steps: run_sweep(p, lr_a, lr_a, steps),
], ids=["rates swapped", "one rate"])  # fmt: skip
def test_the_check_kills_wrong_rates(wrong: Sweep) -> None:
    with pytest.raises(AssertionError):
        check_sweep(wrong, "B")


def uncorrected(theta: Tensor, grad: Tensor, moments: Moments, lr: Tensor, step: int) -> None:
    m, v = moments
    m.lerp_(grad, 0.1)
    v.lerp_(grad.square(), 0.001)
    theta.sub_(lr * m / (v.sqrt() + EPS))


def plain(theta: Tensor, grad: Tensor, moments: Moments, lr: Tensor, step: int) -> None:
    theta.sub_(lr * grad)


@pytest.mark.parametrize("wrong", [uncorrected, plain])
def test_the_check_kills_wrong_optimisers(
    wrong: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lab, "adam_", wrong)
    with pytest.raises(AssertionError):
        check_sweep(run_sweep, "A")


def check_gradients(function: Callable[[LoraProblem, Tensor, Tensor], tuple[Tensor, ...]]) -> None:
    p = problem()
    generator = torch.Generator().manual_seed(3)
    a = torch.randn(2, 3, 10, generator=generator, dtype=torch.float64, requires_grad=True)
    b = torch.randn(2, 10, 3, generator=generator, dtype=torch.float64, requires_grad=True)
    losses = torch.stack([loss_of(p, a[c], b[c]) for c in range(2)])
    expected = (losses, *torch.autograd.grad(losses.sum(), (a, b)))
    for mine, reference in zip(function(p, a.detach(), b.detach()), expected, strict=True):
        torch.testing.assert_close(mine, reference.detach())


def without_mask(p: LoraProblem, a: Tensor, b: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """relu's derivative taken as 1."""
    loss = loss_and_gradients(p, a, b)[0]
    q = p.z @ a.mT
    error = torch.relu(p.h0 + q @ b.mT) @ p.v - p.y
    g = (error / len(p.y))[..., None] * p.v
    return loss, (g @ b).mT @ p.z, g.mT @ q


def test_gradients_are_autograds() -> None:
    check_gradients(loss_and_gradients)


@pytest.mark.parametrize("wrong", [
    without_mask,
    lambda p, a, b: tuple(x * f for x, f in zip(loss_and_gradients(p, a, b), (1, 2, 2), strict=True)),
], ids=["no mask", "half forgotten"])  # fmt: skip
def test_the_check_kills_wrong_gradients(wrong: Callable[..., tuple[Tensor, ...]]) -> None:
    with pytest.raises(AssertionError):
        check_gradients(wrong)


def test_both_starts_leave_the_pretrained_output() -> None:
    for init in "AB":
        p = problem(init)
        assert not bool((p.b @ p.a).any())
        assert bool((p.a if init == "B" else p.b).any())
        torch.testing.assert_close(
            run_sweep(p, RATES_A, RATES_B, 0)[:, 0],
            (0.5 * (torch.relu(p.h0) @ p.v - p.y).square().mean()).expand(3),
        )


def test_features_and_outputs_keep_their_scale() -> None:
    """Unit second moments at every width, the premise of the exponents."""
    for width in (64, 512):
        p = draw(LoraSweep(width, samples=200), torch.Generator().manual_seed(0), torch.float64)
        for size in (p.z, p.h0, p.z @ p.a.T):
            assert 0.6 < size.square().mean() < 1.6


def test_best_ratio_and_gain_read_a_known_valley() -> None:
    axis = torch.arange(-6.0, 1.0)
    a, b = torch.meshgrid(axis, axis, indexing="ij")
    loss = (a + 5) ** 2 + 2 * (b + 2) ** 2 + 1.0
    assert best_ratio(loss, axis, axis, top=1) == 3.0
    assert best_ratio(loss.T, axis, axis, top=1) == -3.0
    assert best_ratio(loss, axis, axis, top=3) == pytest.approx(3.0)
    assert gain_over_one_rate(loss) == pytest.approx(1 / float(loss.diagonal().min()))
    loss[0, 6] = torch.nan
    assert best_ratio(loss.nan_to_num(nan=torch.inf), axis, axis, top=1) == 3.0


def test_a_run_that_blows_up_is_inf_and_alone() -> None:
    p = problem()
    wild = torch.tensor([1e200, 0.01], dtype=torch.float64)
    loss = run_sweep(p, wild, wild, STEPS)
    assert bool(loss[0, -1].isinf()) and bool(loss[1].isfinite().all())


def test_moving_a_problem_keeps_its_parts_in_place() -> None:
    p = problem()
    moved = run_sweep(p.to("cpu"), RATES_A, RATES_B, STEPS)
    torch.testing.assert_close(moved, run_sweep(p, RATES_A, RATES_B, STEPS), rtol=0, atol=0)
    assert p.to("meta").a.shape == p.a.shape and p.to("meta").z.is_meta
