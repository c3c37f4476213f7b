"""Discretisation, kernel, convolution and scan against scipy and against each other."""

import numpy as np
import pytest
import torch
from scipy import signal
from torch import Tensor

from huoye_lab.hippo import Measure, hippo_matrix
from huoye_lab.ssm import Method, ScanMode, discretize, ssm_fftconv, ssm_kernel, ssm_scan

SCIPY: dict[Method, str] = {
    "zoh": "zoh",
    "bilinear": "bilinear",
    "forward": "euler",
    "backward": "backward_diff",
}
MODES: list[ScanMode] = ["sequential", "chunked", "associative"]
G = torch.Generator().manual_seed(3)
U = torch.randn(2, 301, dtype=torch.float64, generator=G)


def system(measure: Measure = "legt", N: int = 9) -> tuple[Tensor, Tensor, Tensor]:
    Ad, Bd = discretize(*hippo_matrix(measure, N, theta=40.0), 1.0)
    C = torch.randn(4, N, dtype=torch.float64, generator=torch.Generator().manual_seed(7))
    return Ad, Bd, C.to(Ad.dtype)


def reference(Ad: Tensor, Bd: Tensor, C: Tensor, u: Tensor) -> Tensor:
    """dlsim with C shifted by one step: it reports y before the update, so C Ad and D = C Bd."""
    Cs, D = (C @ Ad).numpy(), (C @ Bd)[:, None].numpy()
    one = signal.dlti(Ad.numpy(), Bd[:, None].numpy(), Cs, D, dt=1)
    return torch.stack([torch.from_numpy(signal.dlsim(one, row.numpy())[1]).mT for row in u])


@pytest.mark.parametrize("method", SCIPY)
@pytest.mark.parametrize("measure", ["legs", "legt", "lagt"])
def test_discretize_is_scipys(method: Method, measure: Measure) -> None:
    A, B = hippo_matrix(measure, 7)
    Ad, Bd = discretize(A, B, 0.13, method)
    C, D = np.ones((1, 7)), np.zeros((1, 1))
    expected = signal.cont2discrete((A.numpy(), B[:, None].numpy(), C, D), 0.13, SCIPY[method])
    np.testing.assert_allclose(Ad, expected[0], atol=1e-10)
    np.testing.assert_allclose(Bd, expected[1][:, 0], atol=1e-10)


@pytest.mark.parametrize("right", SCIPY)
@pytest.mark.parametrize("wrong", SCIPY)
def test_the_four_schemes_differ(right: Method, wrong: Method) -> None:
    A, B = hippo_matrix("legt", 5)
    gap = discretize(A, B, 0.13, right)[1] - discretize(A, B, 0.13, wrong)[1]
    assert bool(gap.abs().max() > 1e-3) == (right != wrong)


def test_discretize_takes_many_steps_at_once_and_singular_matrices() -> None:
    A, B = torch.zeros(2, 2, dtype=torch.float64), torch.ones(2, dtype=torch.float64)
    Ad, Bd = discretize(A, B, torch.tensor([0.5, 2.0], dtype=torch.float64))
    torch.testing.assert_close(Ad, torch.eye(2, dtype=torch.float64).expand(2, 2, 2))
    torch.testing.assert_close(Bd, torch.tensor([[0.5, 0.5], [2.0, 2.0]], dtype=torch.float64))


@pytest.mark.parametrize("mode", MODES)
def test_scan_is_dlsim(mode: ScanMode) -> None:
    Ad, Bd, C = system()
    y = ssm_scan(Ad, Bd, C, U, mode, chunk=64)
    torch.testing.assert_close(y, reference(Ad, Bd, C, U), atol=1e-10, rtol=1e-10)


@pytest.mark.parametrize("measure", ["legt", "lagt", "fout"])
@pytest.mark.parametrize("mode", MODES)
def test_recurrence_and_convolution_agree(measure: Measure, mode: ScanMode) -> None:
    Ad, Bd, C = system(measure)
    y = ssm_scan(Ad, Bd, C, U, mode, chunk=50)
    through_fft = ssm_fftconv(U[:, None], ssm_kernel(Ad, Bd, C, U.shape[-1]))
    torch.testing.assert_close(through_fft, y, atol=1e-10, rtol=1e-10)


def test_kernel_is_the_powers() -> None:
    Ad, Bd, C = system()
    powers = [C @ torch.linalg.matrix_power(Ad, j) @ Bd for j in range(23)]
    torch.testing.assert_close(ssm_kernel(Ad, Bd, C, 23), torch.stack(powers, -1))


def test_fftconv_is_numpys_convolution() -> None:
    K = torch.randn(301, dtype=torch.float64, generator=G)
    expected = np.convolve(U[0].numpy(), K.numpy())[:301]
    np.testing.assert_allclose(ssm_fftconv(U[0], K), expected, atol=1e-11)


def test_that_check_kills_an_unpadded_fft() -> None:
    K = torch.randn(301, dtype=torch.float64, generator=G)
    circular = torch.fft.irfft(torch.fft.rfft(U[0]) * torch.fft.rfft(K), n=301)
    assert (circular - ssm_fftconv(U[0], K)).abs().max() > 1


def test_the_dlsim_check_kills_an_output_before_the_update() -> None:
    Ad, Bd, C = system()
    early = torch.nn.functional.pad(ssm_scan(Ad, Bd, C, U), (1, -1))
    assert (early - reference(Ad, Bd, C, U)).abs().max() > 1e-2


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("batch", "heads"), [((), ()), ((2,), ()), ((), (3,)), ((2, 5), (3, 2))])
def test_shapes(mode: ScanMode, batch: tuple[int, ...], heads: tuple[int, ...]) -> None:
    Ad, Bd, _ = system()
    u = torch.ones(*batch, 37, dtype=torch.float64)
    C = torch.ones(*heads, 9, dtype=torch.float64)
    y = ssm_scan(Ad, Bd, C, u, mode, chunk=8)
    assert y.shape == (*batch, *heads, 37)
    torch.testing.assert_close(
        y.reshape(-1, 37)[0], ssm_scan(Ad, Bd, C.reshape(-1, 9)[0], u.reshape(-1, 37)[0])
    )
