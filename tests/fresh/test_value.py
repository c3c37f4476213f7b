"""`{eval}` and `check`: what they may say, and everything they may not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fresh.samples import cell

from huoye.fresh.check import checks, holds
from huoye.fresh.value import BadValue, names, posts, show

VALUES = {
    "loss": 0.1921048,
    "steps": 1500,
    "w": [1.0, [2.5, -3]],
    "lora.final": 7,
    "损失": 0.5,
    "huge": 10**400,
    "odd": float("nan"),
    "done": True,
}
SHOWN = {
    "loss": "0.1921",
    "steps": "1500",
    "w[0]": "1",
    "w[-1][1]": "-3",
    "lora.final": "7",
    "损失": "0.5",
    "odd": "nan",
    'f"{loss:.3f}"': "0.192",
    'f"{steps:,} 步，{loss:.1%}"': "1,500 步，19.2%",
    "f'{loss:+.2e}'": "+1.92e-01",
    'f"{w[1][0]:>6.2f}|"': "  2.50|",
    'f"{{{steps}}}"': "{1500}",
    'f"纯文字"': "纯文字",
    'f"{steps}"': "1500",
    'f"{lora.final:03d}"': "007",
}
REFUSED = {
    "__import__('os')": "not allowed",
    "loss.__class__": "not allowed",
    "loss.real.imag": "not allowed",
    'f"{loss!r}"': "not allowed",
    'f"{loss:{steps}}"': "not allowed",
    'f"{loss:999999999}"': "does not fit",
    'f"{loss:.999999999f}"': "does not fit",
    'f"{steps:c}"': "does not fit",
    'f"{loss:n}"': "does not fit",
    'f"{loss:d}"': "does not fit",
    'f"{huge:.3f}"': "does not fit",
    'f"{open(1)}"': "not allowed",
    'f"{loss + 1}"': "not allowed",
    'f"{w:5}"': "take one element",
    "nope": "no cell records nope",
    "loss +": "no expression",
    "": "no expression",
    "loss\0": "no expression",
    "w[9]": "does not exist",
    "w[-3]": "does not exist",
    "loss[0]": "does not exist",
    "w[steps]": "not allowed",
    "w[True]": "not allowed",
    "w[0:1]": "not allowed",
    "w['a']": "not allowed",
    "w": "take one element",
    "loss + 1": "not allowed",
    "-loss": "not allowed",
    "1": "not allowed",
    "'text'": "not allowed",
    "(lambda: 1)()": "not allowed",
    "[x for x in w]": "not allowed",
    "loss if steps else w": "not allowed",
    "(x := loss)": "not allowed",
    "await loss": "not allowed",
    "*w": "no expression",
    "loss; steps": "no expression",
    "a" * 501: "longer than",
    "(" * 300 + "loss" + ")" * 300: "longer than",
    "-" * 400 + "loss": "nested too deeply",
}
HOLD = {
    "abs(loss - 0.19) < 0.01": True,
    "0 < loss < 0.2": True,
    "0.2 < loss < 0.1": False,
    "steps == 3 * 500": True,
    "steps / 2 - 50 * (3 + 4) // 1 != 0": True,
    "w[1][1] ** 2 > 8.99": True,
    "-loss <= +loss": True,
    "steps % 7 == 2": True,
    "loss < 0.1 or steps > 1": True,
    "loss < 0.1 and steps > 1": False,
    "odd < 1": False,
    "lora.final >= 7": True,
}
UNJUDGEABLE = {
    "loss": "not a comparison",
    "abs(loss)": "not a comparison",
    "not loss < 1": "not a comparison",
    "loss < 1 or nope < 1": "no cell records nope",
    "w < 1": "no number",
    "(-8) ** 0.5 < 1": "no number",
    "1 / 0 > 1": "no number",
    "1e308 ** 10 > 1": "no number",
    "9 ** 9 ** 9 > 1": "no number",
    "huge > 1": "no number",
    "loss is 1": "not allowed",
    "loss in steps": "not allowed",
    "max(loss, 1) < 1": "not allowed",
    "abs(loss, 1) < 1": "not allowed",
    "abs(x=loss) < 1": "not allowed",
    "__import__('os').system('x') == 0": "not allowed",
    "loss < 'a'": "not allowed",
    "loss << 1 < 1": "not allowed",
    "~steps < 1": "not allowed",
    "loss = 1": "no expression",
}


@pytest.mark.parametrize(("expression", "text"), SHOWN.items())
def test_recorded_values_become_text(expression: str, text: str) -> None:
    assert show(expression, VALUES) == text


@pytest.mark.parametrize(("expression", "reason"), REFUSED.items(), ids=lambda x: str(x)[:30])
def test_all_else_is_refused_in_words(expression: str, reason: str) -> None:
    with pytest.raises(BadValue, match=reason) as caught:
        show(expression, VALUES)
    assert caught.value.zh


def test_a_missing_value_is_named() -> None:
    with pytest.raises(BadValue) as caught:
        show('f"{loss} {w[0]} {lora.other}"', VALUES)
    assert caught.value.missing == "lora.other"


@pytest.mark.parametrize(
    ("expression", "used"),
    [
        ("loss", ("loss",)),
        ("w[0]", ("w",)),
        ('f"{steps} {loss:.2f} {steps} {lora.final}"', ("steps", "loss", "lora.final")),
        ('f"text"', ()),
    ],
)
def test_the_names_an_expression_uses(expression: str, used: tuple[str, ...]) -> None:
    assert names(expression) == used


@given(st.text(max_size=60))
def test_any_text_is_shown_or_refused(expression: str) -> None:
    for judge in (show, holds):
        try:
            judge(expression, VALUES)
        except BadValue as bad:
            assert bad.reason


@pytest.mark.parametrize(("expression", "true"), HOLD.items())
def test_checks_are_judged(expression: str, true: bool) -> None:
    assert holds(expression, VALUES) is true


@pytest.mark.parametrize(("expression", "reason"), UNJUDGEABLE.items())
def test_a_check_that_cannot_be_judged_says_why(expression: str, reason: str) -> None:
    with pytest.raises(BadValue, match=reason):
        holds(expression, VALUES)


@pytest.mark.parametrize(
    ("option", "expressions"),
    [
        ("a < 1\n\n  b < 2 ", ("a < 1", "b < 2")),
        ("a < 1, abs(b) < 2", ("a < 1", "abs(b) < 2")),
        ("a < 1,", ("a < 1",)),
        ("a <", ("a <",)),
        ("", ()),
    ],
)
def test_several_checks_of_a_cell(option: str, expressions: tuple[str, ...]) -> None:
    assert checks(cell("a", "x", check=option)) == expressions


def test_a_hyphen_before_the_dot_belongs_to_the_name_of_a_post() -> None:
    values = {"lora-plus.loss": 0.25, "2024-review.w": [1, 2]}
    assert show("lora-plus.loss", values) == "0.25"
    assert show('f"a-b.c: {lora-plus.loss:>6.2f} {2024-review.w[-1]}"', values) == "a-b.c:   0.25 2"
    assert names('f"{lora-plus.loss} {2024-review.w[0]}"') == ("lora-plus.loss", "2024-review.w")
    assert posts('f"{lora-plus.loss} {lora-plus.x} {own}"') == ("lora-plus",)


def test_a_refusal_names_the_post_as_it_was_written() -> None:
    with pytest.raises(BadValue) as caught:
        show("lora-plus.loss + 1", {})
    assert "lora-plus.loss + 1" in caught.value.reason
    with pytest.raises(BadValue) as caught:
        show("lora-plus.loss", {})
    assert caught.value.missing == "lora-plus.loss"
