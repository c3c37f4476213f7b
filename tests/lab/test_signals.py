"""The band and the variance of the test signals."""

import torch

from huoye_lab.signals import bandlimited


def test_bandlimited_noise_has_its_band_and_variance() -> None:
    u = bandlimited(1024, 6.0, torch.Generator().manual_seed(0), batch=400)
    assert abs(float(u.square().mean()) - 1) < 0.1
    window = torch.hann_window(1024, periodic=False, dtype=torch.float64)
    power = torch.fft.rfft(u * window).abs().square().mean(0)
    assert power[12:].sum() < 1e-3 * power[:8].sum()


def test_the_generator_decides_and_the_sampling_does_not() -> None:
    coarse, fine = (bandlimited(n, 5.0, torch.Generator().manual_seed(1)) for n in (100, 300))
    torch.testing.assert_close(fine[:, 1::3], coarse, atol=1e-10, rtol=0)
