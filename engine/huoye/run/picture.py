"""A picture that a cell displayed to the bytes that are stored: equal pixels give equal bytes.

Every picture is decoded and written anew, as WebP: no date, place or profile of its file remains.
"""

import base64
import binascii
import io
import struct
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

KINDS = ("image/png", "image/webp", "image/gif", "image/jpeg")
"""types that are read, the first that is given"""
LOSSY = {"quality": 85, "method": 4}
"""for what was lossy before: a photograph"""
LOSSLESS = {"lossless": True, "quality": 80, "method": 4}
MOST = 300_000_000
"""pixels of all frames together"""
SIDE = 16_383
"""pixels of a side of a WebP"""
PACE = 100
"""milliseconds of a frame that does not say"""


class Unreadable(ValueError):  # noqa: N818 - a finding, told as a problem
    """Why a picture cannot be stored."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is stored."""

    still: bytes
    """WebP; the last frame of an animation"""
    width: float
    """CSS pixels"""
    height: float
    moving: bytes = b""
    """animated WebP; empty: it does not move"""


def picture(data: Mapping[str, Any], metadata: Mapping[str, Any]) -> Picture | None:
    """The picture of a bundle as nbformat has it; None where there is none.

    Raises Unreadable for what is no picture after all, or too large a one.
    """
    kind = next((kind for kind in KINDS if kind in data), None)
    if kind is None:
        return None
    from PIL import Image

    bad = (OSError, ValueError, SyntaxError, EOFError, struct.error, binascii.Error)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of large pictures: we count ourselves
            return _stored(base64.b64decode(data[kind]), metadata.get(kind) or {})
    except (*bad, Image.DecompressionBombError) as error:
        raise Unreadable(str(error) or type(error).__name__) from error


def _stored(content: bytes, given: Mapping[str, Any]) -> Picture:
    from PIL import Image

    with Image.open(io.BytesIO(content)) as opened:
        count = getattr(opened, "n_frames", 1)
        if max(opened.size) > SIDE or opened.width * opened.height * count > MOST:
            raise Unreadable(f"{count} × {opened.width} × {opened.height} pixels are too many")
        how = LOSSY if opened.format == "JPEG" else LOSSLESS
        frames, paces = [], []
        for number in range(count):
            opened.seek(number)
            frames.append(_pixels(opened))
            paces.append(int(opened.info.get("duration") or PACE))
    width, height = _size(frames[-1].size, given)
    still = _webp(frames[-1], **how)
    if count == 1:
        return Picture(still, width, height)
    more = {"save_all": True, "append_images": frames[1:], "duration": paces, "loop": 0}
    return Picture(still, width, height, _webp(frames[0], **how, **more))


def _pixels(frame: Any) -> Any:
    """Upright, in three or four channels, with nothing else that its file said."""
    from PIL import ImageOps

    upright = ImageOps.exif_transpose(frame)
    plain = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    if plain.mode == "RGBA" and plain.getchannel("A").getextrema() == (255, 255):
        plain = plain.convert("RGB")
    plain.info = {}
    return plain


def _webp(frame: Any, **how: Any) -> bytes:
    target = io.BytesIO()
    frame.save(target, "WEBP", **how)
    return target.getvalue()


def _size(pixels: tuple[int, int], given: Mapping[str, Any]) -> tuple[float, float]:
    """Width and height as displayed; of one alone follows the other."""
    width, height = pixels
    wide, high = (_length(given.get(name)) for name in ("width", "height"))
    if wide and not high:
        high = wide * height / width
    if high and not wide:
        wide = high * width / height
    return round(wide or width, 1), round(high or height, 1)


def _length(value: object) -> float:
    good = isinstance(value, int | float) and 0 < value <= SIDE
    return float(value) if good else 0.0  # type: ignore[arg-type]
