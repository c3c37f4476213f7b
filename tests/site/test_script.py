"""A downloaded script, run in an empty folder, gives the figure and its recorded numbers again."""

import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

from tests.run.sites import LATIN
from tests.site.samples import draft_of
from tests.tiny import SETTINGS, Tiny, post_text

from huoye.model.event import silent
from huoye.site.choose import Wanted
from huoye.site.opened import open_site
from huoye.site.running import RunWish, plan_runs, run_all

PATH = "posts/p/index.md"
TEXT = """\
```{code-cell} python
#| label: fit
#| seed: 7
import numpy as np
from huoye.cell import record
from lab.flow import scale

max = scale(2)  # a name of Python's own, taken
x = np.loadtxt("x.csv") + np.random.randn(3)
record("total", float(x.sum()) * max, rtol=1e-12)
record("first", [len({"a", "b"}), x[0]])
order = list({"alpha", "beta", "gamma"})
record("order", [len(word) for word in order], rtol=0)
```

```{code-cell} python
#| label: fig-p
import matplotlib.pyplot as plt

plt.plot(x)
plt.show()
plt.plot(np.random.rand(3))
```

```{code-cell} python
#| label: out-q
%time 1
```
"""


def run(site: Tiny) -> None:
    """As `huoye run` does."""
    draft = draft_of(site, PATH)
    wish = RunWish("quick", "cpu", force=False, today=date(2026, 11, 24))
    planned = plan_runs(open_site(site.root), [Wanted(draft, "")], wish)
    problems = [p.text() for result in run_all(planned, silent) for p in result.problems]
    assert problems == []


def start(script: bytes, folder: Path) -> subprocess.CompletedProcess[str]:
    """The script in a folder, by a Python that finds nothing of this repository."""
    folder.mkdir(exist_ok=True)
    (folder / "fig-p.run.py").write_bytes(script)
    bare = {name: os.environ[name] for name in ("PATH", "TMPDIR") if name in os.environ}
    home = {"HOME": str(folder), "MPLCONFIGDIR": str(folder / "mpl")}
    return subprocess.run(
        [sys.executable, "fig-p.run.py"], cwd=folder, env={**bare, **home}, text=True,
        capture_output=True, timeout=120, check=False,
    )  # fmt: skip


def test_it_repeats_the_numbers_and_draws_the_figure(tiny: Tiny, tmp_path: Path) -> None:
    shutil.copyfile(LATIN, tiny.root / "face.ttf")
    tiny.write("huoye.toml", SETTINGS + '[run]\nfont = "face.ttf"\n')
    tiny.write("code/lab/__init__.py", "")
    tiny.write("code/lab/flow.py", 'def scale(n):\n    """Scale."""\n    return n * 3\n')
    tiny.write("posts/p/x.csv", "1\n2\n3\n")
    tiny.write(PATH, post_text(TEXT, title="题"))
    run(tiny)
    tree = tiny.built()
    assert [path for path in tree if path.endswith(".run.py")] == ["p/fig-p.run.py"]
    assert 'href="/p/fig-p.run.py" download>脚本（Python）</a>' in tree["p/index.html"].decode()
    script = tree["p/fig-p.run.py"]
    for told in (str(tiny.root), str(Path.home()), "/tmp/"):
        assert told not in script.decode()
    done = start(script, tmp_path / "empty")
    assert (done.returncode, done.stderr) == (0, "")
    assert [line.rpartition(" ")[2] for line in done.stdout.splitlines()] == ["相符"] * 3
    left = {path.name for path in (tmp_path / "empty").iterdir()} - {"mpl"}
    assert left == {"fig-p.run.py", "fig-p.1.png", "fig-p.2.png"}

    other = script.replace(b"return n * 3", b"return n * 4")
    assert other != script
    wrong = start(other, tmp_path / "other")
    assert wrong.returncode == 1 and "total: " in wrong.stdout and "不符" in wrong.stdout

    tiny.write("code/lab/flow.py", "def scale(n):\n    return n * 4\n")
    tiny.build()
    assert "p/fig-p.run.py" not in tiny.tree(), "a stale result has no script"


SWEPT = """\
```{code-cell} python
#| label: fig-p
#| sweep: N=1,"two"
import matplotlib.pyplot as plt
import random
from huoye.cell import record
text = '''
  kept as it stands
'''
record("length", len(f"{text}{N}"))
record("seeded", [random.random(), len(text)])
if N == 1:
    plt.plot([0, N])
plt.plot([0, 1])
plt.show()
```
"""


def test_a_swept_cell_runs_for_each_value(tiny: Tiny, tmp_path: Path) -> None:
    shutil.copyfile(LATIN, tiny.root / "face.ttf")
    tiny.write("huoye.toml", SETTINGS + '[run]\nfont = "face.ttf"\n')
    tiny.write(PATH, post_text(SWEPT, title="题"))
    run(tiny)
    done = start(tiny.built()["p/fig-p.run.py"], tmp_path / "empty")
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[:2] == ["N = 1", "N = two"]
    assert lines[2] == "length: [22, 24] 相符"
    assert lines[3].startswith("seeded: [[") and lines[3].endswith("] 相符")
    left = {path.name for path in (tmp_path / "empty").iterdir()} - {"mpl"}
    assert left == {"fig-p.run.py", "fig-p.1.png", "fig-p.2.png"}
