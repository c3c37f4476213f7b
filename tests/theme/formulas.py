"""Typeset formulas, stored in formulas.json, to the HTML that a post's text holds (as mark writes it)."""

import json
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

PATH = Path(__file__).with_name("formulas.json")


@cache
def stored() -> dict[str, Any]:
    """`formulas`: list of tex, display, html, width, height, rows [auto, text, y]; `outlines`: id → path."""
    data: dict[str, Any] = json.loads(PATH.read_text(encoding="utf-8"))
    return data


def outlines() -> str:
    """The hidden glyph table of a page."""
    paths = "".join(f'<path id="{name}" d="{d}"/>' for name, d in stored()["outlines"].items())
    return f'<svg width="0" height="0" style="position:absolute" aria-hidden="true"><defs>{paths}</defs></svg>'


def inline(tex: str, before: str = "", after: str = "") -> str:
    """`$tex$` with the punctuation glued to it."""
    found = _find(tex)
    html = f'<span class="m">{_hidden(found["html"])}<span class="tex">\\({escape(tex)}\\)</span></span>'
    whole = found["html"].count("<svg") == 1
    return f'<span class="nb">{before}{html}{after}</span>' if whole else before + html + after


def display(
    tex: str, numbers: tuple[str, ...] = (), tail: str = "", cited: tuple[str, ...] = ()
) -> str:
    """A display whose rows bear `numbers`, e.g. ("(1)", "(2)"); others refer to the `cited`."""
    found = _find(tex)
    end = f'<span class="tail">{tail}</span>' if tail else ""
    shown = f'{_hidden(found["html"])}{end}<span class="tex">\\[{escape(tex)}\\]</span>'
    kind = "m boxes" if "width:" in tex.replace(" ", "") else "m"
    rows = zip(numbers, found["rows"], strict=True)
    nos = "".join(_number(text, found["height"] - row[2], text in cited) for text, row in rows)
    beside = f'<div class="nos">{nos}</div>' if nos else ""
    return f'<div class="eq" style="--w:{found["width"]:.2f}"><div class="{kind}" tabindex="0">{shown}</div>{beside}</div>'


def _number(text: str, top: float, cited: bool) -> str:
    anchor = "eq-" + text.strip("()")
    said = f"《短》引用了式 {text}"
    mark = f'<a class="eqno by" href="#by-{anchor}" title="{said}" aria-label="{said}" style="top:{top:.3f}em">※</a>'
    return (
        mark if cited else ""
    ) + f'<a class="eqno" id="{anchor}" href="#{anchor}" style="top:{top:.3f}em">{text}</a>'


def _find(tex: str) -> dict[str, Any]:
    found: dict[str, Any] = next(f for f in stored()["formulas"] if f["tex"] == tex)
    return found


def _hidden(svg: str) -> str:
    return svg.replace("<svg ", '<svg aria-hidden="true" ')
