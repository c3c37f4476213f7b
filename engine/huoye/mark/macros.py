"""From TeX text to the macros it defines, and from macros to those that one formula can reach.

A name is a control sequence without its backslash; an environment is its name in braces, {proof}.
One pass each way: a group left open ends the search, because everything after it lies inside it.
"""

import re
from collections.abc import Iterator, Mapping

SHAPES: Mapping[str, str] = {
    "newcommand": "noa",
    "renewcommand": "noa",
    "providecommand": "noa",
    "newenvironment": "eoaa",
    "renewenvironment": "eoaa",
    "def": "cpa",
    "gdef": "cpa",
    "let": "c=t",
    "DeclareMathOperator": "na",
    "DeclarePairedDelimiter": "naa",
    "DeclarePairedDelimiterX": "noaaa",
    "DeclarePairedDelimiterXPP": "noaaaaa",
}
"""Command → what follows it, one letter a part; PARTS says how each letter is read."""

PARTS: Mapping[str, re.Pattern[str]] = {
    # the braced form may lack the backslash: MathJax accepts it, and most authors write it so
    "n": re.compile(r"\*?\s*(?:\{\s*\\?([A-Za-z]+|[^A-Za-z\s{}\\])\s*\}|\\([A-Za-z]+|.))", re.S),
    "e": re.compile(r"\*?\s*(\{[^{}\\]+\})"),
    "c": re.compile(r"\\([A-Za-z]+|.)", re.S),
    "o": re.compile(r"(?:\[[^\[\]]*\]\s*)*(?!\[)"),
    "p": re.compile(r"(?:\\.|[^\\{}])*", re.S),
    "=": re.compile(r"=?"),
    "t": re.compile(r"\\(?:[A-Za-z]+|.)|.", re.S),
}
"""Letter → what it matches, its groups being the name; "a", an argument, is a token or a group."""

TOKEN = re.compile(r"\\([A-Za-z]+|.)|%[^\n]*", re.S)
BRACE = re.compile(r"\\.|%[^\n]*|[{}]", re.S)
BLANK = re.compile(r"(?:\s|%[^\n]*)*")
USED = re.compile(r"\\begin\s*(\{[^{}]*\})|\\([A-Za-z]+|.)", re.S)
ARGUMENTS = re.compile(r"\[[0-9]\](?:\[[^\[\]]*\])?")
NONE: Mapping[str, str] = {}
TARGET = re.compile(r"\\([A-Za-z]+|.)\Z", re.S)


def definitions(tex: str, before: Mapping[str, str] = NONE) -> dict[str, str]:
    """Name → TeX source of each definition in `tex`; where a name is defined twice, the last.

    `before` are the macros that hold when `tex` begins. \\let to one of them keeps what it is now,
    whatever becomes of it later: the alias is that macro's definition under another name.
    """
    found: dict[str, str] = {}
    for name, source in _definitions(tex):
        target = _target(source)
        known = found.get(target) or before.get(target)
        found.pop(name, None)
        found[name] = _renamed(known, name) if known else source
    return found


def definition_end(tex: str, start: int) -> int | None:
    """End of the definition whose command stands at `start`; None where none does."""
    token = TOKEN.match(tex, start)
    shape = SHAPES.get(token[1] or "") if token else None
    if token is None or shape is None:
        return None
    _, end, whole = _read(tex, token.end(), shape)
    return end if whole else None


def reachable(tex: str, macros: Mapping[str, str]) -> str:
    """The definitions that `tex` needs, directly or through others, in the order of `macros`."""
    wanted: set[str] = set()
    waiting = _names(tex)
    while waiting:
        name = waiting.pop()
        if name in macros and name not in wanted:
            wanted.add(name)
            waiting |= _names(macros[name])
    return "".join(source for name, source in macros.items() if name in wanted)


def sources(macros: Mapping[str, str]) -> dict[str, str]:
    """Settings to definitions: {"R": r"\\mathbb{R}", "norm": r"[1]\\|#1\\|"}, names with or without
    a backslash; a leading [n], or [n][default], counts the arguments."""
    written: dict[str, str] = {}
    for key, body in macros.items():
        name = key.strip().removeprefix("\\")
        arguments = ARGUMENTS.match(body)
        split = arguments.end() if arguments else 0
        written[name] = f"\\newcommand{{\\{name}}}{body[:split]}{{{body[split:]}}}"
    return written


def _names(tex: str) -> set[str]:
    """Names of the macros and environments that occur in `tex`."""
    return {environment or macro for environment, macro in USED.findall(tex)}


def _definitions(tex: str) -> Iterator[tuple[str, str]]:
    position = 0
    while token := TOKEN.search(tex, position):
        position = token.end()
        shape = SHAPES.get(token[1] or "")
        if shape:
            name, position, whole = _read(tex, position, shape)
            if whole:
                yield name, tex[token.start() : position]


def _target(source: str) -> str:
    """What \\let\\old\\new is an alias of; empty for other definitions."""
    target = TARGET.search(source) if source.startswith("\\let") else None
    return target[1] if target else ""


def _renamed(source: str, name: str) -> str:
    """The definition of another name."""
    command = TOKEN.match(source)
    assert command is not None and command[1] in SHAPES, "a definition begins with its command"
    start = _blank(source, command.end())
    part = PARTS[SHAPES[command[1]][0]].match(source, start)
    assert part is not None and part.lastindex is not None, "a definition has a name"
    head, rest = source[: part.start(part.lastindex)], source[part.end(part.lastindex) :]
    return f"{head}{name} {rest}" if rest[:1].isalpha() else f"{head}{name}{rest}"


def _read(tex: str, position: int, shape: str) -> tuple[str, int, bool]:
    """Name defined, position where reading stopped, and whether every part was there."""
    name = ""
    for letter in shape:
        position = _blank(tex, position)
        if letter == "a" and tex.startswith("{", position):
            position, found = _group(tex, position)
            if not found:
                return name, position, False
            continue
        part = PARTS["t" if letter == "a" else letter].match(tex, position)
        if part is None or (letter in "at" and part[0] == "}"):
            return name, position, False
        position = part.end()
        name = name or next((group for group in part.groups() if group), "")
    return name, position, True


def _blank(tex: str, position: int) -> int:
    blank = BLANK.match(tex, position)
    return blank.end() if blank else position


def _group(tex: str, start: int) -> tuple[int, bool]:
    """End of the group that opens at `start`, or the end of the text and False."""
    depth = 0
    for brace in BRACE.finditer(tex, start):
        depth += (brace[0] == "{") - (brace[0] == "}")
        if depth == 0 and brace[0] == "}":
            return brace.end(), True
    return len(tex), False
