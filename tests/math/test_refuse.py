"""Formulas refused before any engine sees them."""

import pytest

from huoye.math.refuse import MAX_CHARS, MAX_DEPTH, refusal
from huoye.model.formula import Job


def id_of(tex: str, definitions: str = "") -> str | None:
    error = refusal(Job(tex, display=False, definitions=definitions))
    return error.id if error else None


@pytest.mark.parametrize(
    ("left", "right"), [("{", "}"), (r"\left(", r"\right)"), (r"\begin{a}", r"\end{a}")]
)
def test_sixty_levels_pass_and_no_more(left: str, right: str) -> None:
    inside = 1 if "{a}" in left else 0  # the braces of the deepest \\begin{a}
    most = MAX_DEPTH - inside
    assert id_of(left * most + "x" + right * most) is None
    assert id_of(left * (most + 1) + "x" + right * (most + 1)) == "TooDeep"


def test_escaped_braces_and_longer_names_are_no_levels() -> None:
    assert id_of(r"\{" * 100 + r"\leftarrow" * 100 + r"\beginning" * 100) is None


def test_length_counts_the_definitions() -> None:
    assert id_of("x" * MAX_CHARS) is None
    assert id_of("x" * (MAX_CHARS - 3), definitions="abcd") == "TooLong"


@pytest.mark.parametrize("bad", ["\0", "\x1b", "\x7f", "\ud800"])
def test_characters_that_no_page_can_hold(bad: str) -> None:
    assert id_of(f"a{bad}") == "BadCharacter"
    assert id_of("a\tb\n\r\u3000中\U0001d465") is None


def test_a_refusal_knows_the_place_or_the_macro() -> None:
    bad = refusal(Job("ab\x1b", display=False))
    assert bad is not None and (bad.at, bad.macro) == (2, "")
    given = r"\newcommand{\R}{x}\newcommand{\bad}{x" + "\0}"
    bad = refusal(Job(r"\bad", display=False, definitions=given))
    assert bad is not None and (bad.at, bad.macro) == (None, "bad")
    deep = refusal(Job("x" + "{" * 61, display=False))
    assert deep is not None and deep.at == 61
