"""Fields of a JSON object to typed values; a missing or misshapen one is Damaged and named."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from huoye.fresh.damaged import Damaged
from huoye.model.record import Entry

BLOB = re.compile(r"[^./\\\0][^/\\\0]*\.(?:svg|png|webp|csv|npz)")
DRIVE = re.compile("[A-Za-z]:")
Number = int | float
Choice = TypeVar("Choice", bound=str)


@dataclass(frozen=True, slots=True)
class Fields:
    """One JSON object under reading."""

    data: Mapping[str, object]
    place: str = ""
    """where the object lies in the record, for messages: "inputs." """

    def known(self, *names: str) -> "Fields":
        """Itself, where it has no field but these."""
        for name in self.data:
            if name not in names:
                raise self._bad(name)
        return self

    def has(self, name: str) -> bool:
        """Whether the field is there."""
        return name in self.data

    def text(self, name: str) -> str:
        """A text."""
        value = self._value(name)
        if not isinstance(value, str):
            raise self._bad(name)
        return value

    def choice(self, name: str, among: tuple[Choice, ...]) -> Choice:
        """One of the given words."""
        value = self.text(name)
        for word in among:
            if word == value:
                return word
        raise self._bad(name)

    def flag(self, name: str) -> bool:
        """Yes or no; no where the field is absent."""
        value = self.data.get(name, False)
        if not isinstance(value, bool):
            raise self._bad(name)
        return value

    def number(self, name: str) -> Number:
        """A number, True and False excluded."""
        return self._number(self._value(name), name)

    def numbers(self, name: str) -> object:
        """A number or a nested list of numbers."""
        value = self._value(name)
        todo = [value]
        while todo:
            item = todo.pop()
            if isinstance(item, list):
                todo.extend(item)
            elif not isinstance(item, int | float):
                raise self._bad(name)
        return value

    def count(self, name: str) -> int:
        """A whole number from 0 on; 0 where the field is absent."""
        value = self.data.get(name, 0)
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            raise self._bad(name)
        return value

    def rows(self, name: str) -> tuple[tuple[Entry, ...], ...]:
        """Lists of one length, of texts, numbers and nothings."""
        rows = [item if isinstance(item, list | tuple) else None for item in self._list(name)]
        for row in rows:
            if row is None or len(row) != len(rows[0] or ()) or not all(map(_is_entry, row)):
                raise self._bad(name)
        return tuple(tuple(row) for row in rows if row is not None)

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts; empty where the field is absent."""
        items = self._list(name)
        texts = tuple(item for item in items if isinstance(item, str))
        if len(texts) < len(items):
            raise self._bad(name)
        return texts

    def table(self, name: str) -> dict[str, str]:
        """Texts by name; empty where the field is absent."""
        part = self.part(name)
        texts = {key: value for key, value in part.data.items() if isinstance(value, str)}
        for key in part.data.keys() - texts.keys():
            raise part._bad(key)
        return texts

    def part(self, name: str) -> "Fields":
        """An object inside this one; without fields where it is absent."""
        return self._part(self.data.get(name, {}), name)

    def parts(self, name: str) -> tuple["Fields", ...]:
        """A list of objects; empty where the field is absent."""
        return tuple(self._part(item, name) for item in self._list(name))

    def scalars(self, name: str) -> dict[str, str | int | float | bool]:
        """Texts, numbers and yes or no by name."""
        part = self.part(name)
        scalars = {k: v for k, v in part.data.items() if isinstance(v, str | int | float)}
        for key in part.data.keys() - scalars.keys():
            raise part._bad(key)
        return scalars

    def blob(self, name: str) -> str:
        """Name of a picture or array file beside the record: no folder, a known ending."""
        value = self.text(name)
        if not BLOB.fullmatch(value):
            raise Damaged("path", value)
        return value

    def _value(self, name: str) -> object:
        if name not in self.data:
            raise self._bad(name)
        return self.data[name]

    def _list(self, name: str) -> list[object]:
        value = self.data.get(name, [])
        if not isinstance(value, list):
            raise self._bad(name)
        return value

    def _part(self, value: object, name: str) -> "Fields":
        if not isinstance(value, dict):
            raise self._bad(name)
        return Fields(value, f"{self.place}{name}.")

    def _number(self, value: object, name: str) -> Number:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self._bad(name)
        return value

    def _bad(self, name: str) -> Damaged:
        return Damaged("field", (self.place + name).rstrip("."))


def _is_entry(value: object) -> bool:
    """Whole numbers that fit into no word are nothing to line up."""
    if isinstance(value, int):
        return not isinstance(value, bool) and abs(value) < 2**63
    return value is None or isinstance(value, str | float)


def inside(path: str) -> str:
    """The path of an input, where it cannot lead out of the site; "./" is the post's folder."""
    parts = path.removeprefix("./").split("/")
    if any(part in ("", "..") for part in parts) or "\0" in path or DRIVE.fullmatch(parts[0]):
        raise Damaged("path", path)
    return path
