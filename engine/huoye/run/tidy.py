"""What a kernel sent for one cell to the outputs of its record."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from huoye.cell import MIME as VALUE_MIME
from huoye.cell import TABLE_MIME
from huoye.fresh.damaged import Damaged
from huoye.fresh.fields import Fields
from huoye.fresh.output import output_in
from huoye.model.record import Frame, Output, Stream, Text, Value
from huoye.run.drawn import Drawn
from huoye.run.frames import Noted, frame_of

HEAD, TAIL = 32_000, 8_000
"""characters of a text that are kept when it has more than both together"""
DRAWN = re.compile(
    r"<matplotlib\.|<(?:Bar|Errorbar|Stem)Container object|<Figure size|\A[(\[]*Text\("
)
"""what a plotting call returns: of no use to a reader"""

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
    unreadable: tuple[str, ...] = ()
    """why a displayed picture is not among the outputs"""
    lacking: tuple[tuple[str, tuple[Frame, ...]], ...] = ()
    """names that a swept cell recorded, with the frames that did not"""


def tidy(cell: str, raw: Sequence[Raw], clean: Clean) -> Tidied:
    """The outputs of `cell` in order; `clean` scrubs text. Errors are not outputs: see chain."""
    drawn = Drawn(cell, clean)
    noted = Noted()
    outputs: list[Output] = []
    for output in joined(raw):
        data = output.get("data", {})
        if (frame := frame_of(output)) is not None:
            noted.turn(frame)
            outputs.append(frame)
        elif VALUE_MIME in data:
            given = data[VALUE_MIME]
            noted.note(given["name"], Value(given["value"], given["rtol"], given["atol"]))
        else:
            outputs += _outputs(output, data, clean, drawn)
    shown = () if all(isinstance(output, Frame) for output in outputs) else tuple(outputs)
    lacking = tuple(noted.lacking())
    return Tidied(shown, noted.values(), drawn.blobs, tuple(drawn.unreadable), lacking)


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


def _outputs(output: Raw, data: Raw, clean: Clean, drawn: Drawn) -> list[Output]:
    if output["output_type"] == "stream":
        text = lines(clean(output["text"]))
        return [Stream(output["name"], text)] if text else []
    if TABLE_MIME in data:
        return _table(data[TABLE_MIME], clean)
    if (figure := drawn.add(data, output.get("metadata", {}))) is not None:
        return [figure]
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
