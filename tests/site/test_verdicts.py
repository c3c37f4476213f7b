"""A post that was run, and every kind of change: what is stale then, and why, in both languages.

The site is a real one on disk, read, parsed and judged as `huoye status` does; only the run itself
is stood in for, by records of what it would have been seen to use.
"""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from tests.site.samples import draft_of
from tests.tiny import Tiny, post_text

from huoye.fresh.key import keys, own, settings
from huoye.fresh.reason import words
from huoye.fresh.record import dump
from huoye.model.record import Preset, Record, Verdict
from huoye.run.inputs import Inventory
from huoye.site.cells import Bench
from huoye.site.opened import open_site

POST = "posts/flow/index.md"
FLOW = "code/lab/flow.py"
TEXT = """\
开头，一句话。

```{code-cell} python
import math
from lab.flow import sample
```

```{code-cell} python
:label: fig-loss
:caption: 损失
#| env: MY_DATA
#| packages: torch
#| inputs: ../shared.h5
# draws the loss
def twice(x):
    "Double."
    return 2 * x
plot(twice(sample(3)))
```

```{code-cell} python
:label: tbl-end
#| seed: 1
print("end")
```

```{code-cell} python
:label: fig-apart
#| chain: other
plot(2)
```
"""
MODULE = '''\
"""A flow."""

N = 4


def sample(n):
    """Draw."""
    return n + 1  # one more


def loss(x):
    return x * x
'''
FILES = {
    POST: post_text(TEXT, title="流", huoye="{seed: 7, device: auto}"),
    "code/lab/__init__.py": "",
    FLOW: MODULE,
    "code/lab/other.py": "A = 1\n",
    "posts/flow/data.csv": "1\n2\n",
    "posts/shared.h5": "binary",
    "data/a.npy": "1",
    "data/b.npy": "2",
    "requirements.txt": "torch==2.12.0\nnumpy==2.0\n",
}
MODULES = ["code/lab/__init__.py", FLOW]
SEEN = {
    "fig-loss": {
        "files": ["posts/flow/data.csv", "data/a.npy"],
        "absent": ["data/override.yml"],
        "listings": ["data"],
    }
}
"""what each cell was seen to use; the first one loads the modules"""


@dataclass(frozen=True)
class Change:
    """What an author does, and the first letters of the four states after it."""

    do: Callable[[Tiny], object]
    states: str = "ffff"
    cell: str = ""
    """the cell whose first reason is"""
    english: str = ""
    chinese: str = ""


def edit(file: str, old: str, new: str) -> Callable[[Tiny], object]:
    def do(site: Tiny) -> None:
        text = (site.root / file).read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} stands once in {file}"
        site.write(file, text.replace(old, new))

    return do


def prose(old: str, new: str) -> Callable[[Tiny], object]:
    return edit(POST, old, new)


def write(file: str, text: str) -> Callable[[Tiny], object]:
    return lambda site: site.write(file, text)


def remove(file: str) -> Callable[[Tiny], object]:
    return lambda site: (site.root / file).unlink()


def touch(file: str) -> Callable[[Tiny], object]:
    return lambda site: os.utime(site.root / file, (1, 1))


