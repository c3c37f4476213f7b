"""The one place where the settings explain themselves: rows for the guide, read from the schema."""

import ast
import inspect
import json
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from typing import Any, get_args, get_type_hints

from huoye.model.config import Config
from huoye.site.convert import sample

OPEN = frozenset({"links"})
"""tables of the settings that hold any keys"""


@dataclass(frozen=True, slots=True)
class Row:
    """One setting."""

    table: str
    """site, or publish.NAME for tables that the author names"""
    key: str
    type: str
    """how a value is written in TOML"""
    default: str
    """the default as TOML would write it"""
    sentence: str
    """the docstring below the field in model/config.py"""


def rows() -> Iterator[Row]:
    """Every key of huoye.toml, in the order of the schema."""
    for table, hint in get_type_hints(Config).items():
        shape = next((part for part in (hint, *get_args(hint)) if is_dataclass(part)), None)
        if isinstance(shape, type):
            yield from _rows(table if shape is hint else f"{table}.NAME", shape)
        elif table in OPEN:
            yield from _open_rows(table, getattr(Config(), table))


def _open_rows(table: str, given: Mapping[str, str]) -> Iterator[Row]:
    """A table whose keys the author names: those that are there from the start."""
    sentence = sentences(Config)[table]
    for key, value in given.items():
        yield Row(table, key, sample(type(value)), json.dumps(value), sentence)


def _rows(table: str, shape: type) -> Iterator[Row]:
    hints, told = get_type_hints(shape), sentences(shape)
    for item in fields(shape):
        kind = sample(hints[item.name])
        yield Row(table, item.name, kind, _default(item), told.get(item.name, ""))


def sentences(shape: type) -> Mapping[str, str]:
    """Field → its docstring: a text that stands below the field in the class's source."""
    tree = ast.parse(inspect.getsource(shape)).body[0]
    assert isinstance(tree, ast.ClassDef), "the source of a class is a class"
    found: dict[str, str] = {}
    for above, below in zip(tree.body, tree.body[1:], strict=False):
        if isinstance(above, ast.AnnAssign) and isinstance(above.target, ast.Name):
            match below:
                case ast.Expr(value=ast.Constant(value=str(text))):
                    found[above.target.id] = inspect.cleandoc(text)
    return found


def _default(item: "Field[Any]") -> str:
    factory = item.default_factory
    value = item.default if factory is MISSING else factory()
    return "" if value is MISSING else json.dumps(value, ensure_ascii=False)
