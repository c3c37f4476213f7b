"""The door: what is remembered is not typeset again, and starts no process."""

import subprocess
from pathlib import Path
from threading import Thread

import pytest

from huoye.math.install import MATHJAX
from huoye.math.store import FILE
from huoye.math.typesetter import Typesetter
from huoye.model.event import Event
from huoye.model.formula import Job
from huoye.model.halt import Halt

JOBS = [Job(f"x_{{{number}}}", display=False) for number in range(12)]


def test_a_formula_is_typeset_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    events: list[Event] = []
    with Typesetter(tmp_path) as first:
        answers = first.typeset([*JOBS, *JOBS], events.append)
        outlines = first.outlines(["I1D465"])
        first.typeset(JOBS)
        assert first.rendered == len(JOBS)
    assert list(answers) == JOBS
    assert events == [Event("typeset", "", 12, 12)]

    monkeypatch.setattr(subprocess, "Popen", no_process)
    with Typesetter(tmp_path) as second:
        assert second.typeset(JOBS) == answers
        assert second.outlines(["I1D465"]) == outlines
        assert second.rendered == 0
        assert second.problems == ()


def no_process(*_: object, **__: object) -> None:
    raise AssertionError("a process was started")


def test_only_what_changed_is_typeset(tmp_path: Path) -> None:
    with Typesetter(tmp_path) as first:
        first.typeset(JOBS)
    with Typesetter(tmp_path) as second:
        second.typeset([*JOBS, Job("y", display=False)])
        assert second.rendered == 1


def test_refused_formulas_ask_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "Popen", no_process)
    with Typesetter(None) as typesetter:
        job = Job("{" * 99, display=False)
        error = typesetter.typeset([job])[job].error
    assert error is not None
    assert error.id == "TooDeep"


def test_packages_are_part_of_the_key(tmp_path: Path) -> None:
    job = Job(r"\div x", display=False)
    with Typesetter(tmp_path) as plain, Typesetter(tmp_path, ["physics"]) as physics:
        assert plain.typeset([job]) != physics.typeset([job])
        assert physics.rendered == 1


def test_a_damaged_store_is_made_anew_with_the_same_answers(tmp_path: Path) -> None:
    with Typesetter(tmp_path) as first:
        answers = first.typeset(JOBS)
    (tmp_path / FILE).write_bytes(b"\0" * 5000)
    with Typesetter(tmp_path) as second:
        assert second.typeset(JOBS) == answers
        assert [note.code for note in second.problems] == ["HY310"]
    with Typesetter(tmp_path) as third:
        third.typeset(JOBS)
        assert third.rendered == 0


def test_threads_may_share_it(tmp_path: Path) -> None:
    with Typesetter(tmp_path) as shared:
        threads = [Thread(target=shared.typeset, args=(JOBS[k:],)) for k in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert shared.rendered == len(JOBS)


def test_two_builds_share_a_store(tmp_path: Path) -> None:
    with Typesetter(tmp_path) as one, Typesetter(tmp_path) as two:
        assert one.typeset(JOBS) == two.typeset(JOBS)
    with Typesetter(tmp_path) as three:
        three.typeset(JOBS)
        assert (three.rendered, three.problems) == (0, ())


def test_an_interrupted_build_keeps_what_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huoye.math.typesetter.BATCH", 5)

    def stop(event: Event) -> None:
        raise KeyboardInterrupt

    with Typesetter(tmp_path) as first, pytest.raises(KeyboardInterrupt):
        first.typeset(JOBS, stop)
    with Typesetter(tmp_path) as second:
        second.typeset(JOBS)
        assert second.rendered == 7


def test_without_mathjax_the_mend_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HUOYE_MATHJAX", raising=False)
    monkeypatch.setattr("huoye.math.install.is_current", lambda bundle: False)
    with Typesetter(tmp_path) as typesetter, pytest.raises(Halt) as halt:
        typesetter.typeset(JOBS)
    assert [problem.code for problem in halt.value.problems] == ["HY305"]


def test_a_changed_file_of_mathjax_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HUOYE_MATHJAX", raising=False)
    monkeypatch.setattr("huoye.math.install.damaged", lambda bundle: ("mathjax/core.js",))
    with Typesetter(None) as typesetter, pytest.raises(Halt, match=r"mathjax/core\.js"):
        typesetter.typeset(JOBS)


def test_another_copy_of_mathjax_gives_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HUOYE_MATHJAX", raising=False)
    with Typesetter(None) as own:
        answers = own.typeset(JOBS)
    monkeypatch.setenv("HUOYE_MATHJAX", str(MATHJAX.target))
    with Typesetter(None) as other:
        assert other.typeset(JOBS) == answers
