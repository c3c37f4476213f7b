"""Formulas to the CPU seconds and the memory of typesetting them: bench_math.py [--formulas N].

The baseline is markdown-it-py on the same formulas, one a paragraph, left as text: what a page
costs before mathematics.
"""

import argparse
import random
import tempfile
from collections.abc import Sequence
from pathlib import Path

import psutil
from clock import Clock, Spent, apart, table
from corpus import display, inline
from markdown_it import MarkdownIt

from huoye.math.typesetter import Typesetter
from huoye.model.formula import Job

POST = 320
"""formulas of a long post"""
EDITS = 50
SHOWN = 1 / 7
"""share of displays, as in the posts of the corpus"""


def jobs(count: int) -> list[Job]:
    """That many different formulas, as posts hold them."""
    rng = random.Random("formulas")
    found: dict[Job, None] = {}
    while len(found) < count:
        shown = rng.random() < SHOWN
        found[Job(display(rng) if shown else inline(rng), shown)] = None
    return list(found)


def baseline(asked: Sequence[Job]) -> Spent:
    """The formulas as paragraphs of text."""
    clock = Clock()
    MarkdownIt().render("\n\n".join(f"${job.tex}$" for job in asked))
    return clock.spent()


def typeset(cache: Path, asked: Sequence[Job]) -> tuple[Spent, list[int]]:
    """All of them by a new typesetter, from the store where they are; MB of each worker's end."""
    clock = Clock()
    with Typesetter(cache) as typesetter:
        answers = typesetter.typeset(asked)
        assert not any(answer.error for answer in answers.values())
        workers = [child.memory_info().rss >> 20 for child in psutil.Process().children()]
    return clock.spent(), workers


def edited(cache: Path, asked: Sequence[Job]) -> Spent:
    """One formula of the post new at each of EDITS saves; the worker is warm."""
    with Typesetter(cache) as typesetter:
        typesetter.typeset([*asked, Job("w", display=False)])
        clock = Clock()
        for number in range(EDITS):
            new = Job(rf"{asked[number].tex} + \delta_{{{number}}}", asked[number].display)
            typesetter.typeset([new, *asked[1:]])
        return clock.spent()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--formulas", type=int, default=4000)
    asked = jobs(max(parser.parse_args().formulas, POST))
    post = asked[:POST]
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder)
        cold, memory = apart(typeset, cache, asked)
        rows = [
            (f"cold, {len(asked)} formulas", cold, asked),
            (f"warm, a post of {POST} formulas", apart(typeset, cache, post)[0], post),
            (f"{EDITS} edits of one formula, warm host", apart(edited, cache, post), post[:EDITS]),
        ]
    least = {len(these): apart(baseline, these).cpu for _, _, these in rows}
    told = [(what, spent, spent.cpu / least[len(these)]) for what, spent, these in rows]
    title = f"{len(asked) / cold.cpu:.0f} formulas a CPU second, cold; workers of {memory} MB"
    print(table(title, told, "the same as text"))


if __name__ == "__main__":
    main()
