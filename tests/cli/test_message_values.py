"""Every problem that the code makes brings the values that its message needs."""

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import huoye
from huoye.model.messages import MESSAGES

ENGINE = Path(huoye.__file__).parent
APART = {"level", "column"}
"""keywords of problem() that are no values"""


def made() -> Iterator[tuple[str, str, set[str]]]:
    """(place, code, values) of each call of problem("HY…", …) that spells its values out."""
    for path in sorted(ENGINE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(func=ast.Name("problem"), args=[ast.Constant(str(code)), *_]):
                    names = [keyword.arg for keyword in node.keywords]
                    if None not in names:
                        where = f"{path.relative_to(ENGINE)}:{node.lineno}"
                        yield where, code, {name for name in names if name} - APART


def needed(code: str) -> set[str]:
    """Placeholders of a message, in both languages."""
    message = MESSAGES[code]
    texts = (message.en, message.en_hint, message.zh, message.zh_hint)
    return {name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_message_can_be_filled() -> None:
    calls = list(made())
    assert len(calls) > 60
    fields = ((where, code, needed(code) - given) for where, code, given in calls)
    assert [found for found in fields if found[2]] == []


def test_every_code_is_in_the_table_and_every_row_is_used() -> None:
    text = "".join(
        path.read_text("utf-8") for path in ENGINE.rglob("*.py") if "words" not in path.parts
    )
    assert {code for code in MESSAGES if f'"{code}"' not in text} == set()
