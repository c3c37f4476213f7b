"""Jobs and typeset formulas to JSON and back: what goes through the pipes and into the store."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from huoye.model.formula import Job, Row, TexError, Typeset

PASSING = frozenset({"Timeout", "Died", "Internal"})
"""Ids that tell of an engine's limits or of this machine's load, not of the formula alone."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back for one job."""

    typeset: Typeset
    outlines: Mapping[str, str] = field(default_factory=dict)
    """glyph id → path data, for those of the typeset formula's glyphs that its worker has not sent
    before"""

    @property
    def lasting(self) -> bool:
        """Whether the same job will be answered so again, on any machine."""
        error = self.typeset.error
        return error is None or error.id not in PASSING


def refused(error: TexError) -> Answer:
    """The answer for a formula that has no picture."""
    return Answer(Typeset(html="", width=0.0, height=0.0, depth=0.0, error=error))


def job_line(job: Job) -> str:
    """A job as the workers read it: ASCII, one line."""
    return json.dumps(_fields(job)) + "\n"


def read_answer(line: bytes) -> Answer:
    """A worker's line as an answer. Raises ValueError when it is none."""
    data = json.loads(line)
    if error := data.get("error"):
        return refused(_error(error))
    outlines = data.pop("outlines")
    return Answer(_typeset(data), outlines)


def dump_typeset(typeset: Typeset) -> bytes:
    """A typeset formula as the store keeps it: one line, without its end."""
    rows, error = map(_fields, typeset.rows), typeset.error
    data = _fields(typeset) | {"rows": [*rows], "error": _fields(error) if error else None}
    return json.dumps(data, ensure_ascii=False).encode()


def load_typeset(body: bytes) -> Typeset:
    """The inverse of `dump_typeset`; the caller has checked that the bytes are its bytes."""
    data = json.loads(body)
    error = data.pop("error")
    return _typeset(data, _error(error) if error else None)


def _error(data: Mapping[str, Any]) -> TexError:
    """Without a place where the engine itself gave up."""
    at, macro, near = data.get("at"), data.get("macro", ""), data.get("near", ())
    return TexError(str(data["id"]), str(data["text"]), at, str(macro), tuple(near))


def _fields(value: Job | Row | TexError | Typeset) -> dict[str, Any]:
    """What `asdict` gives of a flat value, in a fraction of its time."""
    return {name: getattr(value, name) for name in value.__slots__}


def _typeset(data: Mapping[str, Any], error: TexError | None = None) -> Typeset:
    rows = tuple(Row(**row) for row in data["rows"])
    plain = {name: value for name, value in data.items() if name not in ("rows", "glyphs")}
    return Typeset(**plain, rows=rows, glyphs=tuple(data["glyphs"]), error=error)
