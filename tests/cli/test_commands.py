"""Exit codes, JSON and words of every command."""

import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from tests.cli.conftest import Huoye
from tests.site.samples import CODE, MODULE, TEXT, flow_site, flow_text
from tests.tiny import Tiny, read_tree

from huoye.cli.main import COMMANDS

PROBLEM = {"code", "level", "path", "line", "column", "text", "hint", "formula"}
CELL = {
    "post", "cell", "label", "preset", "state", "reasons", "last_run", "device", "date", "seconds",
}  # fmt: skip
HEAVY = {
    "nbclient", "nbformat", "jupyter_client", "ipykernel", "IPython", "torch", "numpy",
    "matplotlib", "jinja2", "markdown_it", "pygments", "watchdog", "yaml", "quickjs",
}  # fmt: skip
LIGHT = """\
import sys
from huoye.cli.main import COMMANDS, huoye
for command in COMMANDS:
    huoye.main([command, "--help"], standalone_mode=False)
print("LOADED", *{name.partition(".")[0] for name in sys.modules})
"""
CJK = re.compile("[\u4e00-\u9fff]")


@pytest.fixture
def site(tiny: Tiny) -> Tiny:
    """A site in order: a post whose cells were run, and one without."""
    flow_site(tiny)
    tiny.lend()
    return tiny


def test_help_of_every_command_is_light() -> None:
    said = subprocess.run([sys.executable, "-c", LIGHT], capture_output=True, text=True, check=True)
    *helps, loaded = said.stdout.splitlines()
    assert sum(line.startswith("Usage: ") for line in helps) == len(COMMANDS)
    assert set(loaded.split()) & HEAVY == set()


def test_help_and_version_end_well(huoye: Huoye) -> None:
    for arguments in (("--help",), ("--version",), *((c, "--help") for c in COMMANDS)):
        said = huoye(*arguments)
        assert (said.code, said.err) == (0, "")
    assert all(command in huoye("--help").out for command in COMMANDS)


@pytest.mark.parametrize(
    "arguments",
    [("biuld",), ("build", "--fast"), ("build", "a", "b"), ("run", "--preset", "huge"),
     ("build", "--site", "nowhere"), ("new",), ("new", "site"), ()],
)  # fmt: skip
def test_wrong_usage_ends_with_two(huoye: Huoye, site: Tiny, arguments: tuple[str, ...]) -> None:
    said = huoye(*arguments, at=site.root)
    assert said.code == 2
    assert "Usage" in said.err + said.out
    assert not site.out.exists()


@pytest.mark.parametrize("command", [("build",), ("run",), ("status",), ("check",), ("serve",),
                                     ("publish",), ("new", "post", "题")])  # fmt: skip
