"""`{eval}` in prose to text, over recorded values only: a name, an element, an f-string of them.

The expression is parsed, never evaluated; whatever is not on the short list here is refused.
"""

import ast
import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NoReturn

LONGEST = 500
"""characters of an expression"""
DEEPEST = 40
"""levels of a tree, so that every walk over it ends"""
SPEC = re.compile(r"(?:.?[<>=^])?[-+ ]?#?0?(\d{0,2})[,_]?(?:\.(\d{1,2}))?[deEfFgG%]?")
"""format specs that cannot ask for more than 99 columns or digits, nor for another alphabet"""
POST = re.compile(r"(?<![\w.])\w(?:[\w-]*\w)?(?=\.[^\W\d])")
"""the name of another post before the dot; no arithmetic is read here, so a hyphen is its own"""
STAND_IN = "\u02d1"
"""a letter of Python's in place of what a post's name may have and Python's names may not"""
Values = Mapping[str, object]
"""recorded name → number or nested list of numbers; "lora.final_loss" is another post's"""


class BadValue(Exception):  # noqa: N818 - read as "bad value: reason"
    """An expression without a result, and why; `missing` names a value that nobody records."""

    def __init__(self, reason: str, zh: str, *, missing: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.zh = zh
        """the reason in Chinese"""
        self.missing = missing


def show(expression: str, values: Values) -> str:
    """The text that stands in the page; floats without a format get 4 digits."""
    node = _read(expression)
    if not isinstance(node, ast.JoinedStr):
        return _plain(look(node, values))
    return "".join(_part(part, values) for part in node.values)


@dataclass(frozen=True, slots=True)
class Leaf:
    """One recorded number that an expression shows."""

    text: str
    """as written: final_error[0]"""
    name: str
    """final_error"""
    value: object


def leaves(expression: str, values: Values) -> tuple[Leaf, ...]:
    """The recorded numbers that an expression shows, each once, in order; BadValue as in `show`."""
    found: dict[str, Leaf] = {}
    todo: list[ast.AST] = [_read(expression)]
    while todo:
        node = todo.pop(0)
        if isinstance(node, ast.Name | ast.Attribute | ast.Subscript):
            text = _said(ast.unparse(node))
            (name,) = _names(node)
            found[text] = Leaf(text, name, look(node, values))
        else:
            todo.extend(ast.iter_child_nodes(node))
    return tuple(found.values())


def names(expression: str) -> tuple[str, ...]:
    """The recorded names that an expression uses, each once, in order; BadValue as in `show`."""
    return _names(_read(expression))


def _names(tree: ast.expr) -> tuple[str, ...]:
    found: dict[str, None] = {}
    todo: list[ast.AST] = [tree]
    while todo:
        node = todo.pop(0)
        if isinstance(node, ast.Name | ast.Attribute):
            found[_name(node)] = None
        else:
            todo.extend(ast.iter_child_nodes(node))
    return tuple(found)


def posts(expression: str) -> tuple[str, ...]:
    """Names of the other posts whose values an expression uses; BadValue as in `show`."""
    found = (name.rpartition(".")[0] for name in names(expression))
    return tuple(dict.fromkeys(filter(None, found)))


@lru_cache(maxsize=4096)  # each expression is asked for its text and its numbers
def _read(expression: str) -> ast.expr:
    """The tree, in which `lora-plus.loss` is one name."""
    return parse(POST.sub(_identifier, expression))


def _identifier(post: re.Match[str]) -> str:
    name = post[0]
    return name if name.isidentifier() else STAND_IN + name.replace("-", STAND_IN)


def _said(text: str) -> str:
    """As the author wrote it."""
    return re.sub(rf"(?<!\w){STAND_IN}", "", text).replace(STAND_IN, "-")


def parse(expression: str) -> ast.expr:
    """The tree of one expression, neither too long nor too deep to walk."""
    if len(expression) > LONGEST:
        raise BadValue(f"it is longer than {LONGEST} characters", f"长于 {LONGEST} 个字符")
    try:
        with warnings.catch_warnings():  # `1 is 1` and the like are refused below in our words
            warnings.simplefilter("ignore")
            tree = ast.parse(expression.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise BadValue("it is no expression", "它不是表达式") from None
    level: list[ast.AST] = [tree]
    for _ in range(DEEPEST):
        level = [child for node in level for child in ast.iter_child_nodes(node)]
    if level:
        raise BadValue("it is nested too deeply", "它嵌套过深")
    return tree


def look(node: ast.expr, values: Values) -> object:
    """The recorded value that a name or an element of a name stands for."""
    if isinstance(node, ast.Name | ast.Attribute):
        name = _name(node)
        if name not in values:
            raise BadValue(f"no cell records {name}", f"没有代码格记录过 {name}", missing=name)
        return values[name]
    if isinstance(node, ast.Subscript):
        holder, index = look(node.value, values), _index(node.slice)
        if isinstance(holder, list | tuple) and -len(holder) <= index < len(holder):
            return holder[index]
        said = _said(ast.unparse(node))
        raise BadValue(f"{said} does not exist", f"{said} 不存在")
    return refuse(node)


def refuse(node: ast.AST) -> NoReturn:
    """What is not on the list."""
    said = _said(ast.unparse(node))
    raise BadValue(f"{said} is not allowed here", f"这里不许用 {said}")


def _name(node: ast.Name | ast.Attribute) -> str:
    """A name of this post, or post.name of another."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node.value, ast.Name) and not node.attr.startswith("_"):
        return f"{_said(node.value.id)}.{node.attr}"
    return refuse(node)


def _index(node: ast.expr) -> int:
    sign = 1
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        sign, node = -1, node.operand
    if isinstance(node, ast.Constant) and type(node.value) is int:
        return sign * node.value
    return refuse(node)


def _part(part: ast.expr, values: Values) -> str:
    if isinstance(part, ast.Constant):
        return _said(str(part.value))
    if not isinstance(part, ast.FormattedValue) or part.conversion != -1:
        return refuse(part)
    spec = _spec(part.format_spec)
    value = look(part.value, values)
    if not spec:
        return _plain(value)
    if isinstance(value, list | tuple):
        return _list()
    try:
        return format(value, spec)
    except (ValueError, OverflowError):
        raise _unfit(spec) from None


def _spec(node: ast.expr | None) -> str:
    if node is None:
        return ""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    text = "".join(str(p.value) if isinstance(p, ast.Constant) else refuse(p) for p in parts)
    if not SPEC.fullmatch(text):
        raise _unfit(text)
    return text


def _plain(value: object) -> str:
    if isinstance(value, list | tuple):
        return _list()
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def _list() -> NoReturn:
    raise BadValue("a list has no text: take one element", "列表没有文字形式：请取其中一个元素")


def _unfit(spec: str) -> BadValue:
    return BadValue(f"the format {spec} does not fit", f"格式 {spec} 不合用")
