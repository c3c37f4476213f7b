"""What counts as the same code, and what does not."""

import sys
import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huoye.fresh.canon import canon, definitions
from huoye.text.digest import sha

SAME = {
    "comments": ("x = f(1, 2)  # note", "x = f(1, 2)"),
    "layout": ("x = f(1,\n      2)", "x = f(1, 2)"),
    "blank lines": ("a = 1\n\n\nb = 2", "a = 1\nb = 2\n"),
    "line ends": ("a = 1\r\nb = 2\r\n", "a = 1\nb = 2\n"),
    "quotes": ("x = '中'", 'x = "中"'),
    "parentheses": ("x = (1 + 2)", "x = 1 + 2"),
    "spelling of numbers": ("x = 1_000 + 0x10", "x = 1000 + 16"),
    "escapes": ('x = "\\u4e2d"', 'x = "中"'),
    "u prefix": ('x = u"a"', 'x = "a"'),
    "function docstring": ('def f():\n    "old"\n    return 1', "def f():\n    return 1"),
    "class docstring": ('class A:\n    "old"\n    n = 1', 'class A:\n    """new"""\n    n = 1'),
    "module docstring": ('"""Old words."""\nx = 1', '"""New words."""\nx = 1'),
    "f-string pieces": ('x = f"a" "b" f"{y}"', 'x = f"ab{y}"'),
    "empty format": ('x = f"{y:}"', 'x = f"{y}"'),
}
DIFFERENT = {
    "number": ("x = 1", "x = 2"),
    "kind of number": ("x = 1", "x = 1.0"),
    "truth for one": ("x = 1", "x = True"),
    "text for bytes": ('x = "a"', 'x = b"a"'),
    "name": ("x = 1", "y = 1"),
    "order": ("a = 1\nb = 2", "b = 2\na = 1"),
    "operator": ("x = a - b", "x = a + b"),
    "tuple for list": ("x = (1, 2)", "x = [1, 2]"),
    "default": ("def f(a=1): pass", "def f(a): pass"),
    "decorator": ("@d\ndef f(): pass", "def f(): pass"),
    "async": ("async def f(): pass", "def f(): pass"),
    "annotation": ("x: int = 1", "x: float = 1"),
    "star": ("f(*a)", "f(a)"),
    "relative import": ("from . import a", "from .. import a"),
    "conversion": ('x = f"{y!r}"', 'x = f"{y}"'),
    "format": ('x = f"{y:.2f}"', 'x = f"{y:.3f}"'),
    "not a docstring": ('def f():\n    "a"\n    "b"', 'def f():\n    "a"\n    "c"'),
    "docstring shown": ('"a"\nprint(__doc__)', '"b"\nprint(__doc__)'),
    "docstring by help": (
        'def f():\n    "a"\nhelp(f)',
        'def f():\n    "b"\nhelp(f)',
    ),
    "match None": (
        "match x:\n    case None: pass",
        "match x:\n    case True: pass",
    ),
    "unpacked mapping": ("x = {**a, 1: b}", "x = {1: b, **a}"),
    "keyword-only default": ("def f(*, a, b=1): pass", "def f(*, a=1, b): pass"),
}


@pytest.mark.parametrize(("left", "right"), SAME.values(), ids=SAME.keys())
def test_layout_and_words_leave_no_trace(left: str, right: str) -> None:
    assert canon(left) == canon(right)


@pytest.mark.parametrize(("left", "right"), DIFFERENT.values(), ids=DIFFERENT.keys())
def test_meaning_leaves_a_trace(left: str, right: str) -> None:
    assert canon(left) != canon(right)


def test_without_a_tree_the_stripped_lines_count() -> None:
    for source in ("%time x", "def", "x = \0"):
        assert canon(source).startswith("text:")
    assert canon("%time x  \n\n") == canon("%time x") != canon("%time y")
    assert canon("x <- 1", "r") == "text:x <- 1"
    assert canon("x = 1  # note", "julia") != canon("x = 1", "julia")


def test_the_digest_of_a_known_source_never_moves() -> None:
    """Every committed record hangs on this text: a change of it makes every site stale."""
    source = "import a\n@d\ndef f(x, *, y=1.5):\n    'doc'\n    return f'{x:.2f}' if y else {**x}\n"
    assert sha(canon(source)) == "967e1743e15129dd1853b5d2"


def test_compiler_warnings_stay_out() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert canon('plt.title("$\\hat{p}$ \\p")').startswith("Module(")


def test_deep_code_has_the_same_trace_at_any_depth_of_the_caller() -> None:
    source = "x = " + " + ".join(["a"] * 400)

    def below(levels: int) -> str:
        return canon(source) if levels == 0 else below(levels - 1)

    assert below(0) == below(sys.getrecursionlimit() // 2)


def test_huge_integers_are_no_obstacle() -> None:
    assert canon("x = 0x1" + "0" * 5000) != canon("x = 0x1" + "0" * 5001)


@given(st.text())
def test_any_text_has_a_meaning(source: str) -> None:
    assert canon(source) == canon(source + "\n")
    assert definitions(source) == definitions(source)


def test_definitions_name_functions_classes_and_assignments() -> None:
    source = '''"""Words."""
import torch
RATE: float = 0.1
a, (b, *c) = 1, (2, 3)
net.depth = 3
RATE += 1
def sample(n):
    "Draw."
    return n
class Flow:
    pass
if torch: x = 1
'''
    found = definitions(source)
    assert set(found) == {"(module)", "RATE", "a", "b", "c", "sample", "Flow"}
    assert all(len(digest) == 8 for digest in found.values())


def test_definitions_tell_which_function_changed() -> None:
    old = 'def f():\n    "a"\n    return 1\n\ndef g():\n    return 2\n'
    new = 'def g():\n    return 3\n\ndef f():\n    "other words"\n    return 1\n'
    before, after = definitions(old), definitions(new)
    assert {name for name in before if before[name] != after[name]} == {"g"}
    assert definitions("def") != definitions("class")
