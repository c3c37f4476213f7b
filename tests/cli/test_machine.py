"""Nothing of the machine is in the built site: canaries in every place a name could leak from."""

import getpass
import re
import socket
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import Huoye
from tests.tiny import Tiny, post_text, read_tree

CELLS = """\
```{code-cell} python
:label: tbl-where
import os, sys, warnings
import matplotlib.pyplot as plt
print(os.getcwd(), os.path.expanduser("~"), sys.prefix, sys.executable)
print(sorted(os.environ.items()))
print(object(), lambda: 0)
warnings.warn("from here")
print(open)
```

```{code-cell} python
:label: fig-where
plt.plot([0, 1], label="$y$")
plt.legend()
plt.show()
```
"""


@pytest.fixture
def canaries(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> re.Pattern[str]:
    """Whatever only this machine, user or session has."""
    home = tmp_path / "canaryhome"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    for name in ("USER", "LOGNAME", "USERNAME"):
        monkeypatch.setenv(name, "canaryuser")
    monkeypatch.setenv("MY_API_TOKEN", "canarytoken")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "canarypath"))
    assert getpass.getuser() == "canaryuser"
    words = "|".join(map(re.escape, ("canary", str(tmp_path), sys.prefix, "0x7f")))
    return re.compile(rf"{words}|\b{re.escape(socket.gethostname())}\b")


@pytest.mark.kernel
def test_neither_pages_nor_records_tell_of_the_machine(
    huoye: Huoye, tiny: Tiny, canaries: re.Pattern[str]
) -> None:
    tiny.write("posts/where/index.md", post_text(CELLS))
    tiny.post("plain", "公式 $x$。")
    tiny.lend()
    ran = huoye("run", "--yes", at=tiny.root)
    assert ran.code == 0, ran.err
    assert huoye("build", at=tiny.root).code == 0
    manifest = (tiny.out / ".huoye-manifest.json").read_bytes()
    published = tiny.tree() | {"manifest": manifest}
    committed = {f"frozen/{p}": c for p, c in read_tree(tiny.root / "posts/where/frozen").items()}
    assert len(committed) == 4 and "from here" in str(committed)
    found = {
        path: leak
        for path, content in (published | committed).items()
        if (leak := canaries.findall(f"{path}\n{content.decode('utf-8', 'replace')}"))
    }
    assert found == {}