QUIET = {
    "prose": Change(prose("一句话", "三句话，有 $x$")),
    "a new paragraph before the cells": Change(prose("开头", "新的一段。\n\n开头")),
    "title": Change(prose("title: 流", "title: 另一个标题")),
    "caption": Change(prose("损失", "损失 $L_t$")),
    "alt and width": Change(prose(":caption: 损失", ":caption: 损失\n#| alt: 图\n#| width: 300")),
    "label": Change(prose("fig-loss", "fig-training")),
    "a label for a silent cell": Change(prose("python\nimport", "python\n:label: setup\nimport")),
    "comment": Change(prose("# draws the loss", "# draws something")),
    "docstring of a cell's function": Change(prose("Double.", "Two times.")),
    "spacing": Change(prose("plot(twice(sample(3)))", "plot( twice(\n  sample(3)) )")),
    "quotes": Change(prose('print("end")', "print('end')")),
    "display options": Change(prose("python\nimport", "python\n#| echo: fold\n#| output: text\nimport")),
    "spelling of options": Change(prose("#| seed: 1", ":seed: 1")),
    "an option at its default": Change(prose("#| seed: 1", "#| seed: 1\n#| device: auto\n#| gpus: 1")),
    "limits, checks and tolerance": Change(
        prose("#| seed: 1", "#| seed: 1\n#| timeout: 9\n#| check: 1 < 2\n#| tolerance: 1e-2")
    ),
    "a shown cell that never runs": Change(
        prose("开头", "```{code-cell} python\n#| eval: false\n1\n```\n\n开头")
    ),
    "module nobody uses": Change(write("code/lab/other.py", "A = 2\n")),
    "comment of a module": Change(edit(FLOW, "# one more", "# the next")),
    "docstring of a module's function": Change(edit(FLOW, "Draw.", "Draw a sample.")),
    "docstring of a module": Change(edit(FLOW, "A flow.", "Another flow.")),
    "layout of a module": Change(edit(FLOW, "N = 4\n", "\n\nN  =  4\n")),
    "same bytes, new mtime": Change(touch("posts/flow/data.csv")),
    "a file that was never read": Change(write("posts/flow/new.csv", "1")),
    "content of a file that was only listed": Change(write("data/b.npy", "3")),
    "an undeclared package": Change(edit("requirements.txt", "numpy==2.0", "numpy==2.1")),
    "an undeclared variable": Change(lambda site: os.environ.update(HUOYE_TEST_OTHER="1")),
    "line ends": Change(
        lambda site: site.write(FLOW, (site.root / FLOW).read_bytes().replace(b"\n", b"\r\n"))
    ),
    "line ends of the post": Change(
        lambda site: site.write(POST, (site.root / POST).read_bytes().replace(b"\n", b"\r\n"))
    ),
    "a byte order mark of the post": Change(
        lambda site: site.write(POST, b"\xef\xbb\xbf" + (site.root / POST).read_bytes())
    ),
    "a byte order mark of a module": Change(
        lambda site: site.write(FLOW, b"\xef\xbb\xbf" + (site.root / FLOW).read_bytes())
    ),
    "white space at the ends of lines": Change(prose("plot(twice", "   \nplot(twice")),
    "white space behind code": Change(prose('print("end")', 'print("end")  \t')),
    "tabs for spaces": Change(prose('    "Double."\n    return', '\t"Double."\n\treturn')),
    "a full-width space in a comment": Change(prose("# draws the", "#　draws　the")),
    "empty lines around code": Change(prose('print("end")', '\n\nprint("end")\n\n')),
    "a continued line": Change(prose("return 2 * x", "return 2 \\\n        * x")),
    "parentheses": Change(prose("return 2 * x", "return (2 * (x))")),
    "a comma at the end": Change(prose("sample(3)", "sample(\n    3,\n)")),
    "spelling of a number": Change(prose("sample(3)", "sample(0x3)")),
    "spelling of a string": Change(prose('print("end")', 'print(u"e\\x6e" r"d")')),
    "two statements on one line": Change(prose("import math\n", "import math; ")),
    "a docstring more": Change(edit(FLOW, "def loss(x):\n", 'def loss(x):\n    """Square."""\n')),
    "no docstring": Change(prose('    "Double."\n', "")),
    "spaces between options": Change(prose("#| seed: 1", "#|  seed:   1  ")),
    "spaces in a list of options": Change(prose("#| env: MY_DATA", "#| env: [MY_DATA]")),
    "order of options": Change(
        prose("#| env: MY_DATA\n#| packages: torch", "#| packages: torch\n#| env: MY_DATA")
    ),
    "spelling of the fence": Change(prose("```{code-cell} python\n:label: tbl-end",
                                          "```{code-cell}  python\n:label: tbl-end")),
    "a list, a quote, a heading before": Change(prose("开头", "# 节\n\n- 甲\n\n> 乙\n\n开头")),
    "date and tags": Change(prose("title: 流", "title: 流\ntags: [甲]\nupdated: 2026-03-01")),
    "a number in the text": Change(prose("一句话", "一句话，$1.5$，{eval}`x`")),
}  # fmt: skip
LOUD = {
    "code": Change(
        prose("sample(3)", "sample(4)"), "fssf", "fig-loss",
        "its own code changed", "代码已改动",
    ),
    "code before, seen from after": Change(
        prose("sample(3)", "sample(4)"), "fssf", "tbl-end",
        "earlier cell fig-loss: its own code changed", "前面的代码格 fig-loss：代码已改动",
    ),
    "code after": Change(
        prose('"end"', '"fin"'), "ffsf", "tbl-end", "its own code changed", "代码已改动",
    ),
    "code of another chain": Change(
        prose("plot(2)", "plot(3)"), "fffs", "fig-apart", "its own code changed", "代码已改动",
    ),
    "a string that is printed": Change(
        prose("print(", "print(' ',"), "ffsf", "tbl-end", "its own code changed", "代码已改动",
    ),
    "a cell put in": Change(
        prose("```{code-cell} python\n:label: tbl-end",
              "```{code-cell} python\nx = 1\n```\n\n```{code-cell} python\n:label: tbl-end"),
        "ffnsf", "tbl-end", "earlier cell c-28281101: never run", "前面的代码格 c-28281101：尚未运行",
    ),
    "kept names": Change(
        prose("#| seed: 1", "#| seed: 1\n#| keep: x, y"), "ffsf", "tbl-end",
        "option keep changed (– → x, y)", "选项 keep 已改动（– → x, y）",
    ),
    "seed": Change(
        prose("#| seed: 1", "#| seed: 2"), "ffsf", "tbl-end",
        "option seed changed (1 → 2)", "选项 seed 已改动（1 → 2）",
    ),
    "seed of the whole post": Change(
        prose("seed: 7", "seed: 8"), "ssss", "fig-apart",
        "option seed changed (7 → 8)", "选项 seed 已改动（7 → 8）",
    ),
    "device of the whole post": Change(
        prose("device: auto", "device: cuda"), "ssss", "fig-apart",
        "option device changed (auto → cuda)", "选项 device 已改动（auto → cuda）",
    ),
    "chain": Change(
        prose("#| chain: other", "#| chain: third"), "fffs", "fig-apart",
        "option chain changed (other → third)", "选项 chain 已改动（other → third）",
    ),
    "a newly declared input": Change(
        prose("../shared.h5", "../shared.h5, x.h5"), "fssf", "fig-loss",
        "option inputs changed (../shared.h5 → ../shared.h5, x.h5)",
        "选项 inputs 已改动（../shared.h5 → ../shared.h5, x.h5）",
    ),
    "an exception that is meant": Change(
        prose("#| seed: 1", "#| seed: 1\n#| raises: ValueError"), "ffsf", "tbl-end",
        "option raises changed (– → ValueError)", "选项 raises 已改动（– → ValueError）",
    ),
    "a function of a module": Change(
        edit(FLOW, "n + 1", "n + 2"), "sssf", "",
        f"{FLOW} changed (`sample`)", f"{FLOW} 已改动（`sample`）",
    ),
    "another function of the module": Change(
        edit(FLOW, "x * x", "x + x"), "sssf", "",
        f"{FLOW} changed (`loss`)", f"{FLOW} 已改动（`loss`）",
    ),
    "a constant of a module": Change(
        edit(FLOW, "N = 4", "N = 5"), "sssf", "", f"{FLOW} changed (`N`)", f"{FLOW} 已改动（`N`）",
    ),
    "an import of a module": Change(
        edit(FLOW, "N = 4", "import os\nN = 4"), "sssf", "",
        f"{FLOW} changed (top level)", f"{FLOW} 已改动（模块顶层）",
    ),
    "a module gone": Change(
        remove(FLOW), "sssf", "", f"{FLOW} is gone", f"{FLOW} 已不存在",
    ),
    "data": Change(
        write("posts/flow/data.csv", "1\n3\n"), "fssf", "fig-loss",
        "data.csv changed", "data.csv 已改动",
    ),
    "data gone": Change(
        remove("posts/flow/data.csv"), "fssf", "fig-loss", "data.csv is gone", "data.csv 已不存在",
    ),
    "shared data": Change(
        write("data/a.npy", "2"), "fssf", "fig-loss", "data/a.npy changed", "data/a.npy 已改动",
    ),
    "a declared input beside the post": Change(
        write("posts/shared.h5", "other"), "fssf", "fig-loss",
        "posts/shared.h5 changed", "posts/shared.h5 已改动",
    ),
    "a new file in a listed folder": Change(
        write("data/c.npy", "3"), "fssf", "fig-loss",
        "folder data holds other files", "文件夹 data 里的文件有增减",
    ),
    "a file taken from a listed folder": Change(
        remove("data/b.npy"), "fssf", "fig-loss",
        "folder data holds other files", "文件夹 data 里的文件有增减",
    ),
    "an absent file appears": Change(
        write("data/override.yml", ""), "fssf", "fig-loss",
        "data/override.yml appeared", "data/override.yml 原先没有，现在有了",
    ),
    "a declared variable": Change(
        lambda site: os.environ.update(MY_DATA="large"), "fssf", "fig-loss",
        "variable MY_DATA changed", "环境变量 MY_DATA 已改动",
    ),
    "a declared variable unset": Change(
        lambda site: os.environ.pop("MY_DATA"), "fssf", "fig-loss",
        "variable MY_DATA changed", "环境变量 MY_DATA 已改动",
    ),
    "a declared package": Change(
        edit("requirements.txt", "2.12.0", "2.13.0"), "fssf", "fig-loss",
        "package torch changed (2.12.0 → 2.13.0)", "软件包 torch 的版本变了（2.12.0 → 2.13.0）",
    ),
    "no record": Change(
        remove("posts/flow/frozen/quick/fig-loss.json"), "fnsf", "tbl-end",
        "earlier cell fig-loss: never run", "前面的代码格 fig-loss：尚未运行",
    ),
    "a record edited by hand": Change(
        edit("posts/flow/frozen/quick/fig-loss.json", "2026-11-20", "2026-11-21"), "fdsf", "fig-loss",
        "its record was edited or merged by hand", "运行记录被手工改动或合并过",
    ),
}  # fmt: skip


