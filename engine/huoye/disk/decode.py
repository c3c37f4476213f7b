"""Bytes of a source to its text, or to what they most likely are instead."""

from dataclasses import dataclass

MARKS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}
BOM = b"\xef\xbb\xbf"
DAMAGED = ""
"""no other encoding: UTF-8 of which bytes were lost"""
COMMON = {
    "GB18030": "的一是在不了有和人这中大为上个国我以要他时来用们数据函",
    "Big5": "的一是在不了有和人這中大為上個國我以要他時來用們數據函",
}
"""Encodings that Chinese text comes in, with the characters that tell them apart."""


@dataclass(frozen=True, slots=True)
class Undecoded:
    """Bytes that are not UTF-8 text."""

    line: int
    """1-based line of the first bad byte"""
    likely: str
    """name of the encoding they are probably in, "" for UTF-8 with damaged bytes"""


def decode(data: bytes) -> str | Undecoded:
    """Text without byte order mark, line ends as \\n."""
    if likely := MARKS.get(data[:2]):
        return Undecoded(1, likely)
    try:
        text = data.removeprefix(BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        bad = error.start + (len(BOM) if data.startswith(BOM) else 0)
        return Undecoded(_line(data, bad), _likely(data))
    if "\0" in text:
        wide = 4 * text.count("\0") >= len(text)
        return Undecoded(_line(data, data.index(b"\0")), "UTF-16" if wide else "")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _line(data: bytes, end: int) -> int:
    return len(data[:end].replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n"))


def _likely(data: bytes) -> str:
    if b"\0" in data:
        return "UTF-16"
    kept = len(data.decode("utf-8", "ignore").encode())
    foreign = sum(byte > 127 for byte in data)
    if len(data) - kept <= foreign // 10:
        return ""
    return max(COMMON, key=lambda name: _score(data, name))


def _score(data: bytes, encoding: str) -> int:
    text = data.decode(encoding, "replace")
    return sum(text.count(character) for character in COMMON[encoding]) - text.count("\ufffd")
