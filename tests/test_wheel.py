"""A wheel in an empty environment makes a site and builds it: theme and MathJax inside, no torch."""

import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).resolve().parents[1]
ABSENT = ("torch", "nbclient", "nbformat", "ipykernel", "jupyter_client", "matplotlib", "numpy")
BLOCK = f"""
import sys

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {ABSENT!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

sys.meta_path.insert(0, Absent())
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout; the build hook finds MathJax where it lies already."""
    out = tmp_path_factory.mktemp("dist")
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*pip, "--no-index", "-w", str(out), str(ROOT)], check=True)
    (found,) = out.glob("huoye-*.whl")
    return found


def environment(folder: Path, wheel: Path) -> Path:
    """An environment with nothing but the wheel; what it depends on is borrowed from ours."""
    venv.create(folder, with_pip=False, symlinks=True)
    (site,) = folder.glob("lib/python*/site-packages")
    with ZipFile(wheel) as archive:
        archive.extractall(site)
    borrowed = folder / "borrowed"
    shutil.copytree(
        sysconfig.get_path("purelib"),
        borrowed,
        ignore=lambda _, names: [n for n in names if "huoye" in n or n in ABSENT],
        copy_function=lambda source, target: Path(target).symlink_to(source),
    )
    (site / "borrowed.pth").write_text(f"{borrowed}\n")
    (site / "sitecustomize.py").write_text(BLOCK)
    return folder / "bin" / "python"


def test_what_is_in_it(wheel: Path) -> None:
    names = ZipFile(wheel).namelist()
    for wanted in (
        "huoye/_themes/default/post.html",
        "huoye/_themes/default/static/style.css",
        "huoye/_vendor/mathjax/mathjax/startup.js",
        "huoye/_vendor/mathjax/mathjax/LICENSE",
        "huoye/math/child/worker.js",
        "huoye/live/client.js",
        "huoye/site/templates/hello.md",
    ):
        assert wanted in names, wanted
    assert not [n for n in names if n.endswith(".ttf") or "huoye_lab" in n]


def test_it_makes_and_builds_a_site(wheel: Path, tmp_path: Path) -> None:
    python = environment(tmp_path / "env", wheel)

    def huoye(*arguments: str, cwd: Path) -> str:
        command = [str(python), "-c", "from huoye.cli.main import main; main()", *arguments]
        done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    huoye("new", "site", "mysite", cwd=tmp_path)
    assert "0 deleted" in huoye("build", cwd=tmp_path / "mysite")
    page = (tmp_path / "mysite/public/hello/index.html").read_text("utf-8")
    assert '<svg class="m"' in page and ">(1)</a>" in page
    where = subprocess.run(
        [str(python), "-c", "import huoye; print(huoye.__file__)"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert Path(where.stdout.strip()).is_relative_to(tmp_path / "env/lib"), "not the checkout's"
