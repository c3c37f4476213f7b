"""What goes through the pipes and into the store comes back the same."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huoye.math.wire import Answer, dump_typeset, job_line, load_typeset, read_answer, refused
from huoye.model.formula import Job, Row, TexError, Typeset

numbers = st.floats(-100, 100)
rows = st.builds(Row, st.booleans(), st.text(), st.booleans(), st.text(), numbers)
pictures = st.builds(
    Typeset,
    html=st.text(),
    width=numbers,
    height=numbers,
    depth=numbers,
    glyphs=st.lists(st.text()).map(tuple),
    rows=st.lists(rows).map(tuple),
    parts=st.integers(1, 9),
    error=st.none() | st.builds(TexError, near=st.lists(st.text()).map(tuple)),
)


@given(pictures)
def test_a_typeset_formula_survives_the_store(picture: Typeset) -> None:
    stored = dump_typeset(picture)
    assert b"\n" not in stored
    assert load_typeset(stored) == picture


@given(st.builds(Job, st.text(), st.booleans(), st.text(), st.just((("a", "1", "eq-a"),))))
def test_a_job_is_one_line_of_ascii(job: Job) -> None:
    line = job_line(job)
    assert line.isascii()
    assert line.count("\n") == 1
    assert json.loads(line)["tex"] == job.tex
    assert json.loads(line)["references"] == [["a", "1", "eq-a"]]


def test_a_picture_is_read() -> None:
    row = {"auto": True, "text": "", "starred": False, "label": "q", "y": 1.5}
    picture = {"html": "<svg>", "width": 1, "height": 2, "depth": 0.5, "parts": 1}
    line = json.dumps(
        picture | {"rows": [row], "glyphs": ["N1", "N2"], "outlines": {"N2": "M2"}}
    ).encode()
    typeset = Typeset("<svg>", 1, 2, 0.5, ("N1", "N2"), (Row(True, "", False, "q", 1.5),))
    assert read_answer(line) == Answer(typeset, {"N2": "M2"})


def test_an_error_is_read() -> None:
    line = b'{"error": {"id": "MissingArgFor", "text": "why"}}'
    assert read_answer(line) == refused(TexError("MissingArgFor", "why"))
    whole = {"id": "UnknownEnv", "text": "why", "at": 3, "macro": "x", "near": ["CD", "math"]}
    expected = TexError("UnknownEnv", "why", 3, "x", ("CD", "math"))
    assert read_answer(json.dumps({"error": whole}).encode()) == refused(expected)


@pytest.mark.parametrize("line", [b"", b"{", b"\xff"])
def test_what_is_no_answer_is_a_value_error(line: bytes) -> None:
    with pytest.raises((json.JSONDecodeError, UnicodeDecodeError)):
        read_answer(line)


@pytest.mark.parametrize(
    ("id", "lasting"), [("Timeout", False), ("Died", False), ("Internal", False), ("TooDeep", True)]
)
def test_what_an_engine_could_not_do_does_not_last(id: str, lasting: bool) -> None:
    assert refused(TexError(id, "")).lasting is lasting
