"""Four posts broken in four ways at once, one of them by a cell that raises in a real kernel."""

import re

import pytest
from tests.cli.conftest import Huoye
from tests.tiny import Tiny, changed, post_text

CELLS = """\
```{code-cell} python
:label: tbl-first
from huoye.cell import record
record("half", 1 / 2)
print("kept")
```

```{code-cell} python
:label: tbl-second
x = 0
print(1 / x)
```

一半是 {eval}`half`。
"""
PAGE = "cells/index.html"


@pytest.fixture
def site(tiny: Tiny) -> Tiny:
    """Two sound posts, and four that are not; that of the cells cannot be told without running."""
    tiny.post("one", "好的 $x_1$。", date="2026-01-01")
    tiny.post("two", "也好，见《one》。", date="2026-02-01")
    tiny.write("posts/yaml/index.md", "---\ntitle: [一\n---\n\n坏。\n")
    tiny.post("formula", "坏：$\\frac{1}$。")
    tiny.post("image", "![图](lost.png)")
    tiny.write("posts/cells/index.md", post_text(CELLS, title="cells"))
    tiny.lend()
    return tiny


@pytest.mark.kernel
def test_a_cell_that_raises_keeps_what_ran_before_and_hurts_nobody(
    huoye: Huoye, site: Tiny
) -> None:
    told = huoye("build", "--json", at=site.root).data["problems"]
    assert [(p["code"], p["path"], p["line"]) for p in told] == [
        ("HY327", "posts/formula/index.md", 6),
        ("HY406", "posts/image/index.md", 6),
        ("HY103", "posts/yaml/index.md", 2),
        ("HY502", "posts/cells/index.md", 6),
        ("HY502", "posts/cells/index.md", 13),
    ]
    before = site.tree()
    assert {"one/index.html", "two/index.html", PAGE} <= before.keys()
    assert not {"yaml", "formula", "image"} & {path.partition("/")[0] for path in before}

    ran = huoye("run", "--yes", at=site.root)
    assert ran.code == 1
    assert "tbl-first  ran" in ran.out and "tbl-second  FAILED" in ran.out
    assert "HY602 posts/cells/index.md:16  " in ran.err
    assert "ZeroDivisionError: division by zero" in ran.err
    assert "HY103 posts/yaml/index.md:2  " in ran.err
    frozen = site.root / "posts/cells/frozen/quick"
    assert [p.name for p in frozen.iterdir()] == ["tbl-first.json"]

    built = huoye("build", at=site.root)
    assert built.code == 1
    page = site.page(PAGE)
    assert "kept" in page and re.search(r">0\.5<", page)
    assert "此表尚未运行" in page
    assert "ZeroDivisionError" not in page
    script = "cells/tbl-first.run.py"
    lists = {"index.html", "feed.xml", "复现/index.html", "复现/feed.xml"}
    assert changed(before, site.tree()) <= {PAGE, *lists, script}

    (last,) = huoye("status", "cells#tbl-second", "--json", at=site.root).data["cells"]
    assert (last["state"], last["last_run"]) == ("never", "failed")
    site.write("posts/cells/index.md", post_text(CELLS.replace("x = 0", "x = 4"), title="cells"))
    assert huoye("run", "cells", "--yes", "--json", at=site.root).code == 1, "others are broken"
    assert huoye("status", "cells#tbl-second", "--json", at=site.root).data["cells"][0][
        "state"
    ] == "fresh"  # fmt: skip
