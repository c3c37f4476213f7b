"""What a cell gave to the secret that it would publish: then nothing of it is stored."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping

from huoye.model.record import Figure, Frame, Output, Table
from huoye.run.tidy import Tidied
from huoye.text.secret import secret

NAMED = re.compile(r"TOKEN|SECRET|PASS|KEY|CREDENTIAL|AUTH", re.IGNORECASE)
"""variables whose values are secrets, by their names"""
LEAST = 8
"""characters of a value that no text holds by chance"""
TEXTS = (".svg", ".csv")


def secret_values(names: Iterable[str]) -> tuple[str, ...]:
    """Values of the variables that cells may see and nobody else should."""
    named = (os.environ.get(name, "") for name in names if NAMED.search(name))
    return tuple(value for value in named if len(value) >= LEAST)


def leaked(tidied: Tidied, values: Iterable[str]) -> str:
    """The kind of the first secret in texts, tables, labels and files; empty: none."""
    known = tuple(values)
    return next(filter(None, (secret(text, known) for text in _texts(tidied))), "")


def _texts(tidied: Tidied) -> Iterator[str]:
    for output in tidied.outputs:
        yield from _said(output)
    for name, content in tidied.blobs.items():
        if name.endswith(TEXTS):
            yield content.decode("utf-8", "replace")


def _said(output: Output) -> Iterator[str]:
    if isinstance(output, Figure):
        yield from _inside(output.data)
    elif isinstance(output, Table):
        yield from output.head
        yield from (str(field) for row in output.rows for field in row)
    elif isinstance(output, Frame):
        yield output.value
    else:
        yield "\n".join(output.lines)


def _inside(data: object) -> Iterator[str]:
    """Texts of nested data."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, Mapping):
        yield from (text for item in data.values() for text in _inside(item))
    elif isinstance(data, list | tuple):
        yield from (text for item in data for text in _inside(item))
