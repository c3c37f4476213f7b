"""Plain data to a sealed JSON text and back: one value a line, so that a change is a short diff."""

import json
import math
import re
from collections.abc import Mapping
from typing import NoReturn

from huoye.fresh.damaged import Damaged
from huoye.text.digest import sha

SEAL = "seal"
ODD = {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}
"""numbers that JSON lacks; they are written as {"float": "nan"}"""
LONE = re.compile("[\ud800-\udfff]")


def write_sealed(data: Mapping[str, object]) -> str:
    """The text of a file: fields in the order given, the seal last, one line end at the end.

    Inner mappings are sorted: equal data gives equal bytes. TypeError for what JSON cannot hold.
    """
    plain = {name: _plain(value) for name, value in data.items()}
    text = _lay(plain | {SEAL: seal(plain)}, "")
    return LONE.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"


def read_sealed(text: str) -> dict[str, object]:
    """The data under an unbroken seal; Damaged for anything else."""
    try:
        data = json.loads(text, object_pairs_hook=_object, parse_constant=_refuse)
        intact = isinstance(data, dict) and data.pop(SEAL, None) == seal(data)
    except (ValueError, RecursionError):
        raise Damaged("json") from None
    if not isinstance(data, dict):
        raise Damaged("json")
    if not intact:
        raise Damaged("seal")
    return data


def seal(data: Mapping[str, object]) -> str:
    """Digest of the data whatever its layout."""
    try:
        return sha(_compact(data))
    except (TypeError, ValueError):  # a number or a mapping that JSON lacks: seldom
        return sha(_compact(_plain(data)))


def _compact(data: object) -> str:
    return json.dumps(data, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _plain(value: object) -> object:
    """The value as JSON holds it; exact, so reading gives back what was written."""
    match value:
        case float() if not math.isfinite(value):
            return {"float": repr(value)}
        case None | str() | bool() | int() | float():
            return value
        case Mapping():
            return {name: _plain(value[name]) for name in sorted(value)}
        case list() | tuple():
            return [_plain(item) for item in value]
        case _:
            raise TypeError(f"a record cannot hold a {type(value).__name__}")


def _lay(value: object, pad: str) -> str:
    """JSON with one short value a line; lists of numbers stay on one line."""
    inner = pad + " "
    if isinstance(value, dict) and value:
        rows = [f"{inner}{_flat(name)}: {_lay(item, inner)}" for name, item in value.items()]
        return "{\n" + ",\n".join(rows) + f"\n{pad}}}"
    if isinstance(value, list) and any(isinstance(item, dict | list | str) for item in value):
        rows = [inner + _lay(item, inner) for item in value]
        return "[\n" + ",\n".join(rows) + f"\n{pad}]"
    return _flat(value)


def _flat(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _object(pairs: list[tuple[str, object]]) -> object:
    """One JSON object; a name that comes twice is what a merge by hand leaves behind."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name twice")
    if len(pairs) == 1 and pairs[0][0] == "float":
        return ODD.get(str(pairs[0][1]), found)
    return found


def _refuse(token: str) -> NoReturn:
    raise ValueError(f"{token} is not JSON")
