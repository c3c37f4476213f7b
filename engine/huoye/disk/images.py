"""From the first bytes of a picture to its size in CSS pixels: a small parser for each format."""

import re
from collections.abc import Mapping

UNITS: Mapping[str, float] = {
    "": 1, "px": 1, "pt": 4 / 3, "pc": 16, "in": 96, "cm": 96 / 2.54, "mm": 96 / 25.4,
}  # fmt: skip
"""CSS pixels in one unit of an SVG length"""
SVG_HEAD = 4096
"""bytes in which the root element of an SVG must open"""
FRAME = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""JPEG segments that carry the size: every frame header, no table"""
TURNED = frozenset({5, 6, 7, 8})
"""Exif orientations in which width and height change places"""

Size = tuple[int, int]


def image_size(data: bytes) -> Size | None:
    """(width, height) of a PNG, JPEG, GIF, WebP or SVG; None for anything else or a cut header."""
    for magic, read in (
        (rb"\x89PNG\r\n\x1a\n", _png),
        (rb"GIF8[79]a", _gif),
        (rb"\xff\xd8\xff", _jpeg),
        (rb"RIFF....WEBP", _webp),
        (rb"(?:\xef\xbb\xbf)?\s*<", _svg),
    ):
        if re.match(magic, data, re.DOTALL):
            size = read(data)
            return size if size and min(size) > 0 else None
    return None


def _number(data: bytes) -> int:
    return int.from_bytes(data, "big")


def _little(data: bytes) -> int:
    return int.from_bytes(data, "little")


def _png(data: bytes) -> Size | None:
    whole = len(data) >= 24 and data[12:16] == b"IHDR"
    return (_number(data[16:20]), _number(data[20:24])) if whole else None


def _gif(data: bytes) -> Size | None:
    return (_little(data[6:8]), _little(data[8:10])) if len(data) >= 10 else None


def _jpeg(data: bytes) -> Size | None:
    """Walks the segments to the frame header; Exif before it may say that the picture is turned."""
    position, turned = 2, False
    while position + 9 <= len(data) and data[position] == 0xFF:
        kind = data[position + 1]
        if kind in FRAME:
            height, width = _number(data[position + 5 :][:2]), _number(data[position + 7 :][:2])
            return (height, width) if turned else (width, height)
        length = _number(data[position + 2 : position + 4])
        if kind == 0xE1:
            turned = _orientation(data[position + 4 : position + 2 + length]) in TURNED
        # a fill byte before a marker stands alone; a segment counts its own length
        position += 1 if kind == 0xFF else 2 + length
    return None


def _orientation(segment: bytes) -> int:
    """Value of the orientation tag in the first directory of an Exif segment, or 1."""
    tiff = segment.removeprefix(b"Exif\0\0")
    if tiff is segment or tiff[:2] not in (b"II", b"MM"):
        return 1
    read = _little if tiff[:2] == b"II" else _number
    start = read(tiff[4:8])
    for index in range(read(tiff[start : start + 2])):
        entry = tiff[start + 2 + 12 * index :][:12]
        if len(entry) == 12 and read(entry[:2]) == 0x0112:
            return read(entry[8:10])
    return 1


def _webp(data: bytes) -> Size | None:
    kind, head = data[12:16], data[20:30]
    if kind == b"VP8X" and len(head) == 10:
        return _little(head[4:7]) + 1, _little(head[7:10]) + 1
    if kind == b"VP8L" and len(head) >= 5 and head[0] == 0x2F:
        bits = _little(head[1:5])
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 " and head[3:6] == b"\x9d\x01\x2a" and len(head) == 10:
        return _little(head[6:8]) & 0x3FFF, _little(head[8:10]) & 0x3FFF
    return None


def _svg(data: bytes) -> Size | None:
    """Width and height of the root element, or the size of its viewBox."""
    root = re.search(r"<svg\b[^>]*>", data[:SVG_HEAD].decode("utf-8", "replace"))
    if root is None:
        return None
    width, height = (_length(_attribute(root[0], name)) for name in ("width", "height"))
    if width and height:
        return round(width), round(height)
    box = re.findall(r"[-+.\deE]+", _attribute(root[0], "viewBox"))
    try:
        return (round(float(box[2])), round(float(box[3]))) if len(box) == 4 else None
    except (ValueError, OverflowError):
        return None


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf"""\s{name}\s*=\s*(?:"([^"]*)"|'([^']*)')""", tag)
    return (found[1] or found[2] or "") if found else ""


def _length(text: str) -> float | None:
    found = re.fullmatch(r"\s*(\d{0,7}(?:\.\d+)?)\s*([a-z]*)\s*", text)
    unit = UNITS.get(found[2]) if found and found[1] else None
    return float(found[1]) * unit if found and unit else None
