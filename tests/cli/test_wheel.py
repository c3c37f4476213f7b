"""The wheel alone, in an environment that cannot run cells: it makes and builds a site.

The run-time dependencies are those of this environment; what only running needs is made
unimportable, as in an environment where it was never installed.
"""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.tiny import post_text, read_tree

ROOT = Path(__file__).parents[2]
WITHOUT = ("torch", "nbclient", "ipykernel", "jupyter_client", "IPython", "matplotlib", "numpy")
FORBID = f"""\
import sys

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {WITHOUT}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

sys.meta_path.insert(0, Absent())
"""
CELL = "```{code-cell} python\n:label: tbl-one\nprint(1)\n```\n"

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation",
         "--no-index", "--disable-pip-version-check", "-w", folder, ROOT],
        check=True,
    )  # fmt: skip
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def huoye(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The installed command; its answers are in English."""
    folder = tmp_path_factory.mktemp("env")
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-index",
         "--no-deps", "--disable-pip-version-check", wheel],
        check=True,
    )  # fmt: skip
    (packages,) = folder.glob("lib/python*/site-packages")
    # not sitecustomize: Debian's python has one of its own, which comes first
    (packages / "forbidding.py").write_text(FORBID)
    (packages / "borrowed.pth").write_text(f"import forbidding\n{sysconfig.get_path('purelib')}\n")
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}

    def run(*arguments: str, at: Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [folder / "bin" / "huoye", *arguments], cwd=at, capture_output=True, text=True,
            check=False, env={**kept, "LANG": "C.UTF-8"},
        )  # fmt: skip

    return run


def test_the_wheel_holds_the_engine_and_nothing_of_the_lab_or_the_posts(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"huoye"}
    for needed in ("_themes/default/base.html", "_themes/default/static/style.css",
                   "_vendor/mathjax/mathjax/startup.js", "site/templates/hello.md",
                   "math/child/worker.js"):  # fmt: skip
        assert f"huoye/{needed}" in names, needed
    assert not [n for n in names if "__pycache__" in n or n.endswith((".pyc", ".orig"))]


def test_a_site_is_made_and_built_by_the_wheel_alone(huoye: Run, tmp_path: Path) -> None:
    made = huoye("new", "site", "mysite", at=tmp_path)
    assert (made.returncode, made.stderr) == (0, "")
    site = tmp_path / "mysite"
    built = huoye("build", at=site)
    assert (built.returncode, built.stderr) == (0, "")
    tree = read_tree(site / "public")
    page = tree["hello/index.html"].decode()
    assert '<svg class="m"' in page and 'id="eq-gauss"' in page
    assert any(path.startswith("assets/style.") for path in tree)
    assert not [path for path, content in tree.items() if str(ROOT).encode() in content]
    assert huoye("check", at=site).returncode == 0


def test_results_are_shown_where_nothing_can_be_run(huoye: Run, tmp_path: Path) -> None:
    huoye("new", "site", "mysite", at=tmp_path)
    site = tmp_path / "mysite"
    (site / "posts/cell").mkdir()
    (site / "posts/cell/index.md").write_text(post_text(CELL), "utf-8")
    assert huoye("build", at=site).returncode == 0
    assert huoye("status", at=site).returncode == 1
    refused = huoye("run", "--yes", at=site)
    assert refused.returncode == 2
    assert refused.stderr.startswith("HY618 ")
    assert "pip install 'huoye[run]'" in refused.stderr
