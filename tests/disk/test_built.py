"""Only what the last build wrote is published, and only where it is whole."""

from pathlib import Path

import pytest
from tests.disk.folders import FIRST, contents, publish

from huoye.disk.built import read_built
from huoye.model.halt import Halt


def test_foreign_files_are_not_published(tmp_path: Path) -> None:
    out = tmp_path / "public"
    publish(out, FIRST)
    (out / "secret.txt").write_text("mine")
    assert read_built(out) == contents(FIRST)


@pytest.mark.parametrize("accident", ["changed", "lost", "none"])
def test_what_is_no_whole_build_is_refused(tmp_path: Path, accident: str) -> None:
    out = tmp_path / "public"
    if accident != "none":
        publish(out, FIRST)
    if accident == "changed":
        (out / "a/index.html").write_text("edited")
    if accident == "lost":
        (out / "a/index.html").unlink()
    with pytest.raises(Halt) as halt:
        read_built(out)
    assert halt.value.problems[0].code == "HY758"
