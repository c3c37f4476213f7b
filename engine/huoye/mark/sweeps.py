"""A cell's `sweep` to what can be executed, or to the located problem why it cannot."""

import ast
import warnings
from collections.abc import Iterator

from huoye.mark.ledger import Ledger
from huoye.model.sweep import BadSweep, read_sweep


def sound_sweep(
    options: dict[str, str], language: str, code: str, ledger: Ledger, line: int
) -> dict[str, str]:
    """The options; without `sweep` where that cannot be done, which is then told at `line`."""
    try:
        if "sweep" in options:
            _judge(options, code if language == "python" else "")
    except BadSweep as bad:
        ledger.add(bad.code, line, what=bad.what)
        return {name: text for name, text in options.items() if name != "sweep"}
    return options


def _judge(options: dict[str, str], code: str) -> None:
    sweep = read_sweep(options["sweep"])
    if "raises" in options:
        raise BadSweep("HY684", options["raises"])
    if _overrides(code, sweep.name):
        raise BadSweep("HY683", sweep.name)


def _overrides(code: str, name: str) -> bool:
    """Whether the code gives the name a value of its own before it reads the swept one.

    Only plain statements at the top are looked at: what is deeper may not be reached.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            body = ast.parse(code).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    for statement in body:
        source, targets = _binding(statement)
        if name in _names(source):
            return False
        if any(isinstance(t, ast.Name) and t.id == name for t in targets):
            return True
    return False


def _binding(statement: ast.stmt) -> tuple[ast.AST | None, tuple[ast.expr, ...]]:
    """What is read first, and what is then bound."""
    match statement:
        case ast.Assign(targets=targets, value=value):
            return value, tuple(part for t in targets for part in _parts(t))
        case ast.AnnAssign(target=target, value=value) if value is not None:
            return value, (target,)
        case ast.For(target=target, iter=source):
            return source, _parts(target)
        case _:
            return statement, ()


def _parts(target: ast.expr) -> tuple[ast.expr, ...]:
    return tuple(target.elts) if isinstance(target, ast.Tuple | ast.List) else (target,)


def _names(node: ast.AST | None) -> Iterator[str]:
    """Names inside, of whatever depth."""
    inner = ast.walk(node) if node is not None else ()
    return (part.id for part in inner if isinstance(part, ast.Name))
