"""YAML to a located tree of texts: nothing is guessed, nothing is built, nothing can explode.

`10:30`, `012`, `off` and `1e3` stay the texts they look like; types are the schema's affair. What
front matter never needs is refused: tags, anchors, aliases, merges, a key twice, deep nesting.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from yaml.reader import ReaderError
from yaml.scanner import ScannerError

MAX_BYTES = 64 * 1024
MAX_DEPTH = 20


@dataclass(frozen=True, slots=True)
class Scalar:
    """One text as YAML reads it, escapes resolved."""

    text: str
    line: int
    """1-based line within the YAML text"""
    style: str
    """how it was written: "" plain, or one of ' " | >"""
    end: int
    """offset just behind it in the YAML text"""


@dataclass(frozen=True, slots=True)
class Items:
    """A YAML sequence."""

    items: tuple["Node", ...]
    line: int


@dataclass(frozen=True, slots=True)
class Table:
    """A YAML mapping in the order it was written; keys are unique."""

    entries: tuple[tuple[Scalar, "Node"], ...]
    line: int


Node = Scalar | Items | Table


class FrontError(Exception):
    """The text is no YAML, or YAML that front matter may not hold."""

    def __init__(self, code: str, line: int, **values: str | int) -> None:
        super().__init__(code)
        self.code = code
        """problem code HY1xx"""
        self.line = line
        """1-based line within the YAML text"""
        self.values = values


def compose(text: str) -> Table:
    """The mapping that `text` holds, empty for an empty text; raises FrontError."""
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise FrontError("HY104", 1, limit=MAX_BYTES // 1024)
    root = _Composer(text).root()
    if not isinstance(root, Table):
        raise FrontError("HY103", root.line, reason="it is no mapping of keys to values")
    return root


class _Composer:
    """Walks the parser's events, which come without recursion, and stops at the first offence."""

    def __init__(self, text: str) -> None:
        self._ends = [index for index, character in enumerate(text) if character == "\n"]
        self._events = self._parse(text)

    def root(self) -> Node:
        """The one document of the text."""
        found: Node | None = None
        for event in self._events:
            if isinstance(event, DocumentStartEvent) and found is not None:
                reason = "a second document begins"
                raise FrontError("HY103", self._start(event), reason=reason)
            if isinstance(event, NodeEvent):
                found = self._node(event, 1)
        return Table((), 1) if found is None else found

    def _parse(self, text: str) -> Iterator[Event]:
        try:
            yield from yaml.parse(text, Loader=yaml.BaseLoader)
        except ReaderError as error:
            raise FrontError("HY119", self._line(int(error.position))) from None
        except yaml.MarkedYAMLError as error:
            # a quote or bracket left open is noticed later; what to mend is where it began
            open_end = isinstance(error, ScannerError) or "flow" in (error.context or "")
            mark = (open_end and error.context_mark) or error.problem_mark
            line = self._line(mark.index) if mark else 1
            raise FrontError("HY103", line, reason=error.problem or "no YAML") from None

    def _line(self, index: int) -> int:
        # not the mark's own line: YAML also counts U+0085, U+2028 and U+2029, editors do not
        return bisect_right(self._ends, index - 1) + 1

    def _start(self, event: Event) -> int:
        assert event.start_mark is not None, "an event of a parser has its place"
        return self._line(event.start_mark.index)

    def _node(self, event: Event, depth: int) -> Node:
        line = self._start(event)
        self._inspect(event, line)
        if depth > MAX_DEPTH:
            raise FrontError("HY105", line, limit=MAX_DEPTH)
        if isinstance(event, SequenceStartEvent):
            return self._items(line, depth)
        if isinstance(event, MappingStartEvent):
            return self._table(line, depth)
        assert isinstance(event, ScalarEvent) and event.end_mark, "an alias was refused above"
        scalar = Scalar(event.value, line, event.style or "", event.end_mark.index)
        if _controlled(scalar):
            raise FrontError("HY119", line)
        return scalar

    def _inspect(self, event: Event, line: int) -> None:
        if isinstance(event, AliasEvent):
            raise FrontError("HY106", line, what=f"*{event.anchor}")
        if anchor := getattr(event, "anchor", None):
            raise FrontError("HY106", line, what=f"&{anchor}")
        if tag := getattr(event, "tag", None):
            raise FrontError("HY106", line, what=tag)

    def _items(self, line: int, depth: int) -> Items:
        found: list[Node] = []
        for event in self._events:
            if isinstance(event, SequenceEndEvent):
                break
            found.append(self._node(event, depth + 1))
        return Items(tuple(found), line)

    def _table(self, line: int, depth: int) -> Table:
        entries: dict[str, tuple[Scalar, Node]] = {}
        for event in self._events:
            if isinstance(event, MappingEndEvent):
                break
            key = self._node(event, depth + 1)
            if not isinstance(key, Scalar):
                raise FrontError("HY103", key.line, reason="a key must be one word")
            if key.text == "<<" and not key.style:
                raise FrontError("HY106", key.line, what="<<")
            if key.text in entries:
                first = entries[key.text][0].line
                raise FrontError("HY107", key.line, key=key.text, first=first)
            entries[key.text] = (key, self._node(next(self._events), depth + 1))
        return Table(tuple(entries.values()), line)


def _controlled(scalar: Scalar) -> bool:
    """Whether an escape smuggled in what no page can show, as "\\frac" and "\\theta" do."""
    allowed = "\n" if scalar.style == '"' else "\n\t"
    return any(
        (c < " " and c not in allowed) or c == "\x7f" or "\ud800" <= c <= "\udfff"
        for c in scalar.text
    )
