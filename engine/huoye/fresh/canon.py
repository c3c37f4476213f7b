"""Source code to what it means: equal for two texts that differ only in comments and layout.

The walk over the tree is our own because the text of `ast.dump` changes between Python versions;
a field that is empty leaves no trace, so a field that a later Python adds changes no digest.
"""

import ast
import json
import warnings
from collections.abc import Iterator, Mapping

from huoye.text.digest import sha

MODULE = "(module)"
"""name under which `definitions` gathers what defines no name: imports, calls, branches"""
UNSEEN = frozenset({"ctx", "kind", "type_comment", "type_ignores"})
"""fields that say how a thing is written, not what it is"""
Documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
READS_TEXT = ("__doc__", "getsource", "getdoc", "pydoc", "doctest", "help(")
"""code with one of these may show docstrings, so they count: its own, and those of its modules"""


def canon(source: str, language: str = "python") -> str:
    """The meaning of a source as text, to be compared or digested.

    Comments, layout, quotes and docstrings are out. Where there is no tree (another language, a
    magic, a syntax error) the stripped lines stand for it.
    """
    tree = _parse(source) if language == "python" else None
    if tree is None:
        return "text:" + "\n".join(line.rstrip() for line in source.strip().splitlines())
    return _trace(tree, docstrings=_reads_text(source))


def reads_text(code: str) -> bool:
    """Whether a cell may show the text of what it uses, `f?` of IPython included."""
    return _reads_text(code) or ("?" in code and _parse(code) is None)


def definitions(source: str) -> Mapping[str, str]:
    """Each top-level name of a module → 8 hexadecimal digits of the code that defines it.

    Functions, classes and assignments by name, everything else together under "(module)".
    """
    tree = _parse(source)
    if tree is None:
        return {MODULE: sha(canon(source), 8)}
    docstrings = _reads_text(source)
    traces: dict[str, list[str]] = {}
    for statement in tree.body if docstrings else _undocumented(tree):
        for name in _defines(statement):
            traces.setdefault(name, []).append(_trace(statement, docstrings=docstrings))
    return {name: sha("\n".join(traces[name]), 8) for name in sorted(traces)}


def _parse(source: str) -> ast.Module | None:
    with warnings.catch_warnings():  # "\p" in a label is a warning of the compiler, not of ours
        warnings.simplefilter("ignore")
        try:
            return ast.parse(source)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None


def _reads_text(source: str) -> bool:
    return any(word in source for word in READS_TEXT)


def _defines(statement: ast.stmt) -> Iterator[str]:
    match statement:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            names = [statement.name]
        case ast.Assign():
            names = [name for target in statement.targets for name in _targets(target)]
        case ast.AnnAssign() | ast.AugAssign():
            names = _targets(statement.target)
        case _:
            names = []
    yield from dict.fromkeys(names) or (MODULE,)


def _targets(target: ast.expr) -> list[str]:
    match target:
        case ast.Name():
            return [target.id]
        case ast.Tuple() | ast.List():
            return [name for element in target.elts for name in _targets(element)]
        case ast.Starred():
            return _targets(target.value)
        case _:
            return []


class _Text(str):
    """A finished piece of the trace, told apart from a string of the tree."""

    __slots__ = ()


def _trace(root: ast.AST, *, docstrings: bool) -> str:
    """The tree as text. A stack of its own: the result never hangs on how deep the caller is."""
    out: list[str] = []
    stack: list[object] = [root]
    while stack:
        item = stack.pop()
        if isinstance(item, _Text):
            out.append(item)
        else:
            stack.extend(reversed(list(_spell(item, docstrings))))
    return "".join(out)


def _spell(item: object, docstrings: bool) -> Iterator[object]:
    match item:
        case ast.Constant():
            yield _Text(_constant(item.value))
        case ast.AST():
            yield _Text(type(item).__name__ + "(")
            for name in item._fields:
                value = _field(item, name, docstrings)
                if value is not None and value != []:
                    yield from (_Text(name + "="), value)
            yield _Text(")")
        case list():
            for child in item:
                yield from (child, _Text(","))
        case _:
            yield _Text(repr(item))


def _field(node: ast.AST, name: str, docstrings: bool) -> object:
    if name in UNSEEN:
        return None
    if name == "body" and not docstrings and isinstance(node, Documented):
        return _undocumented(node)
    if isinstance(node, ast.JoinedStr):
        return _joined(node.values)
    value: object = getattr(node, name, None)
    if name == "format_spec" and isinstance(value, ast.JoinedStr) and not value.values:
        return None
    return value


def _undocumented(node: Documented) -> list[ast.stmt]:
    return node.body[1:] if ast.get_docstring(node, clean=False) is not None else node.body


def _joined(parts: list[ast.expr]) -> list[ast.expr]:
    """Parts of an f-string with neighbouring text joined: Python versions split it differently."""
    joined: list[ast.expr] = []
    for part in parts:
        last = joined[-1] if joined else None
        if isinstance(part, ast.Constant) and isinstance(last, ast.Constant):
            joined[-1] = ast.Constant(str(last.value) + str(part.value))
        elif not isinstance(part, ast.Constant) or part.value != "":
            joined.append(part)
    return joined


def _constant(value: object) -> str:
    kind = type(value).__name__
    if isinstance(value, str):
        return f"{kind}:{json.dumps(value)}"
    if type(value) is int:
        return f"{kind}:{value:x}"  # repr refuses integers of more than 4,300 digits
    return f"{kind}:{value!r}"
