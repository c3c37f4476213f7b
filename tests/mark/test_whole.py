"""No text is lost: a mark in every block of a random post is found on the page or in a message."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.mark.posts import MARK, NOISE, Post, post
from tests.mark.specimen import FRONT, parsed, view_of

from huoye.mark.fill import fill
from huoye.mark.macros import definitions
from huoye.mark.parse import Parsed
from huoye.model.draft import Draft
from huoye.model.problem import Problem

FRONT_LINES = FRONT.count("\n")
NOTES = ("HY205", "HY207")
"""a footnote that nobody refers to, or written twice: the message tells its last line"""


def page(draft: Draft) -> str:
    """What a reader sees of a post; a cell shows its code and its caption."""
    view = view_of(draft)
    cells = "".join(f"{cell.code} {dict(cell.options)} {cell.name}" for cell in draft.cells)
    return fill(draft.pieces, view) + fill(draft.notes, view) + cells


def lost(made: Post) -> list[tuple[int, int]]:
    """(mark, its line) wherever neither the page nor a message at that block tells of it."""
    result = parsed(made.text)
    assert result.draft is not None
    shown = set(map(int, MARK.findall(page(result.draft)))) | set(_silent(made.text))
    lines = made.lines
    return [(m, line) for m, line in lines.items() if m not in shown and not _told(m, made, result)]


def _silent(text: str) -> Iterator[int]:
    """Marks in macros show nothing; an address shows only where its link does."""
    for body in definitions(text).values():
        yield from map(int, MARK.findall(body))
    for label, line in re.findall(r"(\[[^\]\n]+\]):(.*)", text):
        if text.count(label) > 1:
            yield from map(int, MARK.findall(line))


def _told(mark: int, made: Post, result: Parsed) -> bool:
    return any(
        f"词{mark}词" in f"{p.text()}{p.hint()}" or _concerns(p, mark, made)
        for p in result.problems
    )


def _concerns(problem: Problem, mark: int, made: Post) -> bool:
    """Whether the problem stands at a line of the mark's own block, or is of a note around it."""
    lines, line = made.lines, (problem.line or 0) - FRONT_LINES
    if problem.code in NOTES:
        return line <= lines[mark] <= int(dict(problem.values)["last"]) - FRONT_LINES
    first, stop = next(span for span in made.leaves if span[0] <= mark < span[1])
    block = [lines[m] for m in range(first, stop) if m in lines]
    return min(block) - 1 <= line <= max(block) + 1


def test_every_mark_of_random_posts_is_kept_or_told_where_it_stands() -> None:
    assert {seed: gone for seed in range(300) if (gone := lost(post(seed)))} == {}


@pytest.mark.long(reason="5,000 random posts, a mark in every block")
def test_every_mark_of_5000_random_posts_is_kept_or_told_where_it_stands() -> None:
    made = [post(seed) for seed in range(1000, 6000)]
    assert sum(len(one.lines) for one in made) > 100_000
    assert {n: gone for n, one in enumerate(made) if (gone := lost(one))} == {}


FRAGMENTS = [
    *NOISE, "$", "\\(", "\\)", "\\[", "\\begin{align}", "{", "}", "|", "**", "_", "~~", "[", "](", ")", "![",
    "[^1]", "^[", "]", "《", "》", "\n", "\n\n", "\n| a | b |\n|--|--|\n| ", "<", ">", "<b>", "&amp;",
    "{eval}`", "\\eqref{", "\\newcommand{\\a}{", "https://a.org/", "，", "。", "（", "x", " ", "5",
    "\n```{code-cell} python\n#| label: fig-a\n",
    "\n:::{note} ", "\n::::{定理} ", "\n:::\n", "\n::::\n", "\n```{tip} ", "\n:::{figure} 图.png ", "\n:::{figure} ",
    "\n:::{table} ", "\n:label: ", "\n:class: ", "\n:alt: ", "\n> [!NOTE] ", "\n: ", "{#tbl-x}", "\n:::{foo} ",
]  # fmt: skip


@st.composite
def scraps(draw: st.DrawFn) -> str:
    """Scraps of syntax with text between them, which nobody would write."""
    parts = draw(st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=30))
    return "".join(f"{part}词{number}词" for number, part in enumerate(parts))


@settings(max_examples=200, deadline=None)
@given(scraps())
def test_every_mark_of_scraps_is_kept_or_told(text: str) -> None:
    result = parsed(text)
    assert result.draft is not None
    told = "".join(f"{p.text()}{p.hint()}" for p in result.problems)
    gone = set(MARK.findall(text)) - set(MARK.findall(page(result.draft) + told))
    gone -= {str(mark) for mark in _silent(text)}
    assert not gone or {p.code for p in result.problems} & set(NOTES)


@settings(max_examples=200, deadline=None)
@given(scraps())
def test_tags_are_balanced(text: str) -> None:
    draft = parsed(re.sub(r"<[!bdp/]|-->", "", text)).draft
    assert draft is not None
    html = fill(draft.pieces, view_of(draft))
    tags = "p strong em a li blockquote table h2 figure dl dd div aside caption"
    for tag in tags.split():
        opened = len(re.findall(rf"<{tag}[ >]", html))
        assert opened == html.count(f"</{tag}>"), tag
