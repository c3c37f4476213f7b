"""huoye serve --run: a save makes a cell stale, the preview says so, and soon shows its result."""

import queue
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from tests.cli.conftest import Huoye
from tests.publish.repositories import git
from tests.tiny import Tiny, post_text

from huoye.cli.serve import AGAIN
from huoye.live.session import Rerun, Session

CELL = "```{{code-cell}} python\n#| label: tbl-x\nfrom lab import rate\nprint({code})\n```"
LOOPS = "[print('began', file=open('began', 'w'))] + [0 for i in iter(int, 1) if i]"
Told = tuple[str, int, str]


def text(code: str) -> str:
    return post_text(CELL.format(code=code), title="one")


@pytest.fixture
def site(tiny: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tiny:
    """A repository with a post whose cell was never run."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.delenv("CI", raising=False)
    git(tmp_path, "config", "--global", "user.name", "某人")
    git(tmp_path, "config", "--global", "user.email", "a@example.org")
    tiny.write("code/lab/__init__.py", "")
    tiny.write("code/lab/rate.py", "RATE = 10\n")
    tiny.write("posts/one/index.md", text("6 * 7"))
    git(tiny.root, "init", "--quiet")
    git(tiny.root, "add", ".")
    git(tiny.root, "commit", "--quiet", "-m", "one")
    return tiny


def test_serve_run_is_refused_where_the_repository_is_not_trusted(huoye: Huoye, site: Tiny) -> None:
    said = huoye("serve", "--run", "--port", "0", at=site.root)
    assert said.code == 2
    assert "HY673" in said.err and "huoye trust" in said.err


@pytest.fixture
def session(site: Tiny, told: "queue.Queue[Told]") -> Iterator[Session]:
    """The preview, as serve --run starts it."""
    running = Session(site.root, 0, lambda problems, seconds: None,
                      Rerun(AGAIN, lambda *run: told.put(run)))  # fmt: skip
    thread = threading.Thread(target=running.run)
    thread.start()
    yield running
    running.stop()
    thread.join()
    running.close()


@pytest.fixture
def told() -> "queue.Queue[Told]":
    return queue.Queue()


def page(session: Session) -> str:
    with urlopen(f"{session.address}one/", timeout=10) as answer:
        return str(answer.read().decode())


def until(session: Session, words: str) -> str:
    """The page, as soon as it holds the words."""
    for _ in range(300):
        if words in (found := page(session)):
            return found
        time.sleep(0.1)
    raise AssertionError(page(session))


@pytest.mark.kernel
def test_a_saved_cell_is_run_and_a_newer_save_ends_the_run(
    huoye: Huoye, site: Tiny, session: Session, told: "queue.Queue[Told]"
) -> None:
    post = site.root / "posts/one/index.md"
    assert "尚未运行" in page(session) and "huoye run posts/one#tbl-x" in page(session)
    post.write_text(text("6 * 8"), "utf-8")
    (_, code, said) = told.get(timeout=60)
    assert code == 2 and "HY672" in said, "not trusted: the run itself asks, and nobody hears"

    huoye("trust", at=site.root)
    post.write_text(text("6 * 9"), "utf-8")
    assert "尚未运行" not in until(session, ">54")
    assert told.get(timeout=60)[1] == 0

    post.write_text(text(LOOPS), "utf-8")
    until(session, "旧代码算出")
    for _ in range(300):
        if (post.parent / "began").exists():
            break
        time.sleep(0.1)
    page(session)
    post.write_text(text("rate.RATE"), "utf-8")
    assert "旧代码算出" not in until(session, ">10</pre>")
    assert told.get(timeout=60)[1] == 0, "nothing is told of the run that was ended"

    (site.root / "code/lab/rate.py").write_text("RATE = 11\n", "utf-8")
    until(session, ">11</pre>")
