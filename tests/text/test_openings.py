"""What is opened in a TeX source and never closed."""

import pytest

from huoye.text.openings import unclosed


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        (r"\{ \} {a} \left( \right) \begin{x}\end{x}", []),
        (r"\frac{1}{2", [(8, "{", 10)]),
        (r"\left( {x \right)", [(7, "{", 10)]),
        (r"\begin{a}\begin{b}\end{a}", [(9, "begin", 18)]),
        (r"\begin{a}x\end{b}", []),
        (r"{\left( }", [(1, "left", 8)]),
        ("}}{", [(2, "{", 3)]),
        ("% {\n{", [(4, "{", 5)]),
        (r"\leftarrow \endgroup", []),
    ],
)
def test_what_is_never_closed(tex: str, expected: list[tuple[int, str, int]]) -> None:
    assert [(o.at, o.kind, o.missed) for o in unclosed(tex)] == expected
