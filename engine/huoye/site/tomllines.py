"""From TOML text to the line of each key, which the standard library's reader does not tell."""

import re
from collections.abc import Iterator, Mapping

_PART = r"""(?:[\w-]+|"[^"\n]*"|'[^'\n]*')"""
_DOTTED = rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})*"
STATEMENT = re.compile(
    rf"[ \t]*(?:(?P<array>\[\[)[ \t]*(?P<entry>{_DOTTED})|\[[ \t]*(?P<table>{_DOTTED})"
    rf"|(?P<key>{_DOTTED})[ \t]*=)"
)
TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*'
    r"|(?P<open>[\[{])|(?P<close>[\]}])|(?P<end>\n)|[^\"'#\[\]{}\n]+|.",
    re.DOTALL,
)
PART = re.compile(_PART)


def key_lines(text: str) -> Mapping[str, int]:
    """Dotted key → 1-based line, of text that is TOML; tables of an array are site.menu.0, .1 …"""
    lines: dict[str, int] = {}
    counts: dict[str, int] = {}
    prefix = ""
    for line, statement in _statements(text):
        name = _name((statement["array"] and statement["entry"]) or statement["table"] or "")
        if statement["array"]:
            lines.setdefault(name, line)
            prefix = f"{name}.{counts.get(name, 0)}"
            counts[name] = counts.get(name, 0) + 1
        elif statement["table"]:
            prefix = name
        key = _name(statement["key"] or "")
        lines.setdefault(".".join(filter(None, (prefix, key))), line)
    return lines


def locate(lines: Mapping[str, int], key: str) -> int | None:
    """Line of a key, or of the nearest thing that holds it."""
    while key and key not in lines:
        key = key.rpartition(".")[0]
    return lines.get(key)


def _statements(text: str) -> Iterator[tuple[int, re.Match[str]]]:
    """(line, match) wherever a statement may begin: at a line's start, outside of brackets."""
    position, line, depth, fresh = 0, 1, 0, True
    while position < len(text):
        if fresh and (statement := STATEMENT.match(text, position)):
            yield line, statement
        token = TOKEN.match(text, position)
        assert token, "the last alternative takes any character"
        depth += bool(token["open"]) - bool(token["close"])
        line += token[0].count("\n")
        fresh = bool(token["end"]) and depth == 0
        position = token.end()


def _name(dotted: str) -> str:
    return ".".join(part.strip("\"'") for part in PART.findall(dotted))
