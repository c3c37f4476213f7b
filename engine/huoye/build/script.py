"""A result to one script that gives it again: its cells, the modules and the data they use.

Offered for what is fresh alone: only then are the files of the site those of the result.
"""

import base64
import re
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from huoye.build.indented import indented
from huoye.model.cell import Cell
from huoye.model.record import ABSENT, Record
from huoye.text.secret import secret

FUTURE = re.compile(r"^from __future__ ", re.MULTILINE)
LIBRARIES = {"numpy": "numpy", "torch": "torch", "matplotlib": "matplotlib.pyplot"}
"""fact of a card → what is imported before the first seed is sown"""
TOLD = ("python", *LIBRARIES, "scipy", "sklearn", "pandas", "jax", "gpu", "cpu")


@dataclass(frozen=True, slots=True)
class Kit:
    """What the world gives to scripts."""

    read: Callable[[str], bytes | None]
    """a file of the site; None where it is not taken along"""
    runner: str
    """source of site/scriptkit.py"""
    cell: str
    """source of huoye/cell.py"""


@dataclass(frozen=True, slots=True)
class Chain:
    """The cells that a result needs, itself the last, each with its fresh record."""

    title: str
    address: str
    folder: str
    """of the post, relative to the site"""
    cells: tuple[Cell, ...]
    records: tuple[Record, ...]


def can_script(chain: Chain, kit: Kit) -> bool:
    """Whether a plain script can do what the kernel did, and may be shown."""
    plain = all(_is_plain(c.code) and "raises" not in c.options for c in chain.cells)
    listed = any(record.inputs.listings or record.inputs.moved for record in chain.records)
    if not plain or listed:
        return False
    contents = (kit.read(path) for path in _needed(chain))
    return not any(_has_secret(content) for content in contents if content is not None)


def script(chain: Chain, kit: Kit) -> bytes:
    """The script."""
    lines = [
        *_head(chain),
        f"_KIT = {_literal(kit.runner)}",
        *_plan(chain, kit),
        '_huoye = {"__name__": "huoye_script"}',
        'exec(compile(_KIT, "huoye_script", "exec"), _huoye)',
        '_huoye = _huoye["Script"](_PLAN)',
        *_cells(chain),
        "",
        "import sys",
        "",
        "sys.exit(_huoye.done())",
    ]
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def _head(chain: Chain) -> Iterator[str]:
    card = chain.records[-1].card
    told = "，".join(f"{name} {card[name]}" for name in TOLD if name in card)
    yield f"# {' '.join(chain.title.split())}"
    yield f"# {chain.address}"
    yield "# 由 huoye 生成：这个结果所需的代码格、模块与数据，在任一空文件夹里运行即可。"
    yield f"# 当时的环境：{' '.join(told.split())}"
    yield "# 从“代码格”起是文章的原文；之前是解包、设种子、核对数值的部分。"


def _plan(chain: Chain, kit: Kit) -> Iterator[str]:
    """The dictionary that site/scriptkit.py reads."""
    card, needed = chain.records[-1].card, _needed(chain)
    contents = {path: kit.read(path) for path in needed}
    texts = {path: _text(content) for path, content in contents.items() if content is not None}
    yield "_PLAN = {"
    yield f'    "cell": {chain.cells[-1].name!r},'
    yield f'    "folder": {chain.folder!r},'
    yield f'    "preset": {str(card.get("preset", "full"))!r},'
    yield f'    "libraries": {[module for fact, module in LIBRARIES.items() if fact in card]!r},'
    yield f'    "recorded": {_recorded(chain.records)!r},'
    yield '    "needed": {'
    yield from (f"        {p!r}: {needed[p]!r}," for p, c in contents.items() if c is None)
    yield '    },\n    "data": {'
    for path, content in contents.items():
        if content is not None and texts[path] is None:
            yield f"        {path!r}: {_literal(base64.encodebytes(content).decode())},"
    yield '    },\n    "text": {'
    own = {"engine/huoye/__init__.py": "", "engine/huoye/cell.py": kit.cell}
    for path, text in {**own, **texts}.items():
        if text is not None:
            yield f"        {path!r}: {_literal(text)},"
    yield "    },\n}"


def _cells(chain: Chain) -> Iterator[str]:
    for cell, record in zip(chain.cells, chain.records, strict=True):
        seed = int(record.card.get("seed", 0))
        yield f"\n# ---- 代码格 {cell.name}"
        if cell.sweep is None:
            yield f"_huoye.cell({cell.name!r}, {seed})"
            yield cell.code.rstrip("\n")
        else:
            swept = f"{cell.name!r}, {seed}, {cell.sweep.name!r}, {list(cell.sweep.values)!r}"
            yield f"for {cell.sweep.name} in _huoye.sweep({swept}):"
            yield indented(cell.code.rstrip("\n"))


def _needed(chain: Chain) -> dict[str, str]:
    """Paths of the site that the cells used, with their digests."""
    found: dict[str, str] = {}
    for record in chain.records:
        for path, digest in {**record.inputs.modules, **record.inputs.files}.items():
            if digest != ABSENT:
                found[f"{chain.folder}/{path[2:]}" if path.startswith("./") else path] = digest
    return found


def _recorded(records: Sequence[Record]) -> Mapping[str, list[object]]:
    values = {name: value for record in records for name, value in record.values.items()}
    return {name: [value.value, value.rtol, value.atol] for name, value in values.items()}


def _literal(text: str) -> str:
    """A text as source, line by line."""
    lines = [f"    {line!r}\n" for line in text.splitlines(keepends=True)]
    return f"(\n{''.join(lines)})" if lines else '""'


def _text(content: bytes) -> str | None:
    """The text of a file that is one, letter by letter."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return None


@cache
def _is_plain(code: str) -> bool:
    """Whether it is Python without IPython's additions; it is compiled, never executed."""
    if FUTURE.search(code):
        return False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(code, "cell", "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError):
        return False
    return True


@lru_cache(maxsize=1024)
def _has_secret(content: bytes) -> bool:
    return bool(secret(content.decode("utf-8", "replace")))
