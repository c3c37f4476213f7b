"""From the plain values of a TOML file to dataclasses, driven by their fields: no case per key."""

import types
from collections.abc import Callable, Mapping
from collections.abc import Mapping as AbstractMapping
from dataclasses import MISSING, Field, fields, is_dataclass
from difflib import get_close_matches
from typing import Any, Literal, get_args, get_origin, get_type_hints

Report = Callable[..., None]
"""report(code, key, **values): how a problem with a dotted key is told"""


class MisfitError(Exception):
    """A value that was told as a problem; the default takes its place."""


def fill(shape: type, given: Mapping[str, Any], key: str, report: Report) -> Any:
    """A dataclass of `shape`; keys that are unknown or do not fit are reported and left out.

    Raises MisfitError where a field without a default is missing.
    """
    hints = get_type_hints(shape)
    names = [f.name for f in fields(shape)]
    found: dict[str, Any] = {}
    for name, value in given.items():
        where = f"{key}.{name}".removeprefix(".")
        if name not in names:
            near = get_close_matches(name.casefold(), names, n=1, cutoff=0.0)[0]
            report("HY012", where, near=near)
            continue
        try:
            found[name] = convert(hints[name], value, where, report)
        except MisfitError:
            continue
    wanted = {f.name for f in fields(shape) if _required(f)}
    if wanted - given.keys():
        report("HY013", key, sample=sample(shape))
    if wanted - found.keys():
        raise MisfitError(key)
    return shape(**found)


def convert(hint: Any, value: Any, key: str, report: Report) -> Any:
    """`value` as the type `hint`; raises MisfitError after reporting that it does not fit."""
    origin, inner = get_origin(hint), get_args(hint)
    if is_dataclass(hint) and isinstance(hint, type) and isinstance(value, dict):
        return fill(hint, value, key, report)
    if origin is tuple and isinstance(value, list):
        items = enumerate(value)
        return tuple(convert(inner[0], item, f"{key}.{i}", report) for i, item in items)
    if origin is AbstractMapping and isinstance(value, dict):
        entries = value.items()
        return {name: convert(inner[1], item, f"{key}.{name}", report) for name, item in entries}
    if origin is Literal:
        return _choice(inner, value, key, report)
    return _plain(hint, value, key, report)


def sample(hint: Any) -> str:
    """How a value of the type is written in TOML."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Literal:
        return " | ".join(f'"{choice}"' for choice in inner)
    if origin is tuple:
        return f"[{sample(inner[0])}, …]"
    if origin is AbstractMapping:
        return f"{{ … = {sample(inner[1])} }}"
    if is_dataclass(hint):
        hints = get_type_hints(hint)
        return "{ " + ", ".join(f"{name} = {sample(hints[name])}" for name in hints) + " }"
    return {str: '"…"', int: "10", float: "10.0", bool: "true | false"}[hint]


def _required(item: "Field[Any]") -> bool:
    return item.default is MISSING and item.default_factory is MISSING


def _choice(choices: tuple[Any, ...], value: Any, key: str, report: Report) -> Any:
    if value not in choices or isinstance(value, bool):
        report("HY014", key, value=value, choices=", ".join(map(str, choices)))
        raise MisfitError(key)
    return value


def _bounded(value: float, hint: Any) -> bool:
    """No setting is negative; a number of things may be none, a measure may not."""
    return 0 < value < 1e9 or (value == 0 and hint is int)


def _plain(hint: Any, value: Any, key: str, report: Report) -> Any:
    accepted: type | types.UnionType = int | float if hint is float else hint
    truth = isinstance(value, bool)  # a bool is an int to Python, not to an author
    fits = isinstance(hint, type) and not is_dataclass(hint) and isinstance(value, accepted)
    if not fits or truth != (hint is bool):
        report("HY013", key, sample=sample(hint))
        raise MisfitError(key)
    if not truth and isinstance(value, int | float) and not _bounded(value, hint):
        report("HY018", key, value=value)
        raise MisfitError(key)
    return hint(value)
