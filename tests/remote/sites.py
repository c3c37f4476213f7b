"""A site with one post, made to be run elsewhere."""

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import matplotlib
from tests.tiny import post_text

from huoye.fresh.record import load
from huoye.model.record import Record

LATIN = Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"
HUOYE = (sys.executable, "-c", "from huoye.cli.main import main; main()")
CELLS = """\
```{{code-cell}} python
#| label: tbl-first
import helper
from huoye.cell import record
record("one", helper.one(open("data.txt").read()))
print("first")
```

```{{code-cell}} python
#| label: tbl-second
import pathlib, time, os
{second}
print("second")
```
"""

FIGURE = """\
import matplotlib.pyplot as plt
plt.plot([1, 2])"""


@dataclass
class Site:
    """On disk, with the command line as an author types it."""

    root: Path

    @property
    def frozen(self) -> Path:
        """Of the one post."""
        return self.root / "posts" / "far" / "frozen" / "quick"

    def write(self, name: str, text: str) -> Path:
        """A file of the site."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    def post(self, second: str = "", name: str = "far") -> None:
        """Its second cell does what the test needs."""
        text = CELLS.format(second=second or "pass")
        self.write(f"posts/{name}/index.md", post_text(text, title=name))

    def huoye(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """A command, to its end."""
        return subprocess.run(
            [*HUOYE, *arguments], cwd=self.root, capture_output=True, text=True, timeout=120,
            check=False, env=environment(),
        )  # fmt: skip

    def begin(self, *arguments: str) -> "subprocess.Popen[str]":
        """A command that is left running."""
        return subprocess.Popen(
            [*HUOYE, *arguments], cwd=self.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            text=True, env=environment(), start_new_session=True,
        )  # fmt: skip

    def record(self, cell: str) -> Record:
        """Sealed, else it raises."""
        return load((self.frozen / f"{cell}.json").read_text("utf-8"), cell)

    def states(self) -> list[str]:
        """Of the cells, as `status` tells them."""
        import json

        said = self.huoye("status", "far", "--json")
        return [cell["state"] for cell in json.loads(said.stdout)["cells"]]

    def git(self, *arguments: str) -> None:
        """Quietly."""
        who = ("-c", "user.name=t", "-c", "user.email=t@example.org")
        subprocess.run(["git", *who, *arguments], cwd=self.root, check=True, capture_output=True)


def environment() -> dict[str, str]:
    """An author's, in English."""
    return {**os.environ, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}


def make_site(root: Path, more: Sequence[str] = ()) -> Site:
    """Two cells, a module, data; a font that every machine has."""
    site = Site(root)
    site.write("huoye.toml", f'[site]\nurl = "https://far.example"\n[run]\nfont = "{LATIN}"\n')
    site.write("code/helper.py", "def one(text):\n    return float(text)\n")
    site.write("posts/far/data.txt", "1.5\n")
    site.write(".gitignore", ".huoye/\n*.big\n")
    site.post()
    site.git("init", "-q")
    site.git("add", ".")
    site.git("commit", "-qm", "first")
    return site
