"""The programs inside a kernel import nothing but the standard library and each other."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from huoye.run import child

FILES = sorted(Path(child.__file__).parent.glob("*.py"))


def imported(tree: ast.Module) -> set[str]:
    """Modules imported when the file is, not inside a function."""
    names: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(str(node.module))
    return names


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_import_leads_out(file: Path) -> None:
    names = imported(ast.parse(file.read_text("utf-8")))
    foreign = {n for n in names if n.partition(".")[0] not in sys.stdlib_module_names}
    assert foreign <= {"huoye.run.child", "huoye.cell"}


def test_a_bare_interpreter_can_import_them() -> None:
    engine = str(FILES[0].parents[3])
    code = f"import sys; sys.path.append({engine!r}); import huoye.run.child.start"
    subprocess.run([sys.executable, "-I", "-S", "-c", code], check=True, timeout=30)
