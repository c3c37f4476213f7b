"""A record to its committed file and back; whether a rerun gave the same (run.md §5)."""

import math
from collections.abc import Mapping
from dataclasses import asdict
from typing import Literal, get_args

from huoye.fresh.damaged import Damaged
from huoye.fresh.fields import Fields, inside
from huoye.fresh.output import output_in, output_out
from huoye.fresh.sealed import read_sealed, write_sealed
from huoye.fresh.signature import signature_in, signature_out
from huoye.model.record import Inputs, Kept, Loaded, Record, Value

FORMAT = 1
FIELDS = (
    "format", "cell", "key", "own", "options", "observed", "inputs", "values", "outputs", "kept",
    "loaded", "because", "card", "verified",
)  # fmt: skip
"""in the order of the file"""
OPTIONAL = ("options", "kept", "loaded", "because", "verified")
"""left out where they are empty: a record without them is older than they are"""
VOLATILE = frozenset({
    "at", "commit", "dirty", "seconds", "ram_peak_mb", "vram_peak_mb", "vram_reserved_peak_mb",
})  # fmt: skip
"""what a card says of one run only: a rerun that differs in nothing else is the same result"""
Sight = Literal["partly", "python", "all"]
SIGHT: tuple[Sight, ...] = get_args(Sight)
"""ways of observing, the poorest first"""


def dump(record: Record) -> str:
    """The file of a record: canonical, sealed; equal records give equal bytes."""
    content: dict[str, object] = {
        "format": FORMAT,
        "cell": record.cell,
        "key": record.key,
        "own": record.own,
        "options": record.options,
        "observed": record.observed,
        "inputs": _inputs_out(record.inputs),
        "values": {name: _value_out(value) for name, value in record.values.items()},
        "outputs": [output_out(output) for output in record.outputs],
        "kept": _kept_out(record.kept),
        "loaded": [asdict(loaded) for loaded in record.loaded],
        "because": record.because,
        "card": record.card,
        "verified": [signature_out(given) for given in record.verified],
    }
    return write_sealed({n: v for n, v in content.items() if v or n not in OPTIONAL})


def load(text: str, cell: str) -> Record:
    """The record of `cell` from its file; Damaged where the file is not whole or not its own."""
    data = read_sealed(text)
    if data.get("format") != FORMAT:
        raise Damaged("format", str(data.get("format"))[:20])
    fields = Fields(data).known(*FIELDS)
    if fields.text("cell") != cell:
        raise Damaged("cell", fields.text("cell"))
    values = fields.part("values")
    return Record(
        cell=cell,
        key=fields.text("key"),
        own=fields.text("own"),
        observed=fields.choice("observed", SIGHT),
        inputs=_inputs_in(fields.part("inputs")),
        values={name: _value_in(values.part(name)) for name in values.data},
        outputs=tuple(output_in(part) for part in fields.parts("outputs")),
        card=fields.scalars("card"),
        kept=_kept_in(fields.part("kept")) if fields.has("kept") else None,
        because=fields.texts("because"),
        options=fields.table("options"),
        loaded=tuple(map(_loaded_in, fields.parts("loaded"))),
        verified=tuple(map(signature_in, fields.parts("verified"))),
    )


def same_result(old: Record, new: Record) -> bool:
    """Whether `new` says nothing that `old` does not: then the old file stays as it is.

    Everything must be equal but recorded values, which may move within their tolerance, and the
    volatile fields of the card; inputs seen more fully are news, and so are signatures: a plain
    rerun has none, so those of an equal record stay.
    """
    exact = ("cell", "key", "own", "options", "inputs", "outputs", "kept", "loaded", "because")
    return (
        all(getattr(old, name) == getattr(new, name) for name in exact)
        and set(new.verified) <= set(old.verified)
        and SIGHT.index(new.observed) <= SIGHT.index(old.observed)
        and _steady(old.card) == _steady(new.card)
        and old.values.keys() == new.values.keys()
        and all(_near(old.values[name], new.values[name]) for name in old.values)
    )


def _steady(card: Mapping[str, object]) -> Mapping[str, object]:
    return {name: fact for name, fact in card.items() if name not in VOLATILE}


def _near(old: Value, new: Value) -> bool:
    return (old.rtol, old.atol) == (new.rtol, new.atol) and close(
        old.value, new.value, rtol=old.rtol, atol=old.atol
    )


def close(old: object, new: object, *, rtol: float, atol: float) -> bool:
    """|new - old| ≤ atol + rtol |old| for numbers, element by element for lists of one shape."""
    if isinstance(old, list | tuple) and isinstance(new, list | tuple):
        pairs = zip(old, new, strict=False)
        return len(old) == len(new) and all(close(a, b, rtol=rtol, atol=atol) for a, b in pairs)
    if not isinstance(old, int | float) or not isinstance(new, int | float):
        return False
    if old == new or (math.isnan(old) and math.isnan(new)):
        return True
    return math.isfinite(old) and abs(new - old) <= atol + rtol * abs(old)


def _inputs_out(inputs: Inputs) -> dict[str, object]:
    kinds: dict[str, object] = {
        "module": inputs.modules,
        "definitions": inputs.definitions,
        "file": inputs.files,
        "listing": inputs.listings,
        "env": inputs.env,
        "package": inputs.packages,
        "moved": inputs.moved,
    }
    return {kind: seen for kind, seen in kinds.items() if seen}


def _inputs_in(fields: Fields) -> Inputs:
    fields.known("module", "definitions", "file", "listing", "env", "package", "moved")
    definitions = fields.part("definitions")
    found = Inputs(
        modules=fields.table("module"),
        definitions={path: definitions.table(path) for path in definitions.data},
        files=fields.table("file"),
        listings=fields.table("listing"),
        env=fields.table("env"),
        packages=fields.table("package"),
        moved=fields.texts("moved"),
    )
    for path in (*found.modules, *found.definitions, *found.files, *found.listings):
        inside(path)
    return found


def _value_out(value: Value) -> dict[str, object]:
    return {"value": value.value, "rtol": value.rtol, "atol": value.atol}


def _value_in(fields: Fields) -> Value:
    fields.known("value", "rtol", "atol")
    return Value(fields.numbers("value"), fields.number("rtol"), fields.number("atol"))


def _kept_out(kept: Kept | None) -> dict[str, object]:
    return {} if kept is None else {"file": kept.file, "sha256": kept.sha256, "names": kept.names}


def _kept_in(fields: Fields) -> Kept:
    fields.known("file", "sha256", "names")
    return Kept(fields.blob("file"), fields.text("sha256"), fields.texts("names"))


def _loaded_in(fields: Fields) -> Loaded:
    fields.known("cell", "on", "at", "seconds")
    seconds = float(fields.number("seconds"))
    return Loaded(fields.text("cell"), fields.text("on"), fields.text("at"), seconds)
