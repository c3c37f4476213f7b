"""What any process opens in the folders of a site, to inputs; no kernel of Jupyter is started."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from huoye.run import inotify, watch
from huoye.run.child.observe import Observer
from huoye.run.watch import Seen, Watch
from huoye.site.digests import Digests

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="inotify is Linux's")
FILES = (
    "huoye.toml", "notes.txt", "code/lab/flow.py", "data/x.h5", "data/deep/y.bin",
    "posts/p/index.md", "posts/p/z.dat", "posts/q/other.dat", "themes/t/style.css",
    ".git/HEAD", ".huoye/cache", "posts/p/frozen/fig.json", "public/index.html",
    "node_modules/a.js", "mine/pyvenv.cfg", "mine/lib/a.py", "engine/huoye/cell.py",
)  # fmt: skip


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in FILES:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("1\n", "utf-8")
    return tmp_path


@pytest.fixture
def seen(root: Path) -> Iterator[Watch]:
    with Watch(root, "posts/p/index.md", root / "engine" / "huoye") as watching:
        yield watching


def shell(root: Path, command: str) -> None:
    """A child process does it, as a cell's would; nothing of it passes through our Python."""
    subprocess.run(["sh", "-c", command], cwd=root, check=True, stdout=subprocess.DEVNULL)


def test_what_a_child_process_reads_is_seen(root: Path, seen: Watch) -> None:
    shell(root, "cat data/x.h5 data/deep/y.bin posts/p/z.dat code/lab/flow.py notes.txt")
    files = ("code/lab/flow.py", "data/deep/y.bin", "data/x.h5", "notes.txt", "posts/p/z.dat")
    assert seen.take(()) == Seen(files)
    assert seen.take(()) == Seen(), "told once"


def test_what_no_author_means_as_an_input_is_passed_over(root: Path, seen: Watch) -> None:
    named = {"notes.txt", "code/lab/flow.py", "data/x.h5", "data/deep/y.bin", "posts/p/z.dat"}
    shell(root, "cat " + " ".join(set(FILES) - named))
    assert seen.take(()) == Seen()


def test_what_is_written_first_is_an_output(root: Path, seen: Watch) -> None:
    shell(root, "echo 2 > data/out.csv; cat data/out.csv; echo 3 > data/x.h5; cat data/x.h5")
    shell(root, "echo 4 > data/.part; mv data/.part data/new.csv; cat data/new.csv")
    assert seen.take(()) == Seen()
    shell(root, "cat data/out.csv data/new.csv")
    assert seen.take(()) == Seen(), "by a later cell too"


def test_files_of_a_new_folder_are_outputs(root: Path, seen: Watch) -> None:
    shell(root, "mkdir -p data/a/b; echo 1 > data/a/b/c; cat data/a/b/c")
    shell(root, "mkdir data/.hidden; echo 1 > data/.hidden/c; cat data/.hidden/c")
    assert seen.take(()) == Seen()


def test_what_is_read_and_then_changed_has_moved(root: Path, seen: Watch) -> None:
    shell(root, "cat data/x.h5 data/deep/y.bin posts/p/z.dat")
    shell(root, "echo 2 >> data/x.h5; echo 3 > data/t; mv data/t data/deep/y.bin; rm posts/p/z.dat")
    files = ("data/deep/y.bin", "data/x.h5", "posts/p/z.dat")
    assert seen.take(()) == Seen(files, files)


def test_opened_to_be_written_and_left_alone_is_an_input(root: Path, seen: Watch) -> None:
    shell(root, "exec 3<>data/x.h5; read line <&3")
    assert seen.take(()) == Seen(("data/x.h5",))


def test_the_cache_of_a_module_stands_for_its_source(root: Path) -> None:
    compiled = [sys.executable, "-m", "compileall", "-q", "code"]
    subprocess.run(compiled, cwd=root, check=True)
    with Watch(root, "posts/p/index.md", root / "engine") as seen:
        Digests(root, {}, {})("module", "code/lab/flow.py", "posts/p")
        shell(root, "cat code/lab/__pycache__/*.pyc")
        assert seen.take(()) == Seen(("code/lab/flow.py",))


def test_what_the_hook_dealt_with_is_left_to_it(root: Path, seen: Watch) -> None:
    shell(root, "cat data/x.h5 code/lab/flow.py")
    assert seen.take({"code/lab/flow.py"}) == Seen(("data/x.h5",))


def test_too_many_folders_are_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "MOST_FOLDERS", 2)
    with Watch(root, "posts/p/index.md", root / "engine") as seen:
        assert seen.take(()).lost
        assert seen.take(()).lost, "for every cell"


def test_too_many_files_are_told(root: Path, seen: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "MOST_FILES", 1)
    shell(root, "cat data/x.h5 data/deep/y.bin")
    told = seen.take(())
    assert told.lost and len(told.files) == 1


def test_an_overflow_is_told_of_the_cell_that_it_befell(root: Path, seen: Watch) -> None:
    with seen._lock:  # nobody empties the queue meanwhile
        for number in range(20_000):
            (root / "data" / f"{number % 500}").open("ab").close()
    assert seen.take(()).lost
    assert not seen.take(()).lost


def test_a_machine_without_inotify_sees_nothing(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inotify.sys, "platform", "darwin")
    with Watch(root, "posts/p/index.md", root / "engine") as seen:
        assert not seen.works
        shell(root, "cat data/x.h5")
        assert seen.take(()) == Seen()


def test_what_another_command_hashes_meanwhile_is_no_input(root: Path, seen: Watch) -> None:
    serve = Digests(root, {}, {})
    for name in ("data/x.h5", "data/deep/y.bin", "./z.dat"):
        serve("file", name, "posts/p")
    serve("module", "code/lab/flow.py", "posts/p")
    shell(root, "cat data/deep/y.bin")
    assert seen.take(()) == Seen(("data/deep/y.bin",)), "the cell opened it too"
    shell(root, "cat data/x.h5")
    assert seen.take(()) == Seen(("data/x.h5",)), "and this one later"


def test_a_run_that_begins_later_hears_of_reads_too(root: Path) -> None:
    """Another post's kernel starts while this one's inputs are hashed."""
    early = Digests(root, {}, {})
    with Watch(root, "posts/p/index.md", root / "engine" / "huoye") as seen:
        early("file", "data/x.h5", "posts/p")
        assert seen.take(()) == Seen()


def test_what_the_hook_of_another_kernel_sees_is_no_input(root: Path, tmp_path: Path) -> None:
    log = tmp_path / ".huoye" / "opens"
    log.write_bytes(b"data/deep/y.bin\0" * 5)
    with Watch(root, "posts/p/index.md", root / "engine" / "huoye", log) as seen:
        other = Observer(str(root), str(root / "engine" / "huoye"), str(log))
        for name in ("data/x.h5", "data/x.h5", "code/lab/flow.py", ".git/HEAD"):
            other.hear("open", (str(root / name), "r", os.O_RDONLY))
            (root / name).open("rb").close()
        shell(root, "cat data/deep/y.bin")
        assert seen.take(()) == Seen(("data/deep/y.bin",)), "told before the watch began"
        shell(root, "cat data/x.h5")
        assert seen.take(()) == Seen(("data/x.h5",)), "opened here too"


def test_the_log_of_reads_goes_with_the_run(root: Path) -> None:
    with Watch(root, "posts/p/index.md", root / "engine"):
        late = Digests(root, {}, {})
        assert len(list((root / ".huoye/reads").iterdir())) == 1
    late("file", "data/x.h5", "posts/p")
    assert not list((root / ".huoye/reads").iterdir())
