"""Shifted Legendre polynomials against numpy's series and quadrature."""

import numpy as np
import pytest
import torch
from numpy.polynomial import Legendre

from huoye_lab.legendre import gauss, legendre, legendre_integral, norms

S = torch.linspace(0, 1, 41, dtype=torch.float64)


@pytest.mark.parametrize("N", [1, 2, 3, 40])
def test_values_are_numpys_legendre_series(N: int) -> None:
    expected = np.stack(
        [Legendre.basis(n)(2 * S.numpy() - 1) * (2 * n + 1) ** 0.5 for n in range(N)]
    )
    np.testing.assert_allclose(legendre(S, N).mT, expected, atol=1e-12)


@pytest.mark.parametrize("N", [1, 2, 3, 40])
def test_integral_is_the_antiderivative_from_zero(N: int) -> None:
    primitive = [Legendre.basis(n, domain=[0, 1]).integ(lbnd=0) for n in range(N)]
    expected = np.stack([p(S.numpy()) * (2 * n + 1) ** 0.5 for n, p in enumerate(primitive)])
    np.testing.assert_allclose(legendre_integral(S, N).mT, expected, atol=1e-13)


def test_gauss_nodes_make_the_basis_orthonormal() -> None:
    s, w = gauss(32)
    gram = legendre(s, 32).mT @ (w[:, None] * legendre(s, 32))
    torch.testing.assert_close(gram, torch.eye(32, dtype=torch.float64), atol=1e-12, rtol=0)


def test_value_at_the_new_end_is_the_norm() -> None:
    torch.testing.assert_close(legendre(torch.ones((), dtype=torch.float64), 9), norms(9))


def test_dtype_and_shape_follow_the_argument() -> None:
    values = legendre(torch.zeros(2, 3, dtype=torch.float32), 5)
    assert values.dtype == torch.float32 and values.shape == (2, 3, 5)
