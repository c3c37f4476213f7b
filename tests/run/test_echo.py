"""A cell that ends by recording a value does not print it."""

import pytest

from huoye.run.echo import is_echoed


@pytest.mark.parametrize(
    ("code", "echoed"),
    [
        ('record("loss", x)', False),
        ('y = 1\nhuoye.cell.record("loss", x)', False),
        ('once("data/x.npz", make)', False),
        ("x", True),
        ("f(record)", True),
        ('record("loss", x) + 1', True),
        ('y = record("loss", x)', True),
        ("", True),
        ("%time f()", True),
    ],
)
def test_the_last_call_decides(code: str, echoed: bool) -> None:
    assert is_echoed(code) is echoed
