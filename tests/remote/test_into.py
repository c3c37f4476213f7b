"""What `run --into` hands out, and what `take` makes of it."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from tests.remote.sites import FIGURE, Site

from huoye.fresh.damaged import Damaged
from huoye.fresh.record import dump
from huoye.model.problem import problem
from huoye.remote.returned import Returned, spell, understand
from huoye.run.job import Outcome, PostResult


def tree(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()
    }


def test_the_folder_mirrors_the_site(handed: tuple[Path, Path]) -> None:
    root, folder = handed
    frozen = {f"posts/far/frozen/{n}": b for n, b in tree(root / "posts/far/frozen").items()}
    given = tree(folder)
    assert {n: b for n, b in given.items() if n.startswith("posts/")} == frozen
    assert given.keys() - frozen.keys() == {"run.json", "progress.jsonl"}
    told = understand((folder / "run.json").read_text("utf-8"))
    assert [o.fate for o in told.results[0].outcomes] == ["ran", "ran"]


def test_a_run_that_was_killed_before_it_handed_out_is_completed_by_the_next(
    handed: tuple[Path, Path], tmp_path: Path
) -> None:
    said = Site(handed[0]).huoye("run", "far", "--yes", "--into", str(tmp_path / "again"))
    assert said.returncode == 0 and "nothing to run" in said.stdout
    assert tree(tmp_path / "again" / "posts") == tree(handed[1] / "posts")


def test_results_among_the_inputs_of_cells_are_refused(handed: tuple[Path, Path]) -> None:
    for place in ("data/out", "posts/far/out", "."):
        said = Site(handed[0]).huoye("run", "far", "--yes", "--into", place)
        assert said.returncode == 2 and "HY081" in said.stderr


def test_each_result_is_taken_once(asker: Site, out: Path) -> None:
    first = asker.huoye("take", str(out))
    assert (first.returncode, first.stderr) == (0, "")
    assert "posts/far/index.md#tbl-first  taken" in first.stdout
    assert tree(asker.frozen) == tree(out / "posts/far/frozen/quick")
    stamps = {path: path.stat().st_mtime_ns for path in asker.frozen.iterdir()}
    again = asker.huoye("take", str(out), "--json")
    assert json.loads(again.stdout) == {"taken": [], "problems": []}
    assert {path: path.stat().st_mtime_ns for path in asker.frozen.iterdir()} == stamps


def test_a_late_result_is_dropped_unless_it_is_asked_for(asker: Site, out: Path) -> None:
    assert asker.huoye("take", str(out)).returncode == 0
    record = asker.record("tbl-second")
    other = {**record.card, "cpu": "another"}
    path = out / "posts/far/frozen/quick/tbl-second.json"
    path.write_text(dump(replace(record, card=other)), "utf-8")
    late = asker.huoye("take", str(out))
    assert late.returncode == 0 and "HY660 posts/far/index.md:14" in late.stderr
    assert asker.record("tbl-second").card == record.card
    assert asker.huoye("take", str(out), "--force").returncode == 0
    assert asker.record("tbl-second").card == other


@pytest.mark.parametrize(("name", "text", "why"), [
    ("code/helper.py", "def one(text):\n    return 2.0\n", "code/helper.py changed (`one`)"),
    ("posts/far/data.txt", "2.5\n", "data.txt changed"),
])  # fmt: skip
def test_an_outdated_result_is_dropped_with_its_reason(
    asker: Site, out: Path, name: str, text: str, why: str
) -> None:
    asker.write(name, text)
    said = asker.huoye("take", str(out))
    assert "HY661 posts/far/index.md:6" in said.stderr and why in said.stderr
    assert not list(asker.frozen.glob("*.json")), "later cells of the chain hang on it"


def test_a_result_of_other_code_or_of_no_cell_is_dropped(asker: Site, out: Path) -> None:
    asker.post(FIGURE.replace("[1, 2]", "[1, 3]"))
    said = asker.huoye("take", str(out))
    assert "HY661 posts/far/index.md:14" in said.stderr and "its own code changed" in said.stderr
    assert [p.name for p in asker.frozen.glob("*.json")] == ["tbl-first.json"]
    asker.write(
        "posts/far/index.md",
        (asker.root / "posts/far/index.md").read_text("utf-8").partition("```")[0],
    )
    said = asker.huoye("take", str(out))
    assert said.stderr.count("HY661") == 2 and "tbl-first is gone" in said.stderr


def test_a_result_that_is_not_whole_is_refused(asker: Site, out: Path) -> None:
    frozen = out / "posts/far/frozen/quick"
    (svg,) = frozen.glob("*.svg")
    svg.write_text(svg.read_text("utf-8") + " ", "utf-8")
    first = frozen / "tbl-first.json"
    first.write_text(first.read_text("utf-8").replace('"first"', '"other"'), "utf-8")
    (out / "run.json").unlink()
    said = asker.huoye("take", str(out))
    assert said.returncode == 1 and said.stderr.count("HY662") == 2 and "HY089" in said.stderr
    assert not asker.frozen.exists()


def test_how_a_run_ended_survives_the_way() -> None:
    failed = problem("HY602", "posts/a/index.md", 3, cell="c", kind="E", text="甲")
    result = PostResult("posts/a/index.md", (Outcome("c", 3, "failed", 0.5),), (failed,))
    returned = Returned((result,), (problem("HY618", reason="x"),))
    assert understand(spell(returned)) == returned


@pytest.mark.parametrize("wrong", [
    problem("HY602", "a", 1, cell="c"),  # values that its words need are missing
    problem("HY602", "a", 1, level="loud", cell="c", kind="", text=""),  # type: ignore[arg-type]
])  # fmt: skip
def test_what_no_run_of_this_version_says_is_refused(wrong: object) -> None:
    text = spell(Returned((), (wrong,)))  # type: ignore[arg-type]
    with pytest.raises(Damaged):
        understand(text)
    with pytest.raises(Damaged):
        understand(text[:-9])
