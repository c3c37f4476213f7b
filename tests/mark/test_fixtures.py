"""The dialect's reference, tests/fixtures/*.md, case by case."""

from typing import get_args

import pytest
from tests.mark.specimen import FIXTURES, Case, cases, parsed, shown

from huoye.model.message import Language
from huoye.model.messages import MESSAGES

RULES = {
    *("front-matter", "emphasis", "softbreak", "full-width", "headings", "html"),
    *("math-inline", "math-display", "macros", "references", "cells", "code", "values"),
    *("footnotes", "tables", "definition-lists", "task-lists", "images", "nesting"),
    *("titles", "links", "identifiers"),
}
"""a file for each row of the dialect that is a rule of the text"""
ALL = [case for path in sorted(FIXTURES.glob("*.md")) for case in cases(path.name)]


@pytest.mark.parametrize("case", ALL, ids=[case.name for case in ALL])
def test_case(case: Case) -> None:
    assert shown(case.markdown) == case.html


def test_every_rule_has_a_fixture() -> None:
    files = {path.stem for path in FIXTURES.glob("*.md")}
    assert len(ALL) > 120
    assert files >= RULES


def test_every_problem_has_words_in_both_languages() -> None:
    problems = [problem for case in ALL for problem in parsed(case.markdown).problems]
    codes = {problem.code for problem in problems}
    assert {code for code in MESSAGES if code.startswith("HY2")} <= codes
    for problem in problems:
        for language in get_args(Language):
            assert problem.text(language) and problem.hint(language)
