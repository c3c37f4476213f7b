"""huoye verify with real kernels: a sound post, a learning rate, a module constant, moved data."""

import os
import platform
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path

import pytest
from tests.cli.conftest import Huoye
from tests.tiny import SETTINGS, Tiny, changed, post_text, read_tree

from huoye.site.choose import choose
from huoye.site.opened import open_site
from huoye.site.sound import sound_drafts
from huoye.site.trial import TrialWish, plan_trials

HUOYE = (sys.executable, "-c", """\
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background ignores it
from huoye.cli.main import main
main()
""")  # fmt: skip
"""the command, whatever PATH holds and however the tests were started"""
FLOW = "RATE = 0.5\n\n\ndef step(x, lr):\n    return x - lr * RATE * x\n"
TEXT = """\
```{code-cell} python
#| label: train
#| keep: curve
#| check: final < 0.9
import os
from huoye.cell import record
from lab.flow import step

open("mine.txt", "w").write(str(os.getpid()))
open(os.environ["HUOYE_ROOT"] + "/data/shared.txt", "a").write("again")
lr, x, curve = 0.1, 1.0, []
for i in range(30):
    x = step(x, lr)
    curve.append(x)
record("final", x)
print(f"步 {i}  损失 {x:.4f}")
```

```{code-cell} python
#| label: fig-curve
import matplotlib.pyplot as plt
import numpy as np

plt.plot(curve, label="损失")
plt.plot(np.loadtxt("seen.csv"), label="数据")
plt.show()
```

```{code-cell} python
#| label: fig-card
#| chain: card
#| device: cuda
print("a card")
```

```{code-cell} python
#| label: fig-large
#| only-on: full
print("large")
```

```{code-cell} python
#| label: tbl-shown
#| eval: false
print("shown")
```
"""
POST = "posts/rate/index.md"


@pytest.fixture(scope="module")
def run_once(tmp_path_factory: pytest.TempPathFactory, formulas: Path) -> Path:
    """A site with committed results, made by one real run; its tests copy it."""
    site = Tiny.make(tmp_path_factory.mktemp("verify") / "site", formulas, SETTINGS)
    site.write("code/lab/__init__.py", "")
    site.write("code/lab/flow.py", FLOW)
    site.write("data/shared.txt", "shared")
    site.write("posts/rate/seen.csv", "0.9\n0.8\n0.7\n")
    site.write(POST, post_text(TEXT, title="学习率"))
    site.post("other", "没有代码格。")
    site.write(".gitignore", ".huoye/\n")
    subprocess.run([*HUOYE, "run", "--yes"], cwd=site.root, check=True, capture_output=True)
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "first"]):
        name = ["-c", "user.name=a", "-c", "user.email=a@b.example"]
        subprocess.run(["git", *name, *words], cwd=site.root, check=True)
    return site.root


@pytest.fixture
def site(run_once: Path, tmp_path: Path, formulas: Path) -> Tiny:
    shutil.copytree(run_once, tmp_path / "site", symlinks=True)
    return Tiny(tmp_path / "site", formulas)


def edit(site: Tiny, path: str, old: str, new: str) -> None:
    text = (site.root / path).read_text("utf-8")
    assert old in text
    site.write(path, text.replace(old, new))


