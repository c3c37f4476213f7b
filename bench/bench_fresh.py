"""bench_fresh.py [--posts N]: whether the results of a site of N posts of 8 cells still count.

No kernel is started; records and inputs are read and hashed. Against it: the same bytes read and
hashed by a loop without a memory, each input again for every record that lists it.
"""

import argparse
import json
import os
import tempfile
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from clock import Clock, Spent, apart, table

from huoye.fresh.key import keys, own
from huoye.fresh.record import dump
from huoye.model.cell import Cell
from huoye.model.draft import Draft
from huoye.model.record import ABSENT, Figure, Inputs, Record, Stream, Value
from huoye.site.cells import Bench
from huoye.site.digests import Digests
from huoye.site.library import Library
from huoye.site.opened import Site, open_site
from huoye.text.digest import sha

CELLS = 8
MODULES = 6
CODE = "\n\n".join(f'def f{i}(x):\n    """Step {i}."""\n    return x * {i} + 1' for i in range(40))
FIGURES = (3, 7)
"""cells of a post that draw; a figure has the size and the tags of those in posts/"""
GLYPH = '<path id="a" d="' + "M 31.25 7.5 Q 40.1 3.2 " * 8 + 'z"/><use xlink:href="#a" x="9.5"/>'
SVG = '<svg viewBox="0 0 9 9">' + GLYPH * 200 + "</svg>"
HEAD = "---\ntitle: 第 {number} 篇\ndate: 2026-01-01\n---\n\n正文。\n"
CELL = """
```{{code-cell}} python
:label: {label}
:caption: 图注
from lab.m{module} import f{cell}
y = f{cell}({number})
plot(range(y), label="y")
```
"""


def main() -> None:
    """One table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=500)
    posts = parser.parse_args().posts
    with tempfile.TemporaryDirectory() as folder:
        site = site_of(Path(folder), posts)
        drafts = drafts_of(site)
        naive = apart(_naive, site.root)
        ways = {
            "a loop without a memory": naive,
            "one verdict a cell, quick": apart(_verdicts, site, drafts),
            "what the pages show, both presets": apart(_facts, site, drafts),
        }
    rows = [(name, spent, spent.cpu / naive.cpu) for name, spent in ways.items()]
    print(table(f"{posts} posts of {CELLS} cells, all fresh", rows, "the loop"))


def site_of(root: Path, posts: int) -> Site:
    """Written, and run as far as records tell."""
    (root / "huoye.toml").write_text('[site]\nurl = "https://example.org"\n', "utf-8")
    for folder in ("code/lab", "data"):
        (root / folder).mkdir(parents=True)
    for module in range(MODULES):
        (root / f"code/lab/m{module}.py").write_text(CODE, "utf-8")
    for number in range(posts):
        home = root / f"posts/p{number}"
        home.mkdir(parents=True)
        (home / "data.csv").write_text("1,2\n" * 500, "utf-8")
        cells = "".join(
            CELL.format(label=f"fig-{c}", module=c % MODULES, cell=c, number=number)
            for c in range(CELLS)
        )
        (home / "index.md").write_text(HEAD.format(number=number) + cells, "utf-8")
    site = open_site(root)
    now = Digests(root, os.environ, {})
    for draft in drafts_of(site):
        _seal(root, draft, now)
    return site


def drafts_of(site: Site) -> list[Draft]:
    parsed = Library(site.root, site.config).read().parsed.values()
    return [item.draft for item in parsed if item.draft is not None and item.draft.cells]


def _seal(root: Path, draft: Draft, now: Digests) -> None:
    folder = draft.path.rpartition("/")[0]
    frozen = root / folder / "frozen" / "quick"
    frozen.mkdir(parents=True)
    for number, (cell, key) in enumerate(zip(draft.cells, keys(draft.cells, "quick"), strict=True)):
        assert key is not None, "every cell runs under quick"
        drawn = [Figure(f"{cell.name}.svg", sha(SVG), 442, 278)] if number in FIGURES else []
        record = _record(cell, key, _inputs(number, folder, now), drawn)
        (frozen / f"{cell.name}.json").write_text(dump(record), "utf-8")
        for figure in drawn:
            (frozen / figure.file).write_text(SVG, "utf-8")


def _record(cell: Cell, key: str, inputs: Inputs, drawn: Sequence[Figure]) -> Record:
    printed = Stream("stdout", tuple(f"step {n} loss 0.19" for n in range(20)))
    values = {"loss": Value([n / 7 for n in range(20)], 1e-3, 0.0)}
    card: dict[str, str | int | float | bool] = {"at": "2026-01-01", "preset": "quick", "seed": 0}
    return Record(cell.name, key, own(cell), "all", inputs, values, (printed, *drawn), card)


def _inputs(number: int, folder: str, now: Digests) -> Inputs:
    """A module a cell; data, a listing and an absence in the third."""
    path = f"code/lab/m{number % MODULES}.py"
    modules = {path: now("module", path, folder)}
    definitions = {path: now.definitions(path, folder)}
    if number != 2:
        return Inputs(modules, definitions)
    files = {"./data.csv": now("file", "./data.csv", folder), "data/no.yml": ABSENT}
    return Inputs(modules, definitions, files, {"./.": now("listing", "./.", folder)})


def _verdicts(site: Site, drafts: Sequence[Draft]) -> Spent:
    clock = Clock()
    bench = Bench(site)
    found = [verdict for draft in drafts for verdict in bench.verdicts(draft, "quick")]
    spent = clock.spent()
    assert {verdict.state for verdict in found} == {"fresh"}
    assert len(found) == CELLS * len(drafts)
    return spent


def _facts(site: Site, drafts: Sequence[Draft]) -> Spent:
    clock = Clock()
    bench = Bench(site)
    found = [bench.facts(draft) for draft in drafts]
    spent = clock.spent()
    assert all(len(facts.blobs) == len(FIGURES) for facts in found)
    return spent


def _naive(root: Path) -> Spent:
    """Each record parsed, its figure and its inputs hashed, nothing remembered."""
    clock = Clock()
    for path in sorted(root.glob("posts/*/frozen/quick/*.json")):
        data = json.loads(path.read_text("utf-8"))
        sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()
        figure = path.with_suffix(".svg")
        if figure.exists():
            sha256(figure.read_bytes()).hexdigest()
        home = path.parents[2]
        for name in (*data["inputs"].get("module", ()), *data["inputs"].get("file", ())):
            place = home / name[2:] if name.startswith("./") else root / name
            if place.exists():
                sha256(place.read_bytes()).hexdigest()
    return clock.spent()


if __name__ == "__main__":
    main()
