"""Text to the numbers typed in it: those with three digits or more that could be results.

Years, dates, numbers of sections, figures and pages, versions and identifiers are left out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

FEWEST = 3
"""significant digits"""
MOST = 17
"""what a float can tell"""
Style = Literal["f", "e", "%"]

DIGITS = re.compile(r"\d++")
"""found quickly; only there is looked closer"""
NUMBER = re.compile(
    r"(?<![A-Za-z0-9_./:#@\\-])(?<!\d,)"
    r"(?P<sign>[-−])?(?P<whole>\d{1,3}(?:,\d{3})++|\d++)(?:\.(?P<decimals>\d++))?"
    r"(?P<power>[eE](?P<e>[-+]?\d{1,3})"
    r"|\s?(?:×|\\times|\\cdot)\s?10(?:\^\{?(?P<tex>[-−]?\d{1,3})\}?|(?P<raised>⁻?[⁰¹²³⁴-⁹]{1,3})))?"
    r"(?P<percent>\s?\\?%)?"
    r"(?![A-Za-z0-9_]|[.,:/-]\d|-[A-Za-z])"
)
RAISED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹−", "-0123456789-")
CALLED = re.compile(
    r"(?:[第图表式节章页卷期号§＃#]|定理|引理|例|算法|Eq\.|Fig\.|pp?\.|No\.|arXiv)\s*[（(]?$",
    re.IGNORECASE,
)
"""words before a number that is a name"""
COUNTED = re.compile(r"\s*[年月日页节章届号]|\s*世纪")
"""words after a whole number that is a name or a date"""
SPANNED = ("–", "—", "~", "～")
"""between whole numbers: pages, years"""
CITED = re.compile(r"(?:[A-Za-z.]\s*[,，]?\s*|[（(]\s*|[,，;；]\s)$")
"""what stands before a year without 年: Su 2024, （2024）"""


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as it was typed."""

    text: str
    start: int
    value: float
    step: float
    """one unit of its last digit"""
    style: Style
    digits: int
    """behind the point"""
    grouped: bool
    """1,500"""


def numerals(text: str) -> Iterator[Numeral]:
    """The numbers of a text that could be results, in order."""
    done = 0
    while run := DIGITS.search(text, done):
        signed = run.start() - (text[max(0, run.start() - 1) : run.start()] in ("-", "−"))
        match = NUMBER.match(text, signed)
        done = match.end() if match else run.end()
        if match and FEWEST <= len(_significant(match)) <= MOST and not _is_name(match, text):
            yield _numeral(match)


def _significant(match: re.Match[str]) -> str:
    return (match["whole"].replace(",", "") + (match["decimals"] or "")).lstrip("0")


def _is_name(match: re.Match[str], text: str) -> bool:
    """Whether the number is no quantity: of a section, a page, a year."""
    before, after = text[max(0, match.start() - 12) : match.start()], text[match.end() :][:4]
    if CALLED.search(before):
        return True
    if match["decimals"] or match["power"] or match["percent"]:
        return False
    if COUNTED.match(after) or before.endswith(SPANNED) or after.startswith(SPANNED):
        return True
    year = len(match["whole"]) == 4 and 1900 <= int(match["whole"]) < 2100
    return year and bool(CITED.search(before))


def _numeral(match: re.Match[str]) -> Numeral:
    raised = match["e"] or match["tex"] or match["raised"]
    power = int(raised.translate(RAISED)) if raised else 0
    decimals = match["decimals"] or ""
    sign = "-" if match["sign"] else ""
    whole = match["whole"].replace(",", "")
    return Numeral(
        text=match[0],
        start=match.start(),
        value=float(f"{sign}{whole}.{decimals or 0}e{power}"),
        step=float(f"1e{power - len(decimals)}"),
        style="%" if match["percent"] else "e" if match["power"] else "f",
        digits=len(decimals),
        grouped="," in match["whole"],
    )
