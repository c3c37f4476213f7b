"""Option lines of a cell to canonical options: ours, MyST's and Quarto's spellings are one."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from huoye.mark.ledger import Ledger

BOOLEAN = r"true|false"
NUMBER = r"\d+(?:\.\d+)?"
ANY = r".+"
SHARE = rf"(?:[^\W\d]\w*\s*=\s*)?(?:{NUMBER}|\.\d+)(?:[eE][+-]?\d+)?"
"""how far a number may move: 1e-3, or loss=1e-2"""

OPTIONS: Mapping[str, str] = {
    "label": ANY,
    "caption": ANY,
    "alt": ANY,
    "width": rf"{NUMBER}\s*(?:px|%|em|in)?",
    "echo": "true|fold|false",
    "output": "true|fold|false|figures|text",
    "eval": BOOLEAN,
    "device": "auto|cpu|cuda",
    "gpus": r"\d+",
    "keep": ANY,
    "sweep": ANY,
    "preset": "full|quick|both",
    "seed": r"\d+",
    "chain": r"[A-Za-z0-9_-]+",
    "inputs": ANY,
    "env": ANY,
    "packages": ANY,
    "timeout": NUMBER,
    "memory": rf"{NUMBER}\s*[KMGT]?i?B?",
    "check": ANY,
    "tolerance": rf"{SHARE}(?:\s*,\s*{SHARE})*",
    "raises": r"[A-Za-z_][\w.]*",
    "large": BOOLEAN,
    "only-on": "full",
}
"""canonical option → what its value must be"""
SAMPLES: Mapping[str, str] = {
    "tolerance": "1e-3, loss=1e-2, atol=1e-8",
    "width": "60%, 300px, 20em, 5in",
}
"""where an example says more than the form"""

REPEATABLE = frozenset({"check"})
"""options that may be written several times: each counts, one a line"""
SHOWN = frozenset({"label", "caption", "alt"})
"""options whose words would be lost where they are written twice"""
DEFAULTABLE = frozenset(OPTIONS) - {"label", "caption", "alt", "keep", "sweep", "check", "raises"}
"""options that the front matter may give for all cells"""

ALIASES: Mapping[str, str] = {
    "fig-cap": "caption",
    "tbl-cap": "caption",
    "lst-cap": "caption",
    "fig-alt": "alt",
    "out-width": "width",
    "name": "label",
    "only_on": "only-on",
}
VALUES: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("code-fold", "true"): {"echo": "fold"},
    ("code-fold", "false"): {},
    ("include", "false"): {"echo": "false", "output": "false"},
    ("include", "true"): {},
    ("echo", "fenced"): {"echo": "true"},
}
TAGS: Mapping[str, Mapping[str, str]] = {
    "hide-input": {"echo": "fold"},
    "hide-output": {"output": "fold"},
    "hide-cell": {"echo": "fold", "output": "fold"},
    "remove-input": {"echo": "false"},
    "remove-output": {"output": "false"},
    "remove-cell": {"echo": "false", "output": "false"},
    "skip-execution": {"eval": "false"},
}

MYST = re.compile(r":([A-Za-z][\w-]*):[ \t]*(.*)")
COMMENT = re.compile(r"#\|[ \t]*(.*)")
PAIR = re.compile(r"([A-Za-z][\w-]*)[ \t]*:(?:[ \t]+(.*)|$)")
RULE = "---"
"""begins options in YAML, which MyST reads too; here it would be code"""
ITEM = re.compile(r"-[ \t]+(.+)")


@dataclass(frozen=True, slots=True)
class Written:
    """An option as the author wrote it."""

    name: str
    """"" for a line that is no option"""
    value: str
    line: int
    """0-based line within the cell"""


def written_options(lines: Sequence[str]) -> tuple[list[Written], int]:
    """Options at the head of a cell, and how many lines they take."""
    found: list[Written] = []
    used = 0
    if lines and lines[0].rstrip() == RULE:
        return [Written("", RULE, 0)], 1
    while (at := _past_gap(lines, used)) < len(lines) and (parts := _parts(lines[at])):
        name, value = parts
        if name == "-" and found:
            last = found.pop()
            joined = ", ".join(filter(None, (last.value, value)))
            found.append(Written(last.name, joined, last.line))
        else:
            found.append(Written("" if name == "-" else name, value, at))
        used = at + 1
    return found, used


def _past_gap(lines: Sequence[str], used: int) -> int:
    """jupytext sets `:name:` lines apart from the `#|` lines behind them by an empty line."""
    at = used
    while used and at < len(lines) and not lines[at].strip():
        at += 1
    return at if at < len(lines) and COMMENT.fullmatch(lines[at].rstrip()) else used


def canonical(written: Iterable[Written], ledger: Ledger, first_line: int) -> dict[str, str]:
    """Checked options; `#|` lines come later than `:name:` lines and win."""
    options: dict[str, str] = {}
    first: dict[str, int] = {}
    for option in written:
        line = first_line + option.line
        meant = _meant(option)
        if meant is None:
            near = get_close_matches(option.name, [*OPTIONS, *ALIASES, "fig-width"], 1, 0.4)
            code = "HY210" if option.name else "HY214"
            near_name = near[0] if near else "-"
            ledger.add(code, line, option=option.name or option.value, near=near_name)
            continue
        for name, value in meant.items():
            if re.fullmatch(OPTIONS[name], value) is None:
                allowed = SAMPLES.get(name, OPTIONS[name])
                ledger.add("HY211", line, option=name, value=value, allowed=allowed)
            elif name in REPEATABLE and name in options:
                options[name] += f"\n{value}"
            else:
                if name in SHOWN and options.get(name, value) != value:
                    ledger.add("HY245", line, option=name, first=ledger.at(first[name]))
                options[name], first[name] = value, line
    return options


def _parts(line: str) -> tuple[str, str] | None:
    """(name, value) of an option line, ("-", item) of a list item, None for code."""
    if match := MYST.fullmatch(line.rstrip()):
        return match[1], _unquoted(match[2])
    comment = COMMENT.fullmatch(line.rstrip())
    if comment is None:
        return None
    if pair := PAIR.fullmatch(comment[1].rstrip()):
        return pair[1], _unquoted(pair[2] or "")
    item = ITEM.fullmatch(comment[1].strip())
    return ("-", _unquoted(item[1])) if item else ("", comment[1].strip())


def _unquoted(value: str) -> str:
    """Without YAML's quotes, or the brackets of its inline list."""
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    if value.startswith("[") and value.endswith("]"):
        return ", ".join(_unquoted(item) for item in value[1:-1].split(","))
    return value


def _meant(option: Written) -> Mapping[str, str] | None:
    """Canonical options that one written option stands for; None where it is unknown."""
    name = option.name.lower()
    if name == "tags":
        tags = [tag.strip() for tag in option.value.split(",")]
        return {name: value for tag in tags for name, value in TAGS.get(tag, {}).items()}
    if (name, option.value) in VALUES:
        return VALUES[name, option.value]
    if name == "fig-width":  # Quarto's is the width of the paper in inches
        return {"width": f"{option.value}in" if option.value[-1:].isdigit() else option.value}
    name = ALIASES.get(name, name)
    return {name: option.value} if name in OPTIONS else None
