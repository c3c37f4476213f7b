"""`#| check:` to true or false: a comparison of arithmetic over recorded values (run.md §13).

Judged anew by every build, without a kernel; all arithmetic is done in floats, so no expression
can ask for more than a few operations.
"""

import ast
import operator
from collections.abc import Callable, Mapping

from huoye.fresh.value import BadValue, Values, look, parse, refuse
from huoye.model.cell import Cell

ARITHMETIC: Mapping[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: operator.pow,
}
SIGNS: Mapping[type[ast.unaryop], Callable[[float], float]] = {
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
}
COMPARISON: Mapping[type[ast.cmpop], Callable[[float, float], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}


def checks(cell: Cell) -> tuple[str, ...]:
    """The check expressions of a cell: one a line where the option is repeated, or a list."""
    lines = cell.options.get("check", "").splitlines()
    return tuple(part for line in lines if line.strip() for part in _listed(line.strip()))


def _listed(line: str) -> tuple[str, ...]:
    """`a < 1, b < 2` as two; a line that is no expression stays one, to be refused as such."""
    try:
        tree = parse(line)
    except BadValue:
        return (line,)
    return tuple(map(ast.unparse, tree.elts)) if isinstance(tree, ast.Tuple) else (line,)


def holds(expression: str, values: Values) -> bool:
    """Whether a check is true; BadValue where it cannot be judged."""
    return _truth(parse(expression), values)


def _truth(node: ast.expr, values: Values) -> bool:
    if isinstance(node, ast.BoolOp):
        truths = [_truth(part, values) for part in node.values]  # all: each must be judgeable
        return all(truths) if isinstance(node.op, ast.And) else any(truths)
    if not isinstance(node, ast.Compare):
        text = ast.unparse(node)
        raise BadValue(f"{text} is not a comparison", f"{text} 不是比较")
    numbers = [_number(part, values) for part in (node.left, *node.comparators)]
    return all(
        (COMPARISON.get(type(op)) or refuse(node))(left, right)
        for op, left, right in zip(node.ops, numbers, numbers[1:], strict=False)
    )


def _number(node: ast.expr, values: Values) -> float:
    match node:
        case ast.Constant(value=int() | float() as number):
            return _real(number, node)
        case ast.BinOp() if type(node.op) in ARITHMETIC:
            left, right = _number(node.left, values), _number(node.right, values)
            return _compute(node, ARITHMETIC[type(node.op)], left, right)
        case ast.UnaryOp() if type(node.op) in SIGNS:
            return SIGNS[type(node.op)](_number(node.operand, values))
        case ast.Call(func=ast.Name(id="abs"), args=[inner], keywords=[]):
            return abs(_number(inner, values))
        case ast.Name() | ast.Attribute() | ast.Subscript():
            return _real(look(node, values), node)
        case _:
            return refuse(node)


def _compute(
    node: ast.expr, operation: Callable[[float, float], float], left: float, right: float
) -> float:
    try:
        return _real(operation(left, right), node)
    except ArithmeticError:
        raise _no_number(node) from None


def _real(value: object, node: ast.expr) -> float:
    """A float: lists and the complex roots of negative numbers have no order."""
    if not isinstance(value, int | float):
        raise _no_number(node)
    try:
        return float(value)
    except OverflowError:
        raise _no_number(node) from None


def _no_number(node: ast.expr) -> BadValue:
    text = ast.unparse(node)
    return BadValue(f"{text} is no number", f"{text} 不是数")
