"""Inputs as they are on disk: what moves a digest, and what is never looked at."""

import os
from importlib.metadata import version
from pathlib import Path

import pytest

from huoye.fresh.inputs import file_digest, module_digest
from huoye.site.digests import ODD, Digests
from huoye.site.locked import locked_versions, normal

FOLDER = "posts/flow"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    site = tmp_path / "site"
    for folder in ("code/lab", FOLDER, "data"):
        (site / folder).mkdir(parents=True)
    (site / "code/lab/flow.py").write_text('def f(x):\n    "doc"\n    return x\n', "utf-8")
    (site / FOLDER / "x.csv").write_bytes(b"1,2\n")
    (site / "data/a").write_bytes(b"a")
    (tmp_path / "secret").write_bytes(b"secret")
    return site


def digests(root: Path, **env: str) -> Digests:
    return Digests(root, env, {"torch": "2.13.0"})


def test_a_module_counts_by_its_meaning(root: Path) -> None:
    path = root / "code/lab/flow.py"
    old = digests(root)("module", "code/lab/flow.py", FOLDER)
    assert old == module_digest(path.read_text("utf-8"))
    path.write_text("def f(x):\n    'other words'\n    return x   # note\n", "utf-8")
    assert digests(root)("module", "code/lab/flow.py", FOLDER) == old
    path.write_text("def f(x):\n    return x + 1\n", "utf-8")
    assert digests(root)("module", "code/lab/flow.py", FOLDER) != old


def test_a_module_of_stray_bytes_still_counts(root: Path) -> None:
    (root / "code/a.py").write_bytes(b"x = '\xff'")
    (root / "code/b.py").write_bytes(b"x = '\xfe'")
    now = digests(root)
    assert now("module", "code/a.py", FOLDER) != now("module", "code/b.py", FOLDER)


def test_a_file_counts_by_its_bytes_whatever_its_time(root: Path) -> None:
    path = root / FOLDER / "x.csv"
    times = path.stat().st_atime_ns, path.stat().st_mtime_ns
    assert digests(root)("file", "./x.csv", FOLDER) == file_digest(b"1,2\n")
    path.write_bytes(b"1,3\n")
    os.utime(path, ns=times)
    assert digests(root)("file", "./x.csv", FOLDER) == file_digest(b"1,3\n")


def test_a_dotted_path_is_the_posts_own(root: Path) -> None:
    now = digests(root)
    assert now("file", "./x.csv", FOLDER) == now("file", f"{FOLDER}/x.csv", "posts/b")
    assert now("file", "./x.csv", "posts/b") == "absent"
    assert now("listing", "./.", FOLDER) == now("listing", FOLDER, "posts/b")
    assert now("listing", ".", FOLDER) != now("listing", "./.", FOLDER)


def test_a_folder_counts_by_its_names(root: Path) -> None:
    old = digests(root)("listing", "data", FOLDER)
    for quiet in ("__pycache__", "frozen"):
        (root / "data" / quiet).mkdir()
    (root / "data/a").write_bytes(b"other")
    assert digests(root)("listing", "data", FOLDER) == old
    (root / "data/b").write_bytes(b"")
    assert digests(root)("listing", "data", FOLDER) != old
    assert digests(root)("listing", "data/none", FOLDER) == "absent"


def test_variables_and_packages(root: Path) -> None:
    now = digests(root, A="1")
    assert now("env", "A", FOLDER) == digests(root, A="1")("env", "A", "b") != "1"
    assert now("env", "A", FOLDER) != digests(root, A="2")("env", "A", FOLDER)
    assert now("env", "B", FOLDER) == "unset"
    assert now("package", "torch", FOLDER) == "2.13.0"
    assert now("package", "pytest", FOLDER) == version("pytest")
    assert now("package", "no-such-package", FOLDER) == "absent"


def test_each_input_is_looked_at_once(root: Path) -> None:
    now = digests(root)
    old = now("file", "data/a", FOLDER)
    (root / "data/a").write_bytes(b"later")
    assert now("file", "data/a", FOLDER) == old != digests(root)("file", "data/a", FOLDER)


@pytest.mark.parametrize("name", ["../secret", "/etc/hostname", "./../../../secret", "link", "\0"])
def test_nothing_outside_the_site_is_read(root: Path, name: str) -> None:
    (root / "link").symlink_to(root.parent / "secret")
    assert digests(root)("file", name, FOLDER) == ODD
    assert digests(root)("module", name, FOLDER) == ODD
    assert digests(root).definitions(name, FOLDER) == {}


def test_a_pipe_or_a_folder_is_no_file(root: Path) -> None:
    os.mkfifo(root / "pipe")
    now = digests(root)
    assert now("file", "pipe", FOLDER) == ODD
    assert now("file", "data", FOLDER) == ODD
    assert now("listing", "data/a", FOLDER) == "absent"


def test_definitions_of_a_module(root: Path) -> None:
    now = digests(root)
    assert set(now.definitions("code/lab/flow.py", FOLDER)) == {"f"}
    assert now.definitions("code/none.py", FOLDER) == {}


def test_versions_come_from_the_lock_files(tmp_path: Path) -> None:
    (tmp_path / "uv.lock").write_text('[[package]]\nname = "NumPy"\nversion = "2.4.0"\n', "utf-8")
    (tmp_path / "locks").mkdir()
    (tmp_path / "locks/site.txt").write_text(
        "# words\nscikit_learn==1.8.0 \\\n    --hash=sha256:00\nnumpy==1.0 ; python_version > '3'\n"
        "torch[x]==2.13.0\nother>=1\n",
        "utf-8",
    )
    (tmp_path / "poetry.lock").write_text("not toml [", "utf-8")
    assert locked_versions(tmp_path) == {
        "numpy": "2.4.0",
        "scikit-learn": "1.8.0",
        "torch": "2.13.0",
    }
    assert normal("A__b.C") == "a-b-c"
