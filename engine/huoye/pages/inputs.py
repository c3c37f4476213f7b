"""The inputs of a result to rows of its run card, each file with the head of its digest."""

from collections.abc import Iterable, Iterator, Mapping
from html import escape

from huoye.model.record import ABSENT, Record

SHOWN = 12
"""digits of a digest that are shown"""


def input_rows(records: Iterable[Record]) -> Iterator[tuple[str, str]]:
    """(kind, HTML) of what the cell and those before it used.

    Of an environment variable only its name is told: a digest would let its value be guessed.
    """
    seen = [record.inputs for record in records]
    kinds: tuple[tuple[str, Iterable[Mapping[str, str]]], ...] = (
        ("模块", (inputs.modules for inputs in seen)),
        ("文件", (inputs.files for inputs in seen)),
        ("文件名列表", (inputs.listings for inputs in seen)),
        ("包", (inputs.packages for inputs in seen)),
        ("环境变量", (dict.fromkeys(inputs.env, "") for inputs in seen)),
    )
    for called, tables in kinds:
        found = {name: digest for table in tables for name, digest in table.items()}
        if found:
            yield called, "<br>".join(sorted(map(_item, found, found.values())))


def _item(name: str, digest: str) -> str:
    said = "当时不存在" if digest == ABSENT else digest[:SHOWN]
    return f"<code>{escape(name.removeprefix('./'))}</code> {escape(said)}".rstrip()
