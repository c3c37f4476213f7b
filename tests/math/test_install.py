"""MathJax and the figures' font: exact, checked, without addresses."""

import json
import re
from pathlib import Path

import pytest

from huoye.disk.npm import Bundle, damaged
from huoye.math.install import MATHJAX, PACKAGES, check_whole, installed, modules, versions
from huoye.model.halt import Halt
from huoye.run.font.install import FONT


@pytest.mark.parametrize("bundle", [MATHJAX, FONT], ids=["MathJax", "font"])
def test_the_locks_are_exact_and_name_no_address(bundle: Bundle) -> None:
    package = json.loads((bundle.project / "package.json").read_text())
    text = (bundle.project / "package-lock.json").read_text()
    lock = json.loads(text)["packages"]
    assert "http" not in text
    assert lock[""]["dependencies"] == package["dependencies"]
    del lock[""]
    for name, entry in lock.items():
        assert package["dependencies"][name.removeprefix("node_modules/")] == entry["version"]
        assert re.fullmatch(r"\d+\.\d+\.\d+", entry["version"])
        assert entry["integrity"].startswith("sha512-")


def test_mathjax_is_here_whole_and_with_its_licence() -> None:
    assert installed()
    check_whole()
    assert damaged(MATHJAX) == ()
    assert "Apache License" in (modules() / "mathjax/LICENSE").read_text("utf-8")


def test_the_notice_names_every_package() -> None:
    notice = (Path(__file__).parents[2] / "NOTICE").read_text("utf-8")
    names = json.loads((FONT.project / "package.json").read_text())["dependencies"]
    assert all(name in notice for name in [*PACKAGES, *names])


def test_a_folder_can_be_chosen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HUOYE_MATHJAX", str(tmp_path))
    assert not installed()
    with pytest.raises(Halt, match="MathJax"):
        modules()
    for name in PACKAGES:
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "package.json").write_text('{"version": "9.9.9"}')
    assert modules() == tmp_path
    assert "mathjax@9.9.9" in versions()
