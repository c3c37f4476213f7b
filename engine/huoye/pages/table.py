"""A table of a record to HTML: 三线表, numbers of a column with one count of decimals.

Everything is escaped text: no HTML that a kernel made ever gets here.
"""

import math
from collections.abc import Sequence
from html import escape

from huoye.model.record import Entry, Table

ODD = {"NaN": "NaN", "inf": "∞", "-inf": "−∞"}
"""numbers that JSON has not"""
MOST = 6
"""decimals, and digits before the point, beyond which a column is written in powers of ten"""


def table_html(table: Table, caption: str = "") -> str:
    """The table in its frame; `caption` is ready HTML."""
    columns = [_Column(column, table.digits) for column in zip(*table.rows, strict=True)]
    kinds = [column.kind for column in columns] or [""] * len(table.head)
    names = zip(table.head, kinds, strict=False)  # a table may have no head
    cells = "".join(f"<th{kind}>{escape(name)}</th>" for name, kind in names)
    head = f"<thead><tr>{cells}</tr></thead>" if table.head else ""
    rows = [_row([c.texts[n] for c in columns], kinds, table.stub) for n in range(len(table.rows))]
    if table.left_rows:
        rows.insert(table.gap, _gap(table))
    title = f"<caption>{caption}</caption>" if caption else ""
    body = f"<table>{title}{head}<tbody>{''.join(rows)}</tbody></table>"
    more = f"<p>另有 {table.left_columns} 列未显示</p>" if table.left_columns else ""
    return f'<div class="tbl" tabindex="0">{body}{more}</div>'


def _row(texts: Sequence[str], kinds: Sequence[str], stub: int) -> str:
    named = [f'<th scope="row"{kind}>{t}</th>' for t, kind in zip(texts, kinds, strict=True)]
    plain = [f"<td{kind}>{t}</td>" for t, kind in zip(texts, kinds, strict=True)]
    return f"<tr>{''.join(named[:stub] + plain[stub:])}</tr>"


def _gap(table: Table) -> str:
    return f'<tr><td colspan="{len(table.rows[0])}">⋮　其间 {table.left_rows} 行未显示</td></tr>'


class _Column:
    """The fields of one column as text."""

    def __init__(self, fields: Sequence[Entry], digits: int) -> None:
        numbers = [field for field in fields if isinstance(field, int | float)]
        numeric = all(field is None or field in ODD or not isinstance(field, str)
                      for field in fields)  # fmt: skip
        self.kind = ' class="r"' if numbers and numeric else ""
        self._digits = min(max(digits, 1), 15)
        self._decimals = max((_decimals(n, self._digits) for n in numbers), default=0)
        self._whole = all(isinstance(number, int) for number in numbers)
        self._power = not self._whole and any(self._far(number) for number in numbers)
        self.texts = [self._text(field) for field in fields]

    def _far(self, number: float) -> bool:
        size = abs(number)
        return size >= 10.0**MOST or 0 < size < 10.0 ** (self._digits - MOST - 1)

    def _text(self, field: Entry) -> str:
        if field is None:
            return ""
        if isinstance(field, str):
            return ODD.get(field, escape(field))
        if self._whole:
            return str(field).replace("-", "−")
        if self._power:
            return _powered(field, self._digits)
        return _minus(f"{field:.{self._decimals}f}")


def _decimals(number: float, digits: int) -> int:
    """Fewest decimals that show so many significant digits, or the number as it is."""
    if number == 0 or not math.isfinite(number):
        return 0
    enough = digits - 1 - math.floor(math.log10(abs(number)))
    places = min(max(enough, 0), MOST)
    exact = f"{number:.{places}f}".rstrip("0").partition(".")[2]
    return len(exact)


def _powered(number: float, digits: int) -> str:
    if number == 0:
        return "0"
    mantissa, _, power = f"{number:.{digits - 1}e}".partition("e")
    return f"{_minus(mantissa)}×10<sup>{_minus(str(int(power)))}</sup>"


def _minus(number: str) -> str:
    """A minus is no hyphen; −0.00 is 0.00."""
    return number.lstrip("-") if not number.strip("-0.") else number.replace("-", "−")
