"""Names that an author may have meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huoye.text.near import nearest

KNOWN = ("alpha", "aleph", "mathbb", "mathbf", "Re", "re", "frac", "dfrac")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("alhpa", ("alpha",)),
        ("Alpha", ("alpha",)),
        ("mathbbR", ("mathbb", "mathbf")),
        ("farc", ("frac",)),
        ("RE", ("Re",)),
        ("rE", ("re",)),
        ("x", ()),
        ("", ()),
        ("alpha", ("alpha",)),
    ],
)
def test_a_slip_in_three_letters_is_forgiven(name: str, expected: tuple[str, ...]) -> None:
    assert nearest(name, KNOWN) == expected


@given(st.text(max_size=12), st.lists(st.text(max_size=12), max_size=8))
def test_what_is_near_is_known_and_told_once(name: str, known: list[str]) -> None:
    near = nearest(name, known)
    assert set(near) <= set(known)
    assert len(set(near)) == len(near) <= 3
    if name in known and name:
        assert near[0] == name
