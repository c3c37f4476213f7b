"""Formulas to the CPU seconds of typesetting them: bench_math.py [--formulas N].

The baseline is markdown-it-py on the same formulas, one a paragraph, left as text: what a page
costs before mathematics.
"""

import argparse
import random
import tempfile
from collections.abc import Sequence
from pathlib import Path

from clock import Clock, Spent, apart, table
from corpus import display, inline
from markdown_it import MarkdownIt

from huoye.math.typesetter import Typesetter
from huoye.model.formula import Job

POST = 300
"""formulas of a long post"""
EDITS = 50


def jobs(count: int) -> list[Job]:
    """That many different formulas, two of three inline."""
    rng = random.Random("formulas")
    found: dict[Job, None] = {}
    while len(found) < count:
        shown = rng.random() < 1 / 3
        number = f" + c_{{{len(found)}}}"
        found[Job((display(rng) if shown else inline(rng)) + number, shown)] = None
    return list(found)


def baseline(asked: Sequence[Job]) -> Spent:
    """The formulas as paragraphs of text."""
    clock = Clock()
    MarkdownIt().render("\n\n".join(f"${job.tex}$" for job in asked))
    return clock.spent()


def typeset(cache: Path, asked: Sequence[Job]) -> Spent:
    """All of them by a new typesetter: from the store where they are, from MathJax else."""
    clock = Clock()
    with Typesetter(cache) as typesetter:
        answers = typesetter.typeset(asked)
        assert not any(answer.error for answer in answers.values())
    return clock.spent()


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
    parser.add_argument("--formulas", type=int, default=2000)
    asked = jobs(max(parser.parse_args().formulas, POST))
    post = asked[:POST]
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder)
        rows = [
            (f"cold, {len(asked)} formulas", apart(typeset, cache, asked), asked),
            (f"warm, a post of {POST} formulas", apart(typeset, cache, post), post),
            (f"{EDITS} edits of one formula, warm host", apart(edited, cache, post), post[:EDITS]),
        ]
    least = {len(these): apart(baseline, these).cpu for _, _, these in rows}
    told = [(what, spent, spent.cpu / least[len(these)]) for what, spent, these in rows]
    cold = rows[0][1].cpu
    title = f"{len(asked) / cold:.0f} formulas a CPU second, cold"
    print(table(title, told, "the same as text"))


if __name__ == "__main__":
    main()
