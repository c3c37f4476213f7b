"""The option `sweep: N=4,8,16` to a name and the values its cell is executed for (run.md §16)."""

import keyword
import math
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

NAMED = re.compile(r"\s*([^\W\d]\w*)\s*=")
NUMBER = r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?"
ITEM = re.compile(rf"""\s*({NUMBER}|"[^"\\]*"|'[^'\\]*')\s*""")
LEAST, MOST = 2, 12
"""values: one is no comparison, and thirteen frames nobody compares"""
LONGEST = 40
"""characters of a value: it stands on a button"""

Scalar = int | float | str


class BadSweep(Exception):  # noqa: N818 - read as "bad sweep: code"
    """A text that is no sweep: the code of its problem, and what of it is wrong."""

    def __init__(self, code: str, what: str) -> None:
        super().__init__(code)
        self.code = code
        self.what = what


@dataclass(frozen=True, slots=True)
class Sweep:
    """A name and its values, in the order of the frames."""

    name: str
    labels: tuple[str, ...]
    """the values as the author wrote them, texts without quotes"""
    values: tuple[Scalar, ...]

    def __str__(self) -> str:
        """Spelled one way, for the key: what is written 8 and what "8" are two values."""
        return f"{self.name}={','.join(map(_spelled, self.labels, self.values))}"


def read_sweep(text: str) -> Sweep:
    """The sweep of an option's text; BadSweep with HY680 form, HY681 count, HY682 repetition."""
    named = NAMED.match(text)
    name = named[1] if named is not None else ""
    if named is None or not _can_name(name):
        raise BadSweep("HY680", text.partition("=")[0].strip() or text.strip())
    written = list(_items(text, named.end()))
    if not LEAST <= len(written) <= MOST:
        raise BadSweep("HY681", str(len(written)))
    values = tuple(map(_value, written))
    twice = next((item for n, item in enumerate(written) if values[n] in values[:n]), None)
    if twice is not None:
        raise BadSweep("HY682", twice)
    return Sweep(name, tuple(item.strip("\"'") for item in written), values)


def _can_name(name: str) -> bool:
    """Whether the cells' namespace can hold it under this very spelling."""
    usual = unicodedata.normalize("NFKC", name) == name
    return usual and name.isidentifier() and not keyword.iskeyword(name)


def _items(text: str, at: int) -> Iterator[str]:
    """The values as written, quotes included, each up to a comma or the end."""
    while True:
        found = ITEM.match(text, at)
        end = found.end() if found is not None else at
        if found is None or text[end : end + 1] not in ("", ",") or len(found[1]) > LONGEST:
            raise BadSweep("HY680", text[at:].partition(",")[0].strip() or text.strip())
        yield found[1]
        if end == len(text):
            return
        at = end + 1


def _value(item: str) -> Scalar:
    if item[0] in "\"'":
        return item[1:-1]
    if item.lstrip("+-").isdigit():
        return int(item)
    number = float(item)
    if not math.isfinite(number):
        raise BadSweep("HY680", item)
    return number


def _spelled(label: str, value: Scalar) -> str:
    return f'"{label}"' if isinstance(value, str) else label
