"""Code moved into a loop means what it meant."""

import pytest

from huoye.build.indented import indented

CODES = [
    "x = 1",
    "# nothing",
    "",
    "def f():\n    '''A\n  text.\n    '''\n    return 1\n\n\nx = f.__doc__",
    'x = """\na\n"""; y = (1,\n2)',
    "n = 3\nx = f'''{n\n}\n  b'''",
    "x = ('a'\n'b'\n  'c')",
    "x = 'a\\\nb' + \\\n'c'",
    "if 1:\n  x = b'''\n\\x00'''\n# end",
]


@pytest.mark.parametrize("code", CODES)
def test_the_names_come_out_the_same(code: str) -> None:
    plain: dict[str, object] = {}
    looped: dict[str, object] = {}
    exec(code, plain)
    exec(f"for _ in (1,):\n{indented(code)}", looped)
    assert plain.get("x") == looped.get("x")
