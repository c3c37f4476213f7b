"""Exceptions to what may be told: the line in the cell, clean frames, names of classes."""

import os
from pathlib import Path

import pytest

from huoye.run.child.fault import Fault, describe


def fault(code: str, root: Path, names: dict[str, object] | None = None) -> Fault:
    """Run `code` as a cell would be run, with frames before it."""
    space: dict[str, object] = names if names is not None else {}
    try:
        exec(compile(code, "/tmp/ipykernel_1/2.py", "exec"), space)
    except BaseException as error:
        return describe(error, space, str(root))
    return pytest.fail("the cell ended well")


def test_the_line_is_the_deepest_one_in_the_cell(tmp_path: Path) -> None:
    found = fault("def f():\n    return 1 / 0\n\nf()", tmp_path)
    assert (found["kind"], found["line"]) == ("ZeroDivisionError", 2)
    assert found["kinds"] == ["ZeroDivisionError", "ArithmeticError", "Exception", "BaseException"]
    assert found["trace"] == [
        "this cell, line 4, in <module>",
        "this cell, line 2, in f",
        "ZeroDivisionError: division by zero",
    ]


def test_a_library_frame_has_no_path_of_the_machine(tmp_path: Path) -> None:
    found = fault("import json\njson.loads('{')", tmp_path)
    assert found["line"] == 2
    assert not any(os.sep in str(line) for line in found["trace"] if "line" in str(line)[:20])


def test_a_function_of_an_earlier_cell_is_told_apart(tmp_path: Path) -> None:
    names: dict[str, object] = {}
    exec(compile("def f():\n    raise KeyError('k')", "/tmp/ipykernel_1/1.py", "exec"), names)
    found = fault("x = 1\nf()", tmp_path, names)
    assert found["line"] == 2
    assert found["trace"][1] == "an earlier cell, line 2, in f"


def test_a_syntax_error_has_its_line_and_a_missing_name_its_name(tmp_path: Path) -> None:
    assert fault("x = 1\ny = = 2", tmp_path)["line"] == 2
    assert fault("print(curve)", tmp_path)["name"] == "curve"
