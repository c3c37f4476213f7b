"""The one place where it is decided whether a mark in a line of text opens a formula."""

import re
from dataclasses import dataclass

from huoye.mark.closers import Closers
from huoye.text.cjk import is_chinese

ENVIRONMENTS = (
    "equation|align|gather|multline|alignat|flalign|eqnarray|xalignat|xxalignat|empheq|CD"
    "|numcases|subnumcases"
)
RAW = re.compile(rf"\\begin\{{((?:{ENVIRONMENTS})\*?)\}}")
CLOSES = {"$": "$", "$$": "$$", r"\(": r"\)", r"\[": r"\]"}
COMMAND = re.compile(r"\\[A-Za-z]")
TEX = re.compile(r"[\\^_=]")


@dataclass(frozen=True, slots=True)
class Span:
    """A formula in a text."""

    tex: str
    display: bool
    stop: int
    """position behind the closing mark"""


def opening_mark(src: str, position: int) -> str:
    """The mark that might open a formula here: $, $$, \\(, \\[, \\begin{align}, or ""."""
    if src[position] == "$":
        return "$$" if src.startswith("$$", position) else "$"
    if src[position] != "\\":
        return ""
    if src.startswith(("\\(", "\\["), position):
        return src[position : position + 2]
    raw = RAW.match(src, position)
    return raw[0] if raw else ""


def closing_mark(mark: str) -> str:
    """What closes a formula that `mark` opens."""
    return CLOSES.get(mark) or mark.replace("begin", "end", 1)


def formula_at(closers: Closers, mark: str, position: int, end: int) -> Span | None:
    """The formula that `mark` opens at `position`, None where it is text."""
    src = closers.src
    if mark not in CLOSES:
        return _environment(src, mark, position, end)
    start = position + len(mark)
    stop = _close(closers, mark, position)
    if stop is None or stop + len(mark) > end:
        return None
    body = src[start:stop]
    after = src[stop + 1 : stop + 2]
    before = src[position - 1 : position] if position else ""
    if not body.strip() or (mark == "$" and not _is_formula(before, body, after)):
        return None
    return Span(body.strip(), mark in ("$$", r"\["), stop + len(mark))


def _environment(src: str, mark: str, position: int, end: int) -> Span | None:
    close = closing_mark(mark)
    stop = src.find(close, position, end)
    if stop < 0:
        return None
    stop += len(close)
    return Span(src[position:stop], True, stop)


def _close(closers: Closers, mark: str, position: int) -> int | None:
    """Balanced braces first; else the next mark, if what it closes is surely meant as TeX."""
    stop = closers.close(mark, position)
    if stop is not None or mark not in ("$", "$$"):
        return stop
    stop = closers.next_plain(mark, position)
    if stop is None or mark == "$$":
        return stop
    return stop if COMMAND.search(closers.src, position, stop) else None


def _is_formula(before: str, body: str, after: str) -> bool:
    """False for prices and for shell variables, which no formula looks like."""
    if _is_price(body, after) or _is_price_behind(before, body):
        return False
    if not (body[0].isspace() or body[-1].isspace()):
        return True
    if _has_chinese(body):
        return False
    return bool(TEX.search(body)) or (len(body) > 2 and body[0] == body[-1] == " ")


def _is_price(body: str, after: str) -> bool:
    """`$5，那本书 $6`: starts with a digit, and Chinese, a digit or a space shows two prices."""
    if not (body[0].isascii() and body[0].isdigit()):
        return False
    return _has_chinese(body) or (after.isdigit() and not TEX.search(body)) or body[-1].isspace()


def _is_price_behind(before: str, body: str) -> bool:
    """`100$左右，200$`: a digit before either sign, and Chinese without TeX between them."""
    digits = all("0" <= char <= "9" for char in (before or " ", body[-1]))
    return digits and _has_chinese(body) and not TEX.search(body)


def _has_chinese(tex: str) -> bool:
    """Chinese outside braces, where TeX would not set it."""
    depth = 0
    for char in tex:
        depth += (char == "{") - (char == "}")
        if depth <= 0 and is_chinese(char):
            return True
    return False