@pytest.fixture
def site(tiny: Tiny, monkeypatch: pytest.MonkeyPatch) -> Tiny:
    """Everything in place, and run once under quick."""
    monkeypatch.setenv("MY_DATA", "small")
    monkeypatch.setenv("HUOYE_TEST_OTHER", "0")
    for name, text in FILES.items():
        tiny.write(name, text)
    seal(tiny, "quick")
    return tiny


def seal(site: Tiny, preset: Preset) -> None:
    """The records that a run under the preset would leave."""
    bench, draft, inventory = Bench(open_site(site.root)), draft_of(site), Inventory("posts/flow")
    nothing: dict[str, list[str]] = {
        kind: [] for kind in ("modules", "files", "absent", "listings", "moved")
    }
    for index, (cell, key) in enumerate(zip(draft.cells, keys(draft.cells, preset), strict=True)):
        assert key is not None
        seen = nothing | SEEN.get(cell.name, {}) | ({} if index else {"modules": MODULES})
        inputs = inventory.collect(cell, seen, bench.now())
        card = {"at": "2026-11-20", "preset": preset, "seconds": 1.0, "device": "cpu"}
        record = Record(cell.name, key, own(cell), "all", inputs, {}, (), card,
                        options=settings(cell))  # fmt: skip
        folder = "frozen" if preset == "full" else "frozen/quick"
        site.write(f"posts/flow/{folder}/{cell.name}.json", dump(record))