def test_outside_a_site_no_command_goes_on(
    huoye: Huoye, tmp_path: Path, command: tuple[str, ...]
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    said = huoye(*command, at=empty)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("HY001 ")
    assert "huoye new site" in said.err
    assert read_tree(empty) == {}


def test_wrong_settings_end_every_command_at_their_line(huoye: Huoye, site: Tiny) -> None:
    site.write("huoye.toml", "[site]\nper_page = 0\n")
    for command in ("build", "check", "status"):
        said = huoye(command, at=site.root)
        assert said.code == 2
        assert said.err.startswith("HY018 huoye.toml:2  ")


def test_a_command_works_from_any_folder_of_the_site(huoye: Huoye, site: Tiny) -> None:
    assert huoye("build", at=site.root / "posts/plain").code == 0
    before = site.tree()
    said = huoye("build", "--site", str(site.root), "--json", at=site.root.parent)
    assert said.code == 0
    assert said.data == {"files": len(before), "written": 0, "deleted": 0, "problems": []}
    assert huoye("status", "--site", "site", at=site.root.parent).code == 0


def test_a_folder_given_by_out_is_where_the_author_stands(huoye: Huoye, site: Tiny) -> None:
    said = huoye("build", "--out", "dist", "--site", "site", at=site.root.parent)
    assert (said.code, (site.root.parent / "dist/index.html").exists()) == (0, True)
    assert "in dist/" in said.out
    assert not site.out.exists()


@pytest.mark.parametrize("out", [".", "..", "posts", "code"])
def test_refused_output_folders_end_with_two(huoye: Huoye, site: Tiny, out: str) -> None:
    before = read_tree(site.root / "posts")
    said = huoye("build", "--out", out, at=site.root)
    assert (said.code, said.out) == (2, "")
    assert said.err[:5] in ("HY750", "HY751")
    assert read_tree(site.root / "posts") == before


def test_problems_are_told_with_place_and_mend_and_as_data(huoye: Huoye, site: Tiny) -> None:
    site.post("bad", "坏：$\\frac{1}$，[无](nowhere)。")
    for command in ("build", "check"):
        said = huoye(command, at=site.root)
        assert said.code == 1
        lines = said.err.splitlines()
        assert lines[0].startswith("HY404 posts/bad/index.md:6  ")
        assert lines[2].startswith("HY327 posts/bad/index.md:6:4  an argument is missing")
        assert lines[3] == "      ▶\\frac◀{1}"
        assert all(line.startswith("      ") for line in (lines[1], lines[3], lines[4]))
        told = huoye(command, "--json", at=site.root)
        assert (told.code, told.err) == (1, "")
        assert all(set(p) == PROBLEM for p in told.data["problems"])
        places = [(p["path"], p["line"], p["column"]) for p in told.data["problems"]]
        assert places == [("posts/bad/index.md", 6, None), ("posts/bad/index.md", 6, 4)]
        codes = [(p["code"], p["level"], p["formula"]) for p in told.data["problems"]]
        assert codes == [("HY404", "error", None), ("HY327", "error", "▶\\frac◀{1}")]


def test_check_writes_nothing_an_author_would_see(huoye: Huoye, site: Tiny) -> None:
    site.post("draft", "见 [无](nowhere)。", draft="true")
    before = {p: c for p, c in read_tree(site.root).items() if not p.startswith(".huoye/")}
    said = huoye("check", at=site.root)
    assert (said.code, said.out) == (1, "1 errors, 0 warnings\n")
    assert "HY404 posts/draft/index.md:7" in said.err
    after = {p: c for p, c in read_tree(site.root).items() if not p.startswith(".huoye/")}
    assert after == before
    assert huoye("build", at=site.root).code == 0, "a draft is not asked to be published"


def test_an_imported_site_ends_with_the_list_of_formulas_to_repair(
    huoye: Huoye, site: Tiny
) -> None:
    settings = (site.root / "huoye.toml").read_text("utf-8")
    site.write("huoye.toml", settings + '[markdown]\nstrictness = "import"\n')
    site.post("bad", "坏：$\\frac{1}$。\n\n$$\na\n+\\alhpa\n$$")
    said = huoye("build", at=site.root)
    assert said.code == 0
    assert said.err.splitlines()[-3:] == [
        "2 formulas to repair:",
        "  posts/bad/index.md:6:4  ▶\\frac◀{1}",
        "  posts/bad/index.md:10:2  a +▶\\alhpa◀",
    ]
    assert "有 2 个公式待修：" in huoye("build", at=site.root, lang="zh_CN.UTF-8").err
    told = huoye("build", "--json", at=site.root)
    assert (told.code, {p["level"] for p in told.data["problems"]}) == (0, {"warning"})


def test_messages_follow_the_locale(huoye: Huoye, site: Tiny, tmp_path: Path) -> None:
    site.post("bad", "坏：$\\frac{1}$。")
    chinese = huoye("build", at=site.root, lang="zh_CN.UTF-8").err
    english = huoye("build", at=site.root, lang="en_GB.UTF-8").err
    assert "\\frac 后面缺少参数" in chinese and "用花括号写上" in chinese
    assert "an argument is missing after \\frac" in english
    assert not CJK.search(english.replace("坏", ""))
    assert CJK.search(huoye("status", at=tmp_path, lang="zh_CN.UTF-8").err)


def test_status_of_a_site_in_order(huoye: Huoye, site: Tiny) -> None:
    said = huoye("status", at=site.root)
    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines()[-1] == "4 fresh"
    cells = huoye("status", "--json", at=site.root).data["cells"]
    assert all(set(cell) >= CELL for cell in cells)
    assert [cell["label"] for cell in cells] == [None, "fig-loss", "tbl-end", "fig-apart"]
    assert {(c["state"], c["device"], c["date"], c["seconds"]) for c in cells} == {
        ("fresh", "cpu", "2026-11-20", 3.2)
    }


def test_status_names_file_and_function(huoye: Huoye, site: Tiny) -> None:
    site.write(MODULE, CODE.replace("n + 1", "n + 2"))
    said = huoye("status", at=site.root)
    assert said.code == 1
    (line,) = [line for line in said.out.splitlines() if line.split()[1:2] == ["fig-loss"]]
    assert "code/lab/flow.py changed (`sample`)" in line
    told = huoye("status", "flow#tbl-end", "--json", at=site.root)
    (cell,) = told.data["cells"]
    assert (told.code, cell["state"]) == (1, "stale")
    assert cell["reasons"] == ["earlier cell fig-loss: code/lab/flow.py changed (`sample`)"]
    assert huoye("status", "flow#fig-apart", at=site.root).code == 0
    chinese = huoye("status", "流", at=site.root, lang="zh_CN.UTF-8")
    assert "code/lab/flow.py 已改动（`sample`）" in chinese.out


def test_status_prints_names_as_they_are(huoye: Huoye, site: Tiny) -> None:
    """Square brackets are names of files, not commands to the terminal."""
    site.write("posts/[red]x/index.md", flow_text(TEXT))
    said = huoye("status", at=site.root)
    assert "posts/[red]x/index.md" in said.out


def test_status_of_a_damaged_record(huoye: Huoye, site: Tiny) -> None:
    record = site.root / "posts/flow/frozen/quick/fig-apart.json"
    record.write_text("<<<<<<<", "utf-8")
    said = huoye("status", "--json", at=site.root)
    assert said.code == 1
    assert [c["state"] for c in said.data["cells"]] == ["fresh", "fresh", "fresh", "damaged"]
    assert huoye("build", at=site.root).code == 1
    assert huoye("build", "--strict", at=site.root).code == 1
    assert "运行记录已损坏" in site.page("flow/index.html")


def test_strict_ends_with_one_where_a_result_is_stale(huoye: Huoye, site: Tiny) -> None:
    site.write(MODULE, CODE.replace("n + 1", "n + 2"))
    assert huoye("build", at=site.root).code == 0
    assert huoye("build", "--strict", at=site.root).code == 1


@pytest.mark.parametrize(
    ("name", "code"),
    [("nowhere", "HY022"), ("l", "HY023"), ("flow#fig-none", "HY024")],
)
def test_names_that_fit_nothing_or_too_much(huoye: Huoye, site: Tiny, name: str, code: str) -> None:
    site.post("l1", title="all")
    site.post("l2", title="tall")
    for command in ("status", "run"):
        said = huoye(command, name, at=site.root)
        assert (said.code, said.err[:5]) == (2, code)
        assert huoye(command, name, at=site.root, lang="zh_CN.UTF-8").err[:5] == code


def test_run_of_a_site_in_order_executes_nothing(huoye: Huoye, site: Tiny) -> None:
    before = read_tree(site.root)
    said = huoye("run", at=site.root)
    assert (said.code, said.out) == (0, "all fresh: nothing to run\n")
    assert huoye("run", "--json", at=site.root).data == {"posts": [], "problems": []}
    assert read_tree(site.root) == before


def test_run_tells_first_and_executes_nothing_where_nobody_can_answer(
    huoye: Huoye, site: Tiny, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.write(MODULE, CODE.replace("n + 1", "n + 2"))
    before = read_tree(site.root)
    monkeypatch.setattr("sys.stdin", StringIO())
    said = huoye("run", at=site.root)
    assert said.code == 2
    assert "posts/flow/index.md" in said.out and "fig-loss" in said.out
    assert "fig-apart" not in said.out
    assert "HY672" in said.err
    assert read_tree(site.root) == before
