"""A cell's code to whether its last value is meant to be seen."""

import ast

SILENT = frozenset({"record", "once"})
"""functions of huoye.cell that return a value for use in code: a cell may well end with one"""


def is_echoed(code: str) -> bool:
    """False where the last statement is a bare call of one of them: record("loss", x)."""
    try:
        body = ast.parse(code).body
    except (SyntaxError, ValueError):
        return True
    last = body[-1].value if body and isinstance(body[-1], ast.Expr) else None
    called = last.func if isinstance(last, ast.Call) else None
    name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
    return name not in SILENT