def verdicts(site: Tiny, preset: Preset = "quick") -> tuple[Verdict, ...]:
    return Bench(open_site(site.root)).verdicts(draft_of(site), preset)


def states(site: Tiny, preset: Preset = "quick") -> str:
    return "".join(verdict.state[0] for verdict in verdicts(site, preset))


@pytest.mark.parametrize("change", QUIET.values(), ids=QUIET.keys())
def test_what_changes_no_result_stales_nothing(site: Tiny, change: Change) -> None:
    assert states(site) == "ffff"
    change.do(site)
    assert {verdict.state for verdict in verdicts(site)} == {"fresh"}


@pytest.mark.parametrize("change", LOUD.values(), ids=LOUD.keys())
def test_what_may_change_a_result_is_told_with_its_cause(site: Tiny, change: Change) -> None:
    assert states(site) == "ffff"
    change.do(site)
    found = verdicts(site)
    assert "".join(verdict.state[0] for verdict in found) == change.states
    first = next(v for v in found if v.state != "fresh" and change.cell in ("", v.cell))
    assert words(first.reasons[0]) == change.english
    assert words(first.reasons[0], "zh") == change.chinese


def test_printed_docstrings_of_modules_count(site: Tiny) -> None:
    prose('print("end")', "print(sample.__doc__)")(site)
    seal(site, "quick")
    assert states(site) == "ffff"
    edit(FLOW, "Draw.", "Draw a sample.")(site)
    assert states(site) == "ffsf", "the cells that do not print it stay"
    assert words(verdicts(site)[2].reasons[0]) == f"{FLOW} changed"


