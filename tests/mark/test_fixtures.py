"""The dialect's reference, tests/fixtures/*.md, case by case."""

import pytest
from tests.mark.specimen import FIXTURES, Case, cases, shown

ALL = [case for path in sorted(FIXTURES.glob("*.md")) for case in cases(path.name)]


@pytest.mark.parametrize("case", ALL, ids=[case.name for case in ALL])
def test_case(case: Case) -> None:
    assert shown(case.markdown) == case.html


def test_every_rule_has_a_fixture() -> None:
    files = {path.stem for path in FIXTURES.glob("*.md")}
    assert len(ALL) > 120
    assert {"emphasis", "math-inline", "math-display", "cells", "footnotes"} <= files
