"""A table of a record on its page: 三线表, numbers one under the other, nothing but text."""

import re

import pytest

from huoye.model.record import Entry, Table
from huoye.pages.table import table_html


def column(*fields: Entry, digits: int = 4) -> list[str]:
    """The texts of a table's one column."""
    text = table_html(Table((), tuple((field,) for field in fields), digits=digits))
    return re.findall(r"<td[^>]*>(.*?)</td>", text)


@pytest.mark.parametrize(
    ("fields", "texts"),
    [
        ((1, -20, 1234567), ["1", "−20", "1234567"]),
        ((0.5, 0.25, 12), ["0.50", "0.25", "12.00"]),
        ((3.14159265, 271.828), ["3.142", "271.828"]),
        ((0.0, -0.0, -0.001234567), ["0.000000", "0.000000", "−0.001235"]),
        ((1.0, None, "NaN", "-inf"), ["1", "", "NaN", "−∞"]),
        ((1e-9, 0.0, -2.5e12), ["1.000×10<sup>−9</sup>", "0", "−2.500×10<sup>12</sup>"]),
        (("a", 1, 2.5), ["a", "1.0", "2.5"]),
    ],
)
def test_numbers_of_a_column_have_one_form(fields: tuple[Entry, ...], texts: list[str]) -> None:
    assert column(*fields) == texts


def test_only_columns_of_numbers_are_set_to_the_right() -> None:
    text = table_html(Table(("名", "n", "混"), (("a", 1, "x"), ("b", None, 2)), stub=1))
    assert '<thead><tr><th>名</th><th class="r">n</th><th>混</th></tr></thead>' in text
    assert '<tr><th scope="row">a</th><td class="r">1</td><td>x</td></tr>' in text


def test_everything_is_text() -> None:
    text = table_html(Table(("<b>",), (("<script>",), ("&",))), "图 <b>1</b>")
    assert "<caption>图 <b>1</b></caption>" in text
    assert "<script>" not in text and "&lt;script&gt;" in text and "<th>&lt;b&gt;</th>" in text


def test_what_is_left_out_is_counted_in_its_place() -> None:
    rows = tuple((n, n) for n in range(3))
    text = table_html(Table(("a", "b"), rows, gap=2, left_rows=950, left_columns=4))
    assert '1</td></tr><tr><td colspan="2">⋮　其间 950 行未显示</td></tr><tr>' in text
    assert "另有 4 列未显示" in text


def test_a_table_without_rows() -> None:
    assert "<thead><tr><th>a</th></tr></thead><tbody></tbody>" in table_html(Table(("a",), ()))
    assert "<table><tbody></tbody></table>" in table_html(Table((), ()))
