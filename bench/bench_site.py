"""Posts to the CPU seconds of every way to build them: bench_site.py [--posts N].

The baseline is what an engine without mathematics, highlighting and lists would at least have to
do: markdown-it-py on the same texts.
"""

import argparse
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from clock import Clock, Spent, apart, table
from corpus import write
from markdown_it import MarkdownIt

from huoye.catalog.collect import Visibility
from huoye.model.event import silent
from huoye.site.build import BuildWish, build
from huoye.site.opened import open_site
from huoye.site.preview import preview
from huoye.site.workshop import Workshop

NOW = Visibility(datetime(2026, 11, 24, tzinfo=UTC), drafts=True, future=True)


def baseline(files: Sequence[Path]) -> Spent:
    """Every post through markdown-it-py, tables on, mathematics left as text."""
    clock = Clock()
    parser = MarkdownIt().enable("table")
    for file in files:
        parser.render(file.read_text("utf-8"))
    return clock.spent()


def built(root: Path) -> Spent:
    """One `huoye build`, without the start of Python."""
    clock = Clock()
    done = build(open_site(root), BuildWish(root / "public", NOW), silent)
    assert not done.problems, done.problems
    return clock.spent()


def live(root: Path, file: Path) -> tuple[Spent, Spent, Spent]:
    """`huoye serve`: first state, then prose and a formula edited, each until the page is there."""
    clock = Clock()
    with Workshop(open_site(root), silent) as workshop:
        preview(workshop, NOW)
        first = clock.spent()
        edits = []
        for edit in ("再加一句。", "再加一式 $q_{1}+q_{2}+q_{3}$。"):
            append(file, edit)
            clock = Clock()
            assert preview(workshop, NOW).get(f"/{file.stem}/"), "the edited post has its page"
            edits.append(clock.spent())
    return first, edits[0], edits[1]


def append(file: Path, text: str) -> None:
    """A new last paragraph."""
    file.write_text(file.read_text("utf-8") + f"\n{text}\n", "utf-8")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=100)
    posts = parser.parse_args().posts
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "site"
        files = write(root, posts)
        middle = files[len(files) // 2]
        least = apart(baseline, files)
        rows = [("markdown-it-py alone", least), ("build, cold", apart(built, root))]
        rows.append(("build, nothing changed", apart(built, root)))
        append(middle, "改了一句。")
        rows.append(("build, one post edited", apart(built, root)))
        names = ("serve, first state", "serve, prose edited", "serve, formula edited")
        rows += zip(names, apart(live, root, middle), strict=True)
    told = ((what, spent, spent.cpu / least.cpu) for what, spent in rows)
    print(table(f"{posts} posts", told, "markdown-it-py"))


if __name__ == "__main__":
    main()
