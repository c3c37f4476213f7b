"""No text is lost: a mark in every block of a random post is found in its draft."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.mark.specimen import parsed, view_of

from huoye.mark.fill import fill
from huoye.mark.macros import definitions
from huoye.model.draft import Draft

MARK = re.compile(r"词\d+词")
FRAGMENTS = [
    "$", "$$", "\\(", "\\)", "\\[", "\\]", "\\begin{align}", "\\end{align}", "\\", "{", "}", "|",
    "*", "**", "_", "`", "```\n", "~~", "[", "](", ")", "![", "[^1]", "[^1]: ", "^[", "]", "《", "》",
    "\n", "\n\n", "\n> ", "\n- ", "\n1. ", "\n    ", "\n# ", "\n---\n", "\n| a | b |\n|--|--|\n| ",
    "<", ">", "<b>", "<!--", "-->", "&amp;", ":::{x}", "{eval}`", "\\eqref{", "\\newcommand{\\a}{",
    "https://a.org/", "　", "，", "。", "（", "x", " ", "  \n", "5", "\n<!--more-->\n",
    "\n```{code-cell} python\n#| label: fig-a\n", "#| caption: ",
    "\n:::{note} ", "\n::::{定理} ", "\n:::\n", "\n::::\n", "\n```{tip} ", "\n:::{figure} 图.png ", "\n:::{figure} ",
    "\n:::{table} ", "\n:label: ", "\n:class: ", "\n:alt: ", "\n> [!NOTE] ", "\n: ", "{#tbl-x}", "\n:::{foo} ",
]  # fmt: skip


@st.composite
def posts(draw: st.DrawFn) -> str:
    parts = draw(st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=30))
    return "".join(f"{part}词{number}词" for number, part in enumerate(parts))


def everything(draft: Draft) -> str:
    """All that the draft holds, where a reader, the theme or another room can find it."""
    view = view_of(draft)
    filled = fill(draft.pieces, view) + fill(draft.notes, view)
    cells = "".join(f"{c.code} {dict(c.options)} {c.name}" for c in draft.cells)
    return f"{filled}{draft.pieces}{draft.notes}{cells}{draft.formulas}"


@settings(max_examples=300, deadline=None)
@given(posts())
def test_every_mark_is_kept_or_reported(post: str) -> None:
    result = parsed(post)
    assert result.draft is not None
    found = everything(result.draft) + "".join(f"{p.text()}{p.hint()}" for p in result.problems)
    reported = {p.code for p in result.problems}
    lost = set(MARK.findall(post)) - set(MARK.findall(found))
    # a footnote nobody refers to, or written twice, is not shown; the problem says so
    assert not lost - _silent(post) or reported & {"HY205", "HY207"}


def _silent(post: str) -> set[str]:
    """Marks in macros and in definitions of links: these show nothing where they stand."""
    links = re.findall(r"^[ >-]*\[[^\]]*\]:(?:.|\n(?!\n))*", post, re.M)
    return set(MARK.findall("".join((*definitions(post).values(), *links))))


@settings(max_examples=200, deadline=None)
@given(posts())
def test_tags_are_balanced(post: str) -> None:
    draft = parsed(re.sub(r"<[!b]|-->", "", post)).draft
    assert draft is not None
    html = fill(draft.pieces, view_of(draft))
    for tag in (
        "p",
        "strong",
        "em",
        "a",
        "li",
        "blockquote",
        "table",
        "h2",
        "figure",
        "div",
        "aside",
        "caption",
    ):
        opened = len(re.findall(rf"<{tag}[ >]", html))
        assert opened == html.count(f"</{tag}>"), tag
