"""The repository's posts opened by jupytext as md:myst: cells keep their code and options."""

from pathlib import Path

import jupytext
import pytest
from nbformat import NotebookNode
from tests.mark.specimen import parsed

from huoye.mark.parse import ParseOptions, parse
from huoye.model.cell import Cell
from huoye.model.source import Source

ROOT = Path(__file__).parents[2]
POSTS = sorted((ROOT / "posts").glob("*/index.md"))
BLOCKS = """\
---
title: 样例
date: "2026-02-27"
---

:::{note} 题
:class: dropdown
甲
:::

```{prf:theorem} 勾股
:label: thm-x
乙
```

```{code-cell} python
:label: fig-a
:tags: [hide-input]
#| caption: 图说 $x$
x = 1
```

```{figure} #fig-a
```

| 甲 |
|----|
| 1 |
: 表说 {#tbl-x}
"""


def cells(text: str) -> tuple[Cell, ...]:
    """The cells that huoye reads."""
    draft = parse(Source("posts/a/index.md", "post", text, "d"), ParseOptions()).draft
    assert draft is not None
    return draft.cells


def code_of(notebook: NotebookNode) -> list[str]:
    """Code cells of a notebook, without their option comments."""
    sources = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    return ["\n".join(x for x in s.split("\n") if not x.startswith("#|")).strip() for s in sources]


@pytest.mark.parametrize("path", POSTS, ids=[path.parent.name for path in POSTS])
def test_a_post_of_this_site_survives_the_way_through_a_notebook(path: Path) -> None:
    _there_and_back(path.read_text("utf-8"))


def test_blocks_survive_it_too() -> None:
    _there_and_back(BLOCKS)
    again = _written(jupytext.reads(BLOCKS, fmt="md:myst"))
    body = again.split("---\n", 2)[2]
    draft, original = parsed(body).draft, parsed(BLOCKS.split("---\n", 2)[2]).draft
    assert draft is not None and original is not None
    assert draft.labels and [x.text for x in draft.labels] == [x.text for x in original.labels]
    assert draft.plain == original.plain


def _there_and_back(text: str) -> None:
    notebook = jupytext.reads(text, fmt="md:myst")
    before = cells(text)
    assert code_of(notebook) == [cell.code for cell in before]
    after = cells(_written(notebook))
    assert [(c.name, c.code, dict(c.options)) for c in after] == [
        (c.name, c.code, dict(c.options)) for c in before
    ]


def _written(notebook: NotebookNode) -> str:
    """As md:myst with its whole front matter, of which jupytext keeps its own part else."""
    notebook.metadata.setdefault("jupytext", {})["notebook_metadata_filter"] = "all"
    return str(jupytext.writes(notebook, fmt="md:myst"))
