"""Sizes of pictures, against headers made by hand and by the libraries at hand."""

import io
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huoye.disk.images import image_size

PIL = pytest.importorskip("PIL.Image")


def drawn(kind: str, size: tuple[int, int], **options: object) -> bytes:
    """A picture that the reference library wrote."""
    buffer = io.BytesIO()
    PIL.new("RGB", size, (200, 30, 30)).save(buffer, kind, **options)
    return buffer.getvalue()


SIZES = [(1, 1), (640, 480), (3, 5000)]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("kind", "options"),
    [("PNG", {}), ("GIF", {}), ("JPEG", {}), ("JPEG", {"progressive": True}),
     ("WEBP", {}), ("WEBP", {"lossless": True}), ("WEBP", {"exif": b"Exif\0\0MM\0*\0\0\0\x08\0\0"})],
)  # fmt: skip
def test_what_the_reference_writes(
    kind: str, options: dict[str, object], size: tuple[int, int]
) -> None:
    assert image_size(drawn(kind, size, **options)) == size


@pytest.mark.parametrize(
    ("orientation", "size"), [(1, (40, 30)), (3, (40, 30)), (6, (30, 40)), (8, (30, 40))]
)
def test_a_turned_photograph_is_measured_as_it_is_shown(
    orientation: int, size: tuple[int, int]
) -> None:
    exif = PIL.Exif()
    exif[0x0112] = orientation
    assert image_size(drawn("JPEG", (40, 30), exif=exif)) == size


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ('<svg width="12.4" height="7px">', (12, 7)),
        (
            '<?xml version="1.0"?>\n<!-- a -->\n<svg xmlns="x" width=\'1in\' height="72pt">',
            (96, 96),
        ),
        ('<svg width="100%" height="auto" viewBox="0 0 300 150">', (300, 150)),
        ('<svg viewBox="-1,-1,30.6,15">', (31, 15)),
        ('<svg stroke-width="3" viewBox="0 0 8 9">', (8, 9)),
        ('<svg width="5" >', None),
        ('<svg viewBox="0 0 e e">', None),
        ('<svg width="0" height="3" viewBox="0 0 0 0">', None),
        ("<html>", None),
    ],
)
def test_svg(text: str, size: tuple[int, int] | None) -> None:
    assert image_size(text.encode()) == size


def test_a_png_made_by_hand() -> None:
    header = struct.pack(">IIBBBBB", 7, 9, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + header + struct.pack(">I", zlib.crc32(b"IHDR" + header))
    assert image_size(b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk) == (7, 9)


@pytest.mark.parametrize("data", [b"", b"x", b"%PDF-1.4", b"BM" + b"\0" * 60])
def test_other_files_have_no_size(data: bytes) -> None:
    assert image_size(data) is None


@pytest.mark.parametrize("kind", ["PNG", "GIF", "JPEG", "WEBP"])
def test_a_cut_header_is_no_size_or_the_right_one(kind: str) -> None:
    data = drawn(kind, (64, 32))
    assert {image_size(data[:n]) for n in range(len(data))} <= {None, (64, 32)}


MAGIC = [b"\x89PNG\r\n\x1a\n", b"GIF89a", b"\xff\xd8\xff\xe1", b"RIFF0000WEBPVP8 ", b"<svg ", b""]


@settings(deadline=None)
@given(st.sampled_from(MAGIC), st.binary(max_size=80))
def test_no_bytes_raise(magic: bytes, rest: bytes) -> None:
    size = image_size(magic + rest)
    assert size is None or min(size) > 0
