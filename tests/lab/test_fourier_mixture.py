"""The mixture against scipy's normal densities, and its fit against the sample's own truth."""

from collections.abc import Callable

import pytest
import torch
from scipy.stats import norm
from torch import Tensor

from huoye_lab.fourier_mixture import Mixture, fit_mixture, tutorial_target


def generator(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def mixture() -> Mixture:
    parts = [[0.3, -1.0, 0.2], [-0.4, 0.1, 0.5], [-2.0, -1.0, -1.5]]
    return Mixture(*torch.tensor(parts, dtype=torch.float64))


def check_density(log_prob: Callable[[Mixture, Tensor], Tensor]) -> None:
    m, x = mixture(), torch.linspace(-1, 1, 21, dtype=torch.float64)
    w = m.omega.exp() / m.omega.exp().sum()
    terms = zip(w.tolist(), m.mu.tolist(), m.lam.exp().tolist(), strict=True)
    expected = sum(w_k * norm.pdf(x.numpy(), mu, sd) for w_k, mu, sd in terms)
    torch.testing.assert_close(log_prob(m, x).exp(), torch.as_tensor(expected))


def test_density_is_the_weighted_sum() -> None:
    check_density(Mixture.log_prob)


@pytest.mark.parametrize("wrong", [
    lambda m, x: Mixture(m.omega.exp(), m.mu, m.lam).log_prob(x),
    lambda m, x: Mixture(m.omega, m.mu, 2 * m.lam).log_prob(x),
    lambda m, x: Mixture(m.omega, m.mu, m.lam).log_prob(x) + m.lam.mean(),
], ids=["weights for logits", "variance for deviation", "no Jacobian"])  # fmt: skip
def test_the_check_kills_wrong_densities(wrong: Callable[[Mixture, Tensor], Tensor]) -> None:
    with pytest.raises(AssertionError):
        check_density(wrong)


def test_samples_have_the_moments() -> None:
    m = mixture()
    x, w = m.sample(200_000, generator()), m.omega.softmax(-1)
    mean = (w * m.mu).sum()
    variance = (w * (m.mu.square() + (2 * m.lam).exp())).sum() - mean.square()
    torch.testing.assert_close(x.mean(), mean, atol=0.004, rtol=0)
    torch.testing.assert_close(x.var(), variance, atol=0.004, rtol=0)


def test_adam_reaches_the_likelihood_of_the_truth() -> None:
    m = Mixture(*torch.tensor([[0.0, 0.5], [-0.5, 0.4], [-2.0, -1.6]], dtype=torch.float64))
    x = m.sample(1500, generator(1))
    fit = fit_mixture(x, 2, generator=generator(3), steps=300, lr=0.05)
    excess = m.log_prob(x).mean() - fit.log_prob(x).mean()
    assert -0.01 < excess <= 0
    torch.testing.assert_close(fit.mu.sort().values, m.mu, atol=0.03, rtol=0)


def test_tutorial_targets_stay_inside() -> None:
    m = tutorial_target(10, generator())
    assert m.mu.min() >= -0.5 and m.mu.max() <= 0.3
    assert m.lam.exp().min() >= 0.25 / 6 and m.lam.exp().max() <= 0.35 / 6
