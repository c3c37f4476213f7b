"""Lines `:option: value` at the head of a block to what it asks for, checked."""

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches

from huoye.mark.celloptions import ALIASES, MYST
from huoye.mark.kinds import ADMONITIONS, Family
from huoye.mark.ledger import Ledger

OPTIONS: Mapping[Family, frozenset[str]] = {
    "admonition": frozenset({"label", "class"}),
    "theorem": frozenset({"label", "nonumber"}),
    "figure": frozenset({"label", "alt", "width"}),
    "table": frozenset({"label"}),
}
ALLOWED: Mapping[str, str] = {
    "label": r"[^\s{}]+",
    "class": "|".join(("dropdown", *(name for name in ADMONITIONS if name.isascii()))),
    "width": r"\d+(?:\.\d+)?(?:px|%|em)?",
    "nonumber": "|true",
}
"""option → what its value must be"""


def option_lines(lines: Iterable[str]) -> list[tuple[str, str]]:
    """Name and value of each option at the head of a block."""
    found = []
    for line in lines:
        match = MYST.fullmatch(line.strip())
        if match is None:
            break
        found.append((match[1].lower(), match[2].strip()))
    return found


def checked(
    written: Sequence[tuple[str, str]], name: str, allowed: frozenset[str], ledger: Ledger, at: int
) -> dict[str, str]:
    """Options that the block `name` has; the first was written on body line `at`."""
    options: dict[str, str] = {}
    for line, (key, value) in enumerate(written, at):
        option = ALIASES.get(key, key)
        if option not in allowed or option in options:
            near = get_close_matches(option, sorted(allowed), 1, 0.4) or sorted(allowed) or ["-"]
            shown = f":{key}: {value}".strip()
            ledger.add("HY219", line, block=name, option=shown, near=near[0])
        elif option in ALLOWED and re.fullmatch(ALLOWED[option], value) is None:
            ledger.add("HY211", line, option=option, value=value, allowed=ALLOWED[option])
        else:
            options[option] = value
    return options
