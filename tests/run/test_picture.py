"""Displayed pictures to files: equal pixels give equal bytes, and nothing else of a file stays."""

import base64
import io
from typing import Any

import numpy as np
import pytest
from PIL import Image, PngImagePlugin

from huoye.run.picture import Picture, Unreadable, picture

PIXELS = np.random.default_rng(0).integers(0, 256, (12, 16, 3), dtype=np.uint8)


def encoded(image: Image.Image, kind: str, **how: Any) -> dict[str, str]:
    target = io.BytesIO()
    image.save(target, kind, **how)
    return {f"image/{kind.lower()}": base64.b64encode(target.getvalue()).decode()}


def stored(data: dict[str, str], **size: float) -> Picture:
    found = picture(data, {next(iter(data)): size})
    assert found is not None
    return found


def pixels(content: bytes) -> np.ndarray[Any, Any]:
    with Image.open(io.BytesIO(content)) as image:
        return np.asarray(image)


def test_equal_pixels_give_equal_bytes_and_the_same_pixels() -> None:
    image, said = Image.fromarray(PIXELS), PngImagePlugin.PngInfo()
    said.add_text("Creation Time", "now, in /home/al")
    first = stored(encoded(image, "PNG"))
    for other in (
        encoded(image, "PNG", pnginfo=said, compress_level=1),
        encoded(image.convert("RGBA"), "PNG"),
        encoded(image, "WEBP", lossless=True),
    ):
        assert stored(other) == first
    assert np.array_equal(pixels(first.still), PIXELS)
    assert (first.width, first.height, first.moving) == (16, 12, b"")
    assert b"/home" not in first.still


@pytest.mark.parametrize(
    ("given", "size"),
    [
        ({"width": 320}, (320, 240)),
        ({"height": 6}, (8, 6)),
        ({"width": 10, "height": 10}, (10, 10)),
        ({"width": -1, "height": 10**9}, (16, 12)),
        ({"width": '9" onload='}, (16, 12)),
    ],
)
def test_the_size_that_was_asked_for(given: dict[str, float], size: tuple[float, float]) -> None:
    found = stored(encoded(Image.fromarray(PIXELS), "PNG"), **given)
    assert (found.width, found.height) == size


def test_a_photograph_stays_small_upright_and_tells_no_place() -> None:
    image = Image.fromarray(PIXELS).resize((320, 240))
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "camera of al"
    found = stored(encoded(image, "JPEG", exif=exif))
    assert (found.width, found.height) == (240, 320)
    assert b"camera" not in found.still
    assert len(found.still) < len(stored(encoded(image, "PNG")).still)


@pytest.mark.parametrize("kind", ["GIF", "WEBP"])
def test_an_animation_keeps_its_frames_and_its_last_one_as_still(kind: str) -> None:
    frames = [Image.fromarray(PIXELS // 64 * 64).rotate(90 * n, expand=False) for n in range(3)]
    more: dict[str, Any] = {"lossless": True} if kind == "WEBP" else {}
    data = encoded(
        frames[0], kind, save_all=True, append_images=frames[1:], duration=70, loop=0, **more
    )
    found = stored(data)
    with Image.open(io.BytesIO(found.moving)) as moving:
        assert getattr(moving, "n_frames", 1) == 3
        moving.seek(2)
        assert np.array_equal(np.asarray(moving.convert("RGB")), pixels(found.still)[..., :3])
        assert moving.info["duration"] == 70
    assert stored(data) == found


def test_transparency_stays() -> None:
    image = Image.fromarray(PIXELS).convert("RGBA")
    image.putalpha(128)
    assert set(pixels(stored(encoded(image, "PNG")).still)[..., 3].ravel()) == {128}


def test_too_many_pixels_and_no_picture_at_all() -> None:
    assert picture({"text/plain": "x"}, {}) is None
    long = Image.new("1", (20_000, 2))
    with pytest.raises(Unreadable, match="20000 × 2"):
        picture(encoded(long, "PNG"), {})
    cut = {"image/png": encoded(Image.fromarray(PIXELS), "PNG")["image/png"][:200]}
    with pytest.raises(Unreadable):
        picture(cut, {})
