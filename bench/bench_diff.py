"""bench_diff.py [--posts N]: what differs between two revisions of a site of N posts of 8 cells.

No kernel is started. Against it: the older records and figures asked of git one by one, a process
each, for a tenth of the posts and counted tenfold.
"""

import argparse
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bench_fresh import CELLS, site_of
from clock import Clock, Spent, apart, table

from huoye.fresh.record import dump, load
from huoye.model.record import Value
from huoye.pages.differences import page
from huoye.site.differing import DiffWish, diff_all
from huoye.site.opened import Site

PART = 10


def main() -> None:
    """One table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=500)
    posts = parser.parse_args().posts
    with tempfile.TemporaryDirectory() as folder:
        site = site_of(Path(folder), posts)
        _commit(site.root)
        naive = apart(_naive, site.root)
        one = _moved(site, ["p0"])
        rows = {"one post differs": apart(_diff, site, one)}
        every = one + _moved(site, [f"p{number}" for number in range(1, posts)])
        rows["every result differs"] = apart(_diff, site, every)
        rows["the same, with its page"] = apart(_paged, site, every)
    ways = [("a process a file", naive, 1.0)]
    ways += [(name, spent, spent.cpu / naive.cpu) for name, spent in rows.items()]
    print(table(f"{posts} posts of {CELLS} cells", ways, "a process a file"))


def _commit(root: Path) -> None:
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "first"]):
        name = ["-c", "user.name=a", "-c", "user.email=a@b.example"]
        subprocess.run(["git", *name, *words], cwd=root, check=True)


def _moved(site: Site, posts: Sequence[str]) -> int:
    """Each number of the posts a little larger; how many cells that were."""
    found = [
        p for post in posts for p in (site.root / "posts" / post / "frozen/quick").glob("*.json")
    ]
    for path in found:
        record = load(path.read_text("utf-8"), path.stem)
        values = {"loss": Value([n / 6 for n in range(20)], 1e-3, 0.0)}
        path.write_text(dump(replace(record, values=values)), "utf-8")
    return len(found)


def _diff(site: Site, cells: int) -> Spent:
    clock = Clock()
    found = list(diff_all(site, DiffWish("HEAD")))
    spent = clock.spent()
    assert sum(cell.change == "moved" for post in found for cell in post.cells) == cells
    return spent


def _paged(site: Site, cells: int) -> Spent:
    clock = Clock()
    text = page(diff_all(site, DiffWish("HEAD")), "差异")
    spent = clock.spent()
    assert text.count('：<span class="moved">') == cells
    return spent


def _naive(root: Path) -> Spent:
    clock = Clock()
    for path in sorted(root.glob("posts/*/frozen/quick/*"))[::PART]:
        shown = ["git", "show", f"HEAD:./{path.relative_to(root).as_posix()}"]
        subprocess.run(shown, cwd=root, check=True, capture_output=True)
    spent = clock.spent()
    return Spent(spent.cpu * PART, spent.wall * PART)


if __name__ == "__main__":
    main()