@pytest.fixture(autouse=True)
def scratch(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for temporary files of this test alone; its name is short, for sockets."""
    with tempfile.TemporaryDirectory(prefix="v-") as folder:
        monkeypatch.setenv("TMPDIR", folder)
        monkeypatch.setattr(tempfile, "tempdir", folder)
        yield Path(folder)


@pytest.mark.kernel
def test_a_sound_post_is_reproduced_and_not_a_byte_of_the_site_changes(
    huoye: Huoye, site: Tiny, scratch: Path
) -> None:
    before = read_tree(site.root)
    said = huoye("verify", "--yes", at=site.root)
    assert read_tree(site.root) == before
    assert list(scratch.iterdir()) == []
    assert said.code == 0, said.out + said.err
    assert "2 reproduced, 2 not verified" in said.out
    assert f"{POST}:34  cell fig-card was not verified: it has no quick result" in said.out
    assert "cell fig-large was not verified: it does not run under the preset quick" in said.out
    assert "tbl-shown" not in said.out
    assert "runs train, about " in said.out and " s on CPU" in said.out


@pytest.mark.kernel
def test_signing_writes_who_verified_it_where_and_nothing_else(huoye: Huoye, site: Tiny) -> None:
    site.write("posts/rate/seen.csv", "0.9\n0.8\n0.7\n0.7\n")
    before = read_tree(site.root)
    said = huoye("verify", "--sign", "--yes", at=site.root)
    assert said.code == 1, "a figure whose data moved"
    assert said.out.endswith("signed: rate#train\n")
    record = "posts/rate/frozen/quick/train.json"
    assert changed(before, read_tree(site.root)) == {record}
    (cell,) = huoye("status", "rate#train", "--json", at=site.root).data["cells"]
    commit = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=site.root, capture_output=True, text=True, check=True
    )
    assert cell["state"] == "fresh"
    assert cell["verified"] == [{
        "at": datetime.now(UTC).date().isoformat(), "preset": "quick", "device": "cpu",
        "python": platform.python_version(), "commit": commit.stdout[:7], "dirty": True,
    }]  # fmt: skip


@pytest.mark.kernel
def test_a_changed_learning_rate_is_named_with_what_it_moved(huoye: Huoye, site: Tiny) -> None:
    edit(site, POST, "lr, x, curve = 0.1", "lr, x, curve = 0.11")
    report = site.root.parent / "report.html"
    said = huoye("verify", "rate#fig-curve", "rate#train", "--yes", "--report", str(report),
                 at=site.root)  # fmt: skip
    assert said.code == 1
    told = said.out.partition("new cells not counted\n")[2].splitlines()
    head = f"{POST}:6 train  "
    assert told[0] == f"{head}stale: its own code changed"
    assert told[1] == (f"{head}final  0.214639 → 0.183212  -15 % (allowed 0.01 %)  [{machine()}]")
    assert told[2].startswith(f"{head}stdout:1 损失  0.2146 → 0.1832  -15 % (allowed 0.1 %)")
    head = f"{POST}:24 fig-curve  "
    assert told[3] == f"{head}stale: earlier cell train: its own code changed"
    assert any(line.startswith(f"{head}fig-curve.svg line 损失 mean") for line in told)
    assert told[-1] == "2 moved"
    page = report.read_text("utf-8")
    assert len(re.findall(r'<img alt="[旧新]：fig-curve.svg" src="data:image/svg', page)) == 2
    assert "<script" not in page and not re.search(r'(?:src|href)="(?!data:)', page)
    assert "final  0.214639 → 0.183212  -15 %（容许 0.01 %）" in page


def machine() -> str:
    return f"cpu, python {platform.python_version()}"


@pytest.mark.kernel
def test_a_changed_module_constant_is_named_with_what_it_moved(huoye: Huoye, site: Tiny) -> None:
    edit(site, "code/lab/flow.py", "RATE = 0.5", "RATE = 0.4")
    before = read_tree(site.root)
    data = huoye("verify", "--changed-since", "HEAD", "--yes", "--json", at=site.root).data
    (post,) = data["posts"]
    train, curve = post["cells"][:2]
    assert (train["state"], curve["state"]) == ("moved", "moved")
    assert train["stale"] == ["code/lab/flow.py changed (`RATE`)"]
    assert [(f["kind"], f["what"]) for f in train["findings"]] == [
        ("value", "final"), ("text", "stdout:1 损失"),
    ]  # fmt: skip
    assert train["findings"][0]["relative"] == pytest.approx(0.96**30 / 0.95**30 - 1)
    assert curve["made"]["matplotlib"] == curve["verified"]["matplotlib"]
    assert not post["reproduced"]
    assert read_tree(site.root) == before


@pytest.mark.kernel
def test_a_figure_whose_data_moved_is_named_alone(huoye: Huoye, site: Tiny) -> None:
    site.write("posts/rate/seen.csv", "0.9\n0.8\n0.75\n")
    said = huoye("verify", "--yes", at=site.root, lang="zh_CN.UTF-8")
    assert said.code == 1
    assert f"{POST}:24 fig-curve  stale: seen.csv 已改动" in said.out
    assert re.search(
        r"fig-curve\.svg line 数据 \w+  [\d.]+ → [\d.]+  \+[\d.]+ %（容许 0.1 %）", said.out
    )
    assert "1 reproduced, 1 moved, 2 not verified" in said.out


@pytest.mark.kernel
def test_what_fails_in_the_copy_is_named_and_what_comes_after_it(huoye: Huoye, site: Tiny) -> None:
    edit(site, POST, "import os\n", "import os\nopen('../other/hidden.bin')\n")
    said = huoye("verify", "--yes", at=site.root)
    assert said.code == 1
    assert f"{POST}:11  cell train: FileNotFoundError:" in said.out
    assert f"{POST}:25  cell fig-curve was not verified: it was not reached: cell train" in said.out
    assert "1 failed, 3 not verified" in said.out


@pytest.mark.kernel
def test_cells_that_cannot_be_verified_count_where_they_are_named(huoye: Huoye, site: Tiny) -> None:
    for name in ("rate#fig-card", "rate#fig-large", "rate#tbl-shown"):
        said = huoye("verify", name, "--yes", at=site.root)
        assert (said.code, "was not verified" in said.out) == (1, True), name
        assert "will execute" not in said.out
    record = site.root / "posts/rate/frozen/quick/train.json"
    shutil.copy(record, record.with_name("fig-card.json"))
    said = huoye("verify", "rate#fig-card", "--yes", at=site.root)
    assert said.code == 1
    assert "HY503" not in said.err and "damaged" in said.out


@pytest.mark.kernel
@pytest.mark.parametrize(
    ("path", "text", "posts"),
    [
        ("posts/rate/index.md", None, ["rate"]),
        ("code/lab/flow.py", None, ["rate"]),
        ("posts/rate/seen.csv", None, ["rate"]),
        ("posts/rate/new.csv", "", ["rate"]),
        ("posts/other/index.md", None, []),
        ("code/lab/another.py", "", []),
        ("README.md", "", []),
    ],
)
def test_posts_that_changed_since_a_revision(
    site: Tiny, path: str, text: str | None, posts: list[str]
) -> None:
    content = (site.root / path).read_text("utf-8") + "\n" if text is None else text
    site.write(path, content)
    opened = open_site(site.root)
    wanted = choose([], sound_drafts(opened)[0])
    wish = TrialWish("quick", date(2026, 11, 24), since="HEAD")
    assert [trial.draft.name for trial in plan_trials(opened, wanted, wish)] == posts


@pytest.mark.kernel
def test_wrong_usage_is_two_and_without_a_word_nothing_runs(
    huoye: Huoye, site: Tiny, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = read_tree(site.root)
    for words in (["nobody"], ["rate#none"], ["--changed-since", "--all"], ["--preset", "huge"]):
        assert huoye("verify", *words, "--yes", at=site.root).code == 2, words
    monkeypatch.setattr("sys.stdin", StringIO("n\n"))
    said = huoye("verify", at=site.root)
    assert (said.code, "HY672" in said.err) == (2, True)
    assert huoye("verify", "--changed-since", "HEAD", at=site.root).out == "nothing to verify\n"
    assert read_tree(site.root) == before


@pytest.mark.kernel
def test_an_interrupt_leaves_nothing_behind(site: Tiny, scratch: Path) -> None:
    began = site.root.parent / "began"
    slow = (
        f"import os, time\nopen({str(began)!r}, 'w').write(f'{{os.getpid()}}\\n')\ntime.sleep(99)"
    )
    edit(site, POST, "from lab.flow import step", f"from lab.flow import step\n{slow}")
    before = read_tree(site.root)
    with subprocess.Popen(
        [*HUOYE, "verify", "--yes"], cwd=site.root, stderr=subprocess.PIPE, text=True
    ) as command:
        while not (began.exists() and began.read_text().endswith("\n")):
            time.sleep(0.05)
            assert command.poll() is None
        command.send_signal(signal.SIGINT)
        _, said = command.communicate(timeout=60)
    assert (command.returncode, said.strip()) == (1, "stopped")
    with pytest.raises(ProcessLookupError):
        os.kill(int(began.read_text()), 0)
    assert list(scratch.iterdir()) == []
    assert read_tree(site.root) == before
