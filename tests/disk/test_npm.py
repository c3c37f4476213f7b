"""What npm brings: only the files asked for, all of them or none, and never again without need."""

import json
from pathlib import Path

import pytest

from huoye.disk.npm import STAMP, Bundle, bring, damaged, is_current, package_version
from huoye.model.halt import Halt

FAKE_NPM = """#!/bin/sh
echo "$@" > "$HUOYE_TEST_LOG"
mkdir -p node_modules
cp -R "$HUOYE_TEST_MODULES/." node_modules
"""


@pytest.fixture
def modules(tmp_path: Path) -> Path:
    """A node_modules folder with two packages."""
    folder = tmp_path / "node_modules"
    for name, version in (("one", "1.2.3"), ("@two/part", "4.5.6")):
        (folder / name / "deep").mkdir(parents=True)
        (folder / name / "package.json").write_text(json.dumps({"version": version}))
        (folder / name / "deep" / "code.js").write_text(name)
        (folder / name / "unwanted.js").write_text("")
    return folder


@pytest.fixture
def bundle(tmp_path: Path) -> Bundle:
    """The two packages as a project asks for them."""
    project = tmp_path / "project"
    project.mkdir()
    (project / "package.json").write_text("{}")
    versions = {"": "1", "node_modules/one": "1.2.3", "node_modules/@two/part": "4.5.6"}
    packages = {name: {"version": version} for name, version in versions.items()}
    (project / STAMP).write_text(json.dumps({"packages": packages}))
    keep = ("one/package.json", "one/deep/*.js", "@two/*/deep/*.js")
    return Bundle("the test", project, tmp_path / "vendor" / "target", keep)


@pytest.fixture
def npm(tmp_path: Path, modules: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An npm that unpacks `modules`; the answer is the file in which it notes its arguments."""
    program, log = tmp_path / "bin" / "npm", tmp_path / "log"
    program.parent.mkdir()
    program.write_text(FAKE_NPM)
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent), prepend=":")
    monkeypatch.setenv("HUOYE_TEST_MODULES", str(modules))
    monkeypatch.setenv("HUOYE_TEST_LOG", str(log))
    return log


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


KEPT = {"one/package.json", "one/deep/code.js", "@two/part/deep/code.js", STAMP, "sums.json"}


def test_npm_runs_no_script_and_only_the_kept_files_stay(bundle: Bundle, npm: Path) -> None:
    assert bring(bundle)
    assert npm.read_text().startswith("ci --ignore-scripts")
    assert files(bundle.target) == KEPT
    assert files(bundle.target.parent) == {f"target/{name}" for name in KEPT}
    assert is_current(bundle)
    assert damaged(bundle) == ()


def test_it_is_brought_once_and_again_after_the_lock_changed(bundle: Bundle, npm: Path) -> None:
    assert bring(bundle)
    assert not bring(bundle)
    (bundle.project / STAMP).write_text(json.dumps({"packages": {"new": {}}}))
    assert not is_current(bundle)
    assert bring(bundle)


def test_a_folder_may_stand_in_for_npm(bundle: Bundle, modules: Path) -> None:
    assert bring(bundle, modules)
    assert files(bundle.target) == KEPT


def test_a_base_lifts_its_files_to_the_top(bundle: Bundle, modules: Path) -> None:
    keep = ("one/deep/*.js", "one/package.json")
    flat = Bundle("the test", bundle.project, bundle.target, keep, base="one/deep")
    bring(flat, modules)
    assert files(flat.target) == {"code.js", "package.json", STAMP, "sums.json"}


def test_a_folder_of_other_versions_is_refused(bundle: Bundle, modules: Path) -> None:
    (modules / "one" / "package.json").write_text('{"version": "1.2.4"}')
    with pytest.raises(Halt, match=r"one 1\.2\.3") as halt:
        bring(bundle, modules)
    assert halt.value.problems[0].code == "HY308"
    assert not bundle.target.exists()


def test_a_missing_file_leaves_what_was_there(bundle: Bundle, modules: Path) -> None:
    bring(bundle, modules)
    (bundle.project / STAMP).write_text('{"packages": {}}')
    (modules / "one" / "deep" / "code.js").unlink()
    with pytest.raises(Halt, match="deep"):
        bring(bundle, modules)
    assert files(bundle.target.parent) == {f"target/{name}" for name in KEPT}
    assert not is_current(bundle)


def test_changed_and_lost_files_are_found(bundle: Bundle, modules: Path) -> None:
    bring(bundle, modules)
    (bundle.target / "one/deep/code.js").write_text("changed")
    (bundle.target / "one/package.json").unlink()
    assert set(damaged(bundle)) == {"one/deep/code.js", "one/package.json"}


def test_without_npm_the_mend_is_told(bundle: Bundle, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huoye.disk.npm.find_program", lambda name: None)
    monkeypatch.setattr("huoye.disk.npm.find_spec", lambda name: None)
    with pytest.raises(Halt) as halt:
        bring(bundle)
    assert halt.value.problems[0].code == "HY306"
    assert "huoye setup" in halt.value.problems[0].hint()


def test_an_npm_that_fails_tells_why(bundle: Bundle, npm: Path, tmp_path: Path) -> None:
    (tmp_path / "bin" / "npm").write_text("#!/bin/sh\necho npm error code ENOTFOUND >&2\nexit 1\n")
    with pytest.raises(Halt, match="ENOTFOUND") as halt:
        bring(bundle)
    assert halt.value.problems[0].code == "HY307"
    assert not bundle.target.exists()


def test_the_version_of_no_package_is_empty(modules: Path) -> None:
    assert package_version(modules, "one") == "1.2.3"
    assert package_version(modules, "none") == ""
