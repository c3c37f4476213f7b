"""Events of the interpreter to the inputs of a cell; the hook is called as Python would."""

import os
import sys
from pathlib import Path
from types import ModuleType

import pytest

from huoye.run.child.observe import Observer


class Site:
    """A folder that is watched without a hook on the interpreter, which could not be taken back."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.seen = Observer(str(root), str(root / "engine"))

    def file(self, name: str, text: str = "x") -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    def read(self, name: str) -> None:
        self.seen.hear("open", (str(self.root / name), "r", os.O_RDONLY))

    def write(self, name: str) -> None:
        self.seen.hear("open", (str(self.root / name), "w", os.O_WRONLY | os.O_CREAT))

    def take(self, kind: str) -> list[str]:
        return self.seen.take()[kind]


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


def test_reads_are_inputs_of_the_first_cell_that_reads(site: Site) -> None:
    site.file("data/x.csv")
    site.read("data/x.csv")
    site.read("data/none.yml")
    told = site.seen.take()
    assert told["files"] == ["data/x.csv"]
    assert told["absent"] == ["data/none.yml"]
    site.read("data/x.csv")
    assert not any(site.seen.take().values())


def test_what_the_post_writes_is_no_input(site: Site) -> None:
    site.write("out.txt")
    site.file("out.txt")
    site.read("out.txt")
    assert site.take("files") == []


def test_reading_first_and_writing_later_is_told(site: Site) -> None:
    site.file("state.txt")
    site.read("state.txt")
    site.write("state.txt")
    assert site.take("rewritten") == ["state.txt"]


@pytest.mark.parametrize(
    "name",
    [
        ".git/HEAD", ".venv/lib/x.py", "posts/p/frozen/a.json", "public/index.html",
        "node_modules/a.js", "a/site-packages/b.py", "engine/huoye/cell.py",
    ],
)  # fmt: skip
def test_what_no_author_put_there_is_passed_over(site: Site, name: str) -> None:
    site.file(name)
    site.read(name)
    assert site.take("files") == []


def test_outside_the_site_nothing_counts(site: Site, tmp_path: Path) -> None:
    beside = tmp_path.parent / f"{tmp_path.name}-beside"
    site.seen.hear("open", (str(beside), "r", 0))
    site.seen.hear("open", (3, "r", 0))
    site.seen.hear("open", ("/etc/hosts", "r", 0))
    assert not any(site.seen.take().values())


def test_an_input_that_changes_meanwhile_is_moved(site: Site) -> None:
    site.file("x.csv", "1")
    site.read("x.csv")
    site.read("y.csv")
    site.file("x.csv", "12")
    site.file("y.csv")
    assert site.take("moved") == ["x.csv", "y.csv"]


def test_listings_count_but_not_those_of_the_import_system(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.file("code/lab/__init__.py")
    site.file("data/a")
    monkeypatch.setattr(sys, "path", [str(site.root / "code"), *sys.path])
    for folder in ("code", "code/lab", "data"):
        site.seen.hear("os.scandir", (str(site.root / folder),))
    assert site.take("listings") == ["data"]


def test_relative_names_follow_the_folder(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in ("a", "b"):
        site.file(f"{folder}/x.csv")
        monkeypatch.chdir(site.root / folder)
        site.seen.hear("os.chdir", (str(site.root / folder),))
        site.seen.hear("open", ("x.csv", "r", 0))
    site.seen.hear("os.listdir", (None,))
    told = site.seen.take()
    assert told["files"] == ["a/x.csv", "b/x.csv"]
    assert told["listings"] == ["b"]


def test_loaded_modules_are_modules_and_their_caches_stand_for_them(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = site.file("code/flow.py", "x = 1")
    site.file("code/script.py", "y = 1")
    module = ModuleType("flow")
    module.__file__ = str(source)
    monkeypatch.setitem(sys.modules, "flow", module)
    site.read("code/__pycache__/flow.cpython-311.pyc")
    site.read("code/script.py")
    site.file("code/flow.py", "x = 12")
    told = site.seen.take()
    assert told["modules"] == ["code/flow.py"]
    assert told["files"] == ["code/script.py"], "read as text: data"
    assert told["moved"] == ["code/flow.py"], "edited between its import and the cell's end"
