"""Formulas and references know their line and column in the file, however deep they stand."""

import pytest
from tests.mark.specimen import FIXTURES, FRONT, Case, cases, draft_of, parsed

from huoye.model.draft import Formula, ReferenceHole

CASES = [case for file in sorted(FIXTURES.glob("*.md")) for case in cases(file.name)]


def lines_of(markdown: str) -> list[str]:
    """Of the file in which the specimen stands."""
    return (FRONT + markdown).split("\n")


def stands(formula: Formula, lines: list[str]) -> list[bool | None]:
    """For each line of the TeX whether it is found where it is said to be; None: nothing said."""
    found: list[bool | None] = []
    for (line, column), tex in zip(formula.spots, formula.job.tex.split("\n"), strict=True):
        told = column is not None
        found.append(lines[line - 1].startswith(tex, column - 1) if told and column else None)
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_no_place_is_wrong(case: Case) -> None:
    result = parsed(case.markdown)
    lines = lines_of(case.markdown)
    for formula in result.draft.formulas if result.draft else ():
        assert False not in stands(formula, lines)
        if formula.column is not None:
            assert lines[formula.line - 1][formula.column - 1] in "$\\"


def test_nearly_every_place_is_known() -> None:
    formulas = [(f, case) for case in CASES for f in draft_of(case.markdown).formulas]
    said = [s for f, case in formulas for s in stands(f, lines_of(case.markdown))]
    assert len(said) > 80
    assert said.count(True) > 0.95 * len(said)


PLACES = [
    ("甲 $x_1$ 乙 $x_1$", ["5:4", "5:12"]),
    ("$$\na\n  b\n$$", ["6:1"]),
    ("于是 $$a+\nb$$", ["5:6"]),
    ("> - 甲\n>   $$\n>   x\n>   $$", ["7:5"]),
    ("# 题 $x$", ["5:6"]),
    ("| 甲 | 乙 |\n|--|--|\n| $x$ | $\\|y\\|$ |", ["7:4", "7:10"]),
    ("甲[^1]\n\n[^1]: 注 $x$", ["7:10"]),
    ("甲^[注 $x$]", ["5:7"]),
    ("　　甲 $x$", ["5:6"]),
    ("**甲 $x$**", ["5:6"]),
    ("[甲 $x$](https://a.org)", ["5:5"]),
    ("由 \\begin{align}x\\end{align}", ["5:3"]),
    ("`$x$` $x$", ["5:8"]),
]


@pytest.mark.parametrize(("markdown", "expected"), PLACES, ids=[m for m, _ in PLACES])
def test_the_tex_begins_at(markdown: str, expected: list[str]) -> None:
    formulas = draft_of(markdown).formulas
    assert [f"{line}:{column}" for f in formulas for line, column in [f.place(0)]] == expected


def test_a_line_that_is_there_twice_has_no_column() -> None:
    """Two cells of a row alike: which of them it is cannot be told from the text."""
    formulas = draft_of("| 甲 | 乙 |\n|--|--|\n| $x$ | $x$ |").formulas
    assert [f.place(0) for f in formulas] == [(7, None), (7, None)]


def test_a_place_within_a_display_is_that_of_its_line() -> None:
    (formula,) = draft_of("> $$\n> a\n>  b\\foo\n> $$").formulas
    assert formula.place(formula.job.tex.index("\\foo")) == (7, 5)
    assert formula.place(None) == (5, 3)


def test_references_have_columns() -> None:
    draft = draft_of("见 \\eqref{eq:x} 与\n> [](#fig-x)")
    holes = [hole for hole in draft.pieces if isinstance(hole, ReferenceHole)]
    assert [(hole.line, hole.column) for hole in holes] == [(5, 3), (6, 3)]
