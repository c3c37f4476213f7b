"""Which numbers of a text could be results, and what they say."""

import pytest

from huoye.text.numerals import numerals


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("损失是0.192，精度 0.0801。", ["0.192", "0.0801"]),
        ("共 4096 步、1,500 条、−1.0975 与 -2.00", ["4096", "1,500", "−1.0975", "-2.00"]),
        ("19.2%，19.2 %，9.54×10⁻¹⁵，1.25e-3", ["19.2%", "19.2 %", "9.54×10⁻¹⁵", "1.25e-3"]),
        (r"1.25\times10^{-3}、1.25 \cdot 10^4", [r"1.25\times10^{-3}", r"1.25 \cdot 10^4"]),
        ("0.339–0.410，0.339～0.410", ["0.339", "0.410", "0.339", "0.410"]),
        ("2000 步，2000 个样本", ["2000", "2000"]),
        ("两位的 64、4.1%、0.05、1e-15、0.0033", []),
        (
            "2024 年，2024-11-24，2024/11/24，11 月 24 日，1990–2000，（2024），Su, 2024；Su 2024",
            [],
        ),
        ("第 128 页，图 128，式 (128)，§2.14，定理 3.14，第 3.14 节，3.1.12 节，pp. 123–145", []),
        ("arXiv:2402.15345，2402.15345v2，torch 2.13.0，12:30:45，h100，A100，#123456，v1.234", []),
        ("1/128，x_128，doi:10.1000/182，192.168.0.1，390px，0.192s，100-200，COVID-193", []),
        ("1" * 40 + "，" + "1," * 40, []),
    ],
)
def test_numbers_that_could_be_results(text: str, typed: list[str]) -> None:
    assert [numeral.text for numeral in numerals(text)] == typed


@pytest.mark.parametrize(
    ("text", "value", "step", "style"),
    [
        ("0.192", 0.192, 1e-3, "f"),
        ("1,500", 1500, 1, "f"),
        ("−1.50", -1.5, 1e-2, "f"),
        ("19.2%", 19.2, 0.1, "%"),
        ("9.54×10⁻¹⁵", 9.54e-15, 1e-17, "e"),
        (r"1.25\times10^{-3}", 1.25e-3, 1e-5, "e"),
        ("1.25e+3", 1250, 10, "e"),
    ],
)
def test_what_a_number_says(text: str, value: float, step: float, style: str) -> None:
    (found,) = numerals(text)
    assert (found.value, found.style) == (pytest.approx(value), style)
    assert found.step == pytest.approx(step)


@pytest.mark.parametrize(
    "shape", ["1", "1,234", "1.2", "1 ", "1×10^{", "0.192–", "-1", "1e5e", "%1"]
)
def test_no_shape_makes_the_search_slow(shape: str) -> None:
    """A quadratic search would not end within any patience."""
    assert len(list(numerals(shape * 200_000 + "a"))) <= 200_001