def test_there_are_many_kinds() -> None:
    assert len(QUIET) + len(LOUD) >= 20


def test_each_preset_is_judged_by_itself(site: Tiny) -> None:
    assert (states(site, "quick"), states(site, "full")) == ("ffff", "nnnn")
    seal(site, "full")
    write("data/a.npy", "2")(site)
    seal(site, "quick")
    assert (states(site, "quick"), states(site, "full")) == ("ffff", "fssf")


def test_equal_cells_of_two_posts_that_read_other_data_keep_their_own_results(site: Tiny) -> None:
    """The same code, a `data.csv` of its own beside each: neither takes or stales the other's."""
    shutil.copytree(site.root / "posts/flow", site.root / "posts/other")
    write("posts/other/data.csv", "7\n8\n")(site)
    shutil.rmtree(site.root / "posts/other/frozen")
    other = draft_of(site, "posts/other/index.md")
    mine = draft_of(site)
    assert keys(mine.cells, "quick") == keys(other.cells, "quick"), "equal keys"
    found = Bench(open_site(site.root)).verdicts(other, "quick")
    assert {v.state for v in found} == {"never"}, "nothing is taken from the other post"
    shutil.copytree(site.root / "posts/flow/frozen", site.root / "posts/other/frozen")
    found = Bench(open_site(site.root)).verdicts(other, "quick")
    assert [v.state[0] for v in found] == list("fssf"), "a record of other data is not fresh here"
    assert words(found[1].reasons[0]) == "data.csv changed"
    assert states(site) == "ffff"


def test_a_copied_post_is_judged_by_its_own_inputs(site: Tiny) -> None:
    shutil.copytree(site.root / "posts/flow", site.root / "posts/copy")
    copied = draft_of(site, "posts/copy/index.md")
    bench = Bench(open_site(site.root))
    assert {v.state for v in bench.verdicts(copied, "quick")} == {"fresh"}
    write("posts/copy/data.csv", "9\n")(site)
    bench = Bench(open_site(site.root))
    assert [v.state[0] for v in bench.verdicts(copied, "quick")] == list("fssf")
    assert states(site) == "ffff"
