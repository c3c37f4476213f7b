"""What a kernel sent for one cell to the outputs of its record."""

import base64
import binascii
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from huoye.cell import MIME as VALUE_MIME
from huoye.cell import TABLE_MIME
from huoye.fresh.damaged import Damaged
from huoye.fresh.fields import Fields
from huoye.fresh.output import output_in
from huoye.model.record import Figure, Output, Stream, Text, Value
from huoye.run.child.gallery import DATA_MIME
from huoye.text.digest import sha

HEAD, TAIL = 32_000, 8_000
"""characters of a text that are kept when it has more than both together"""
DRAWN = re.compile(
    r"<matplotlib\.|<(?:Bar|Errorbar|Stem)Container object|<Figure size|\A[(\[]*Text\("
)
"""what a plotting call returns: of no use to a reader"""
SVG_SIZE = re.compile(r'<svg\b[^>]*?\bheight="([\d.]+)pt"[^>]*?\bwidth="([\d.]+)pt"|'
                      r'<svg\b[^>]*?\bwidth="([\d.]+)pt"[^>]*?\bheight="([\d.]+)pt"')  # fmt: skip
PNG = b"\x89PNG\r\n\x1a\n"

Raw = Mapping[str, Any]
"""one output as nbformat has it"""
Clean = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Tidied:
    """A cell's outputs as values, with the files that belong to them."""

    outputs: tuple[Output, ...]
    values: Mapping[str, Value]
    blobs: Mapping[str, bytes]
    """file name → content"""


def tidy(cell: str, raw: Sequence[Raw], clean: Clean) -> Tidied:
    """The outputs of `cell` in order; `clean` scrubs text. Errors are not outputs: see chain."""
    blobs: dict[str, bytes] = {}
    values: dict[str, Value] = {}
    outputs: list[Output] = []
    for output in joined(raw):
        data = output.get("data", {})
        if VALUE_MIME in data:
            given = data[VALUE_MIME]
            values[given["name"]] = Value(given["value"], given["rtol"], given["atol"])
        else:
            outputs += _outputs(cell, output, data, clean, blobs)
    return Tidied(tuple(outputs), values, blobs)


def joined(raw: Sequence[Raw]) -> Iterator[Raw]:
    """The outputs with neighbouring pieces of one stream joined; linear."""
    name, parts = "", list[str]()
    for output in raw:
        this = output["name"] if output["output_type"] == "stream" else ""
        if parts and this != name:
            yield {"output_type": "stream", "name": name, "text": "".join(parts)}
            parts = []
        name = this
        if this:
            parts.append(output["text"])
        else:
            yield output
    if parts:
        yield {"output_type": "stream", "name": name, "text": "".join(parts)}


def _outputs(
    cell: str, output: Raw, data: Raw, clean: Clean, blobs: dict[str, bytes]
) -> list[Output]:
    if output["output_type"] == "stream":
        text = lines(clean(output["text"]))
        return [Stream(output["name"], text)] if text else []
    if TABLE_MIME in data:
        return _table(data[TABLE_MIME], clean)
    if DATA_MIME in data:
        return [_svg(cell, data, blobs)]
    if "image/png" in data:
        return _png(cell, data["image/png"], blobs)
    said = str(data.get("text/plain", ""))
    return [Text(lines(clean(said)))] if said and not DRAWN.search(said) else []


def _table(given: Raw, clean: Clean) -> list[Output]:
    """A table with its texts scrubbed; nothing where a cell published what is none."""
    try:
        return [output_in(Fields({"table": _scrubbed(given, clean)}))]
    except Damaged:
        return []


def _scrubbed(value: Any, clean: Clean) -> Any:
    if isinstance(value, dict):
        return {name: _scrubbed(item, clean) for name, item in value.items()}
    if isinstance(value, list):
        return [_scrubbed(item, clean) for item in value]
    return " ".join(clean(value).split()) if isinstance(value, str) else value


def lines(text: str) -> tuple[str, ...]:
    """Lines of a text, the middle left out where it is too long, blank ends cut."""
    if len(text) > HEAD + TAIL:
        left = len(text) - HEAD - TAIL
        text = f"{text[:HEAD]}\n[… {left} characters left out …]\n{text[-TAIL:]}"
    found = [line.rstrip() for line in text.split("\n")]
    while found and not found[-1]:
        found.pop()
    return tuple(found)


def _name(cell: str, ending: str, blobs: Mapping[str, bytes]) -> str:
    """fig-loss.svg for the first picture of a cell, fig-loss.2.svg for the second."""
    return f"{cell}{f'.{len(blobs) + 1}' if blobs else ''}.{ending}"


def _svg(cell: str, data: Raw, blobs: dict[str, bytes]) -> Figure:
    """A figure that our own formatter drew; other SVG is never stored, it could hold scripts."""
    text = data["image/svg+xml"]
    found = SVG_SIZE.search(text)
    assert found is not None, "matplotlib writes the size of a figure in points"
    height, width = (found[1], found[2]) if found[1] else (found[4], found[3])
    name = _name(cell, "svg", blobs)
    blobs[name] = text.encode()
    numbers = tuple(data[DATA_MIME])
    return Figure(name, sha(blobs[name]), _pixels(width), _pixels(height), numbers)


def _pixels(points: str) -> float:
    return round(float(points) * 96 / 72, 1)


def _png(cell: str, encoded: str, blobs: dict[str, bytes]) -> list[Output]:
    """A picture as the cell displayed it; nothing where it is no PNG after all."""
    try:
        data = base64.b64decode(encoded)
    except binascii.Error:
        return []
    if not data.startswith(PNG) or len(data) < 24:
        return []
    width, height = (float(int.from_bytes(data[i : i + 4], "big")) for i in (16, 20))
    name = _name(cell, "png", blobs)
    blobs[name] = data
    return [Figure(name, sha(data), width, height)]
