"""Which engine is taken: node where there is one, quickjs-ng else."""

import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest

from huoye.math.engines import SCRIPTS, Name, engines, find_node, options_json
from huoye.math.install import EXTENSIONS, MATHJAX, modules
from huoye.math.typesetter import Typesetter
from huoye.math.wire import job_line
from huoye.model.formula import Job
from huoye.model.halt import Halt

ROOM = "huoye.math.engines"
HERE: list[Name] = [engine.name for engine in engines(modules(), options_json(()), 10.0)]


def test_node_comes_first_and_can_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUOYE_NODE", "/some/node")
    first, *_ = engines(Path("modules"), options_json(["physics"]), 10.0)
    assert (first.name, first.command[0]) == ("node", "/some/node")
    assert first.command[-3:] == ("modules", '{"packages": ["physics"], "mathml": false}', "80")


def test_without_node_quickjs_serves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HUOYE_NODE", raising=False)
    monkeypatch.setattr(f"{ROOM}.find_program", lambda name: None)
    monkeypatch.setattr(f"{ROOM}.find_spec", lambda name: name == "quickjs" or None)
    assert [engine.name for engine in engines(Path("modules"), options_json(()), 10.0)] == [
        "quickjs"
    ]


def test_without_either_the_mend_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HUOYE_NODE", raising=False)
    monkeypatch.setattr(f"{ROOM}.find_program", lambda name: None)
    monkeypatch.setattr(f"{ROOM}.find_spec", lambda name: None)
    assert find_node() is None
    with pytest.raises(Halt) as halt:
        engines(Path("modules"), options_json(()), 10.0)
    assert [problem.code for problem in halt.value.problems] == ["HY304"]


@pytest.mark.skipif(find_spec("quickjs") is None, reason="no second engine to fall back on")
def test_a_node_that_does_not_work_gives_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUOYE_NODE", "/bin/false")
    job = Job("x", display=False)
    with Typesetter(None) as typesetter:
        assert typesetter.typeset([job])[job].error is None


@pytest.mark.parametrize("name", ["physic", "../tex", "nonesuch"])
def test_a_package_that_is_not_there_is_told(name: str) -> None:
    job = Job("x", display=False)
    with Typesetter(None, [name]) as typesetter, pytest.raises(Halt, match=name) as halt:
        typesetter.typeset([job])
    assert halt.value.problems[0].code == "HY312"
    assert "physics" in halt.value.problems[0].hint()


@pytest.mark.parametrize("name", HERE)
def test_a_mathjax_that_does_not_load_is_no_engine(
    name: Name, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file is missing: both engines say so instead of waiting for it."""
    copy = shutil.copytree(MATHJAX.target, tmp_path / "modules")
    (copy / EXTENSIONS / "mhchem.js").unlink()
    monkeypatch.setenv("HUOYE_MATHJAX", str(copy))
    job = Job("x", display=False)
    with Typesetter(None, engine=name) as typesetter, pytest.raises(Halt) as halt:
        typesetter.typeset([job])
    assert halt.value.problems[0].code == "HY304"
    assert "mhchem" in str(halt.value)


@pytest.mark.skipif("node" not in HERE, reason="quickjs watches its parent instead")
def test_a_hanging_formula_does_not_outlive_the_parents_patience() -> None:
    """The guard is armed with the first formula of a batch and ends the process."""
    [node] = engines(modules(), options_json(()), 10.0, "node")
    jobs = [
        Job("x", display=False),
        Job(r"\begin{array}{*{99999999}{c}}x\end{array}", display=False),
    ]
    command = (*node.command[:-1], "1")
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin and process.stdout
        process.stdin.write("".join(map(job_line, jobs)).encode())
        process.stdin.flush()
        lines = process.stdout.readlines()
        assert process.wait(60) != 0
    assert len(lines) == 2 and b'"html"' in lines[1]


def test_the_scripts_are_those_the_drivers_load() -> None:
    listed = ", ".join(f"'{name}'" for name in SCRIPTS)
    child = Path(modules.__code__.co_filename).parent / "child"
    assert listed in (child / "worker.js").read_text("utf-8")
    assert listed.replace("'", '"') in (child / "worker_qjs.py").read_text("utf-8")
