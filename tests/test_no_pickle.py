"""No module of the engine reads what could execute, or turns text into code; who may, is named."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ENGINE = Path(__file__).resolve().parents[1] / "engine" / "huoye"
MODULES = frozenset({
    "pickle", "cPickle", "_pickle", "cloudpickle", "dill", "joblib", "shelve", "marshal", "copyreg",
    "jsonpickle", "dbm", "pty", "code", "codeop", "imp", "multiprocessing", "xmlrpc",
})  # fmt: skip
"""modules whose formats carry code, or whose use is to run text"""
CALLS = frozenset({"eval", "exec", "compile", "__import__", "execfile"})
UNSAFE_YAML = frozenset({
    "load", "load_all", "unsafe_load", "unsafe_load_all", "full_load", "full_load_all", "Loader",
    "UnsafeLoader", "FullLoader",
})  # fmt: skip
SHELLS = frozenset({"system", "popen", "getoutput", "getstatusoutput"})
MAY = frozenset({
    ("build/script.py", "compile"),  # a cell is compiled to see that it is Python; never executed
    ("run/child/forkserver.py", "__import__"),  # a list of libraries, in a process of its own
    ("run/child/hidden.py", "__import__"),
})  # fmt: skip
FILES = sorted(ENGINE.rglob("*.py"))


def test_there_are_modules_to_look_at() -> None:
    assert len(FILES) > 250


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(ENGINE).as_posix())
def test_nothing_is_unpickled_or_evaluated(path: Path) -> None:
    name = path.relative_to(ENGINE).as_posix()
    tree = ast.parse(path.read_text("utf-8"))
    found = [why for node in ast.walk(tree) for why in offences(node) if (name, why) not in MAY]
    assert found == []


def offences(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (a.name for a in node.names if a.name.partition(".")[0] in MODULES)
    elif isinstance(node, ast.ImportFrom):
        if (node.module or "").partition(".")[0] in MODULES:
            yield str(node.module)
        unsafe = {"yaml": UNSAFE_YAML, "os": SHELLS, "numpy": {"load"}, "torch": {"load"}}
        yield from (a.name for a in node.names if a.name in unsafe.get(node.module or "", ()))
    elif isinstance(node, ast.Call):
        yield from called(node)


def called(node: ast.Call) -> Iterator[str]:
    words = {k.arg: getattr(k.value, "value", None) for k in node.keywords}
    if isinstance(node.func, ast.Name) and node.func.id in CALLS:
        yield node.func.id
    if words.get("shell") or words.get("allow_pickle"):
        yield "shell or pickle allowed"
    if isinstance(node.func, ast.Attribute):
        owner = node.func.value.id if isinstance(node.func.value, ast.Name) else ""
        call = (owner.replace("numpy", "np"), node.func.attr)
        if call == ("torch", "load") and words.get("weights_only") is not True:
            yield "torch.load"
        if call == ("np", "load") and words.get("allow_pickle", True) is not False:
            yield "np.load"
        if owner == "yaml" and node.func.attr in UNSAFE_YAML:
            yield f"yaml.{node.func.attr}"
        if owner in ("os", "subprocess") and node.func.attr in SHELLS:
            yield f"{owner}.{node.func.attr}"


@pytest.mark.parametrize(
    "text",
    ["import pickle", "from marshal import loads", "import numpy as np\nnp.load(x)", "eval(x)",
     "np.load(x, allow_pickle=True)", "torch.load(x)", "torch.load(x, weights_only=False)",
     "yaml.load(x, Loader=y)", "exec(x)", "os.system(x)", "subprocess.run(x, shell=True)",
     "read_array(x, allow_pickle=True)", "from yaml import unsafe_load", "from os import system"],
)  # fmt: skip
def test_the_look_sees_what_it_looks_for(text: str) -> None:
    assert [why for node in ast.walk(ast.parse(text)) for why in offences(node)]


@pytest.mark.parametrize(
    "text",
    ["np.load(x, allow_pickle=False)", "torch.load(x, weights_only=True)", "re.compile(x)",
     "context.eval(x)", "yaml.parse(x)", "subprocess.run(x)"],
)  # fmt: skip
def test_the_look_lets_the_harmless_pass(text: str) -> None:
    assert [why for node in ast.walk(ast.parse(text)) for why in offences(node)] == []
