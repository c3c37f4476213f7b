"""A post with cells in a tiny site, and records as a run of it would have left them."""

from dataclasses import replace

from tests.tiny import Tiny, post_text

from huoye.fresh.key import keys, own, settings
from huoye.fresh.record import dump
from huoye.model.cell import Cell
from huoye.model.draft import Draft
from huoye.model.record import Figure, Inputs, Preset, Record, Stream, Value
from huoye.site.digests import Digests
from huoye.site.library import Library
from huoye.site.opened import open_site
from huoye.text.digest import sha

MODULE = "code/lab/flow.py"
CODE = 'def sample(n):\n    """Draw."""\n    return n + 1\n\n\ndef loss(x):\n    return x * x\n'
TEXT = """\
开头。

```{code-cell} python
:tags: [hide-input]
import math
```

中间，最后的损失是 {eval}`f"{final:.3f}"`，见 [](#fig-loss)。

```{code-cell} python
:label: fig-loss
:caption: 损失 $L_t$
from lab.flow import sample
plot(sample(3))
```

```{code-cell} python
:label: tbl-end
print("end")
```

```{code-cell} python
:label: fig-apart
#| chain: other
plot(2)
```
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 5"><path d="M0 0L10 5"/></svg>'


def flow_site(site: Tiny) -> Tiny:
    """The post `flow`, run once under quick; a post without cells beside it."""
    site.write(MODULE, CODE)
    site.write("code/lab/other.py", "A = 1\n")
    site.write("posts/flow/index.md", flow_text(TEXT))
    site.post("plain", "没有代码。")
    freeze(site)
    return site


def flow_text(text: str) -> str:
    """The post with another body."""
    return post_text(text, title="流")


def draft_of(site: Tiny, path: str = "posts/flow/index.md") -> Draft:
    """The draft as the engine reads it."""
    draft = Library(site.root, open_site(site.root).config).read().parsed[path].draft
    assert draft is not None
    return draft


def freeze(site: Tiny, names: tuple[str, ...] = (), preset: Preset = "quick") -> None:
    """Seal a record of each cell (or of those named) of `flow`, as a run now would."""
    cells = draft_of(site).cells
    now = Digests(site.root, {}, {})
    folder = "posts/flow/frozen" + ("/quick" if preset == "quick" else "")
    for cell, key in zip(cells, keys(cells, preset), strict=True):
        if key is not None and (not names or cell.name in names):
            record = _record(cell, key, preset)
            if "lab.flow" in cell.code:
                record = replace(record, inputs=_inputs(now))
            site.write(f"{folder}/{cell.name}.json", dump(record))
            if cell.family == "fig":
                site.write(f"{folder}/{cell.name}.svg", SVG)


def _inputs(now: Digests) -> Inputs:
    folder = "posts/flow"
    return Inputs(
        modules={MODULE: now("module", MODULE, folder)},
        definitions={MODULE: now.definitions(MODULE, folder)},
    )


def _record(cell: Cell, key: str, preset: Preset) -> Record:
    figure = (Figure(f"{cell.name}.svg", sha(SVG.encode()), 441.6, 278.4),)
    text = (Stream("stdout", (f"output of {cell.name}",)),)
    return Record(
        cell=cell.name,
        key=key,
        own=own(cell),
        observed="python",
        inputs=Inputs(),
        values={"final": Value(0.1921048015, 1e-3, 0.0)} if cell.name == "fig-loss" else {},
        outputs=figure if cell.family == "fig" else text if cell.labelled else (),
        card={"at": "2026-11-20", "preset": preset, "seconds": 3.2, "device": "cpu", "seed": 0},
        options=settings(cell),
    )
