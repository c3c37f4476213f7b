"""Code to the body of a loop that means the same: no text inside it gets a blank more."""

import ast
import warnings

STEP = "    "
TEXTS = (ast.Constant, ast.JoinedStr)


def indented(code: str) -> str:
    """The code, each line moved in but those that begin inside a text of several lines.

    An empty loop is none, so code without a statement is followed by `pass`.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = ast.parse(code)
    inside = {line for node in ast.walk(tree) if isinstance(node, TEXTS) for line in _later(node)}
    lines = code.split("\n")
    moved = [
        line if n in inside or not line.strip() else STEP + line for n, line in enumerate(lines, 1)
    ]
    return "\n".join(moved if tree.body else [*moved, f"{STEP}pass"])


def _later(node: ast.expr) -> range:
    """The lines after its first one."""
    return range(node.lineno + 1, (node.end_lineno or node.lineno) + 1)
