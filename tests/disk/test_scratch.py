"""A scratch copy: what is in it, what is not, and that nothing in it leads back."""

import os
from pathlib import Path

import pytest

from huoye.disk.scratch import scratch_copy
from huoye.model.halt import Halt


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = tmp_path / "site"
    for name in ("posts/p/index.md", "posts/p/data/x.csv", "posts/p/frozen/a.json",
                 "posts/p/.git/config", "posts/p/__pycache__/x.pyc", "code/frozen/__init__.py",
                 "data/y.csv", "secret.txt"):  # fmt: skip
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_text(name)
    return made


def names(folder: Path) -> set[str]:
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}


def test_it_holds_what_is_asked_for_and_is_gone_afterwards(root: Path) -> None:
    with scratch_copy(root, ["posts/p", "code", "data/y.csv", "data/none.csv"]) as copy:
        assert names(copy) == {
            "posts/p/index.md", "posts/p/data/x.csv", "code/frozen/__init__.py", "data/y.csv",
        }  # fmt: skip
        assert not copy.is_relative_to(root)
        assert (copy / "posts/p/data").is_dir() and not (copy / "posts/p/frozen").exists()
    assert not copy.parent.exists()


def test_folders_that_are_not_asked_for_are_there_and_empty(root: Path) -> None:
    with scratch_copy(root, []) as copy:
        assert names(copy) == set()
        assert {p.name for p in copy.iterdir()} == {"posts", "code", "data"}
        (copy / "data/made.csv").write_text("")
    assert not (root / "data/made.csv").exists()


def test_links_are_followed_and_none_leads_back(root: Path) -> None:
    (root / "posts/p/linked").symlink_to(root / "data")
    (root / "posts/p/loop").symlink_to(root / "posts/p")
    (root / "posts/p/file.csv").symlink_to(root / "data/y.csv")
    (root / "posts/p/dangling").symlink_to(root / "nowhere")
    os.mkfifo(root / "posts/p/pipe")
    with scratch_copy(root, ["posts/p"]) as copy:
        assert {"posts/p/linked/y.csv", "posts/p/file.csv"} <= names(copy)
        assert not any(path.is_symlink() for path in copy.rglob("*"))
        (copy / "posts/p/file.csv").write_text("changed")
    assert (root / "data/y.csv").read_text() == "data/y.csv"


def test_modules_that_lie_elsewhere_come_along(root: Path, tmp_path: Path) -> None:
    (tmp_path / "lab").mkdir()
    (tmp_path / "lab" / "flow.py").write_text("")
    (root / "code/lab").symlink_to(tmp_path / "lab")
    (root / "linked").symlink_to(tmp_path / "lab")
    with scratch_copy(root, ["code", "linked"]) as copy:
        assert {"code/lab/flow.py", "linked/flow.py"} <= names(copy)


def test_a_read_only_file_may_be_written_in_the_copy(root: Path) -> None:
    (root / "data/y.csv").chmod(0o444)
    with scratch_copy(root, ["data"]) as copy:
        (copy / "data/y.csv").write_text("changed")
    assert (root / "data/y.csv").read_text() == "data/y.csv"


@pytest.mark.parametrize("path", ["../other", "/etc/hostname", "posts/../../x"])
def test_a_path_that_leads_out_is_left_out(root: Path, path: str) -> None:
    with scratch_copy(root, [path]) as copy:
        assert names(copy) == set()


def test_a_disk_that_refuses_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(source: Path, target: Path) -> None:
        raise OSError(28, "No space left on device", str(target))

    monkeypatch.setattr("shutil.copy2", refuse)
    with pytest.raises(Halt) as halt, scratch_copy(root, ["data"]):
        pass
    (told,) = halt.value.problems
    assert told.code == "HY636" and "No space left" in told.text()
