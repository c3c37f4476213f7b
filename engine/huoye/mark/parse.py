"""Markdown to a draft: text pieces with holes for what only the whole site knows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

from huoye.mark.blocks import print_blocks
from huoye.mark.cells import CELLS, CellReader, front_defaults
from huoye.mark.compact import compact
from huoye.mark.definitions import REFERENCES, Definitions, report_unused
from huoye.mark.directive import ANCHOR
from huoye.mark.excerpt import cut_of
from huoye.mark.frontmatter import read_front_matter
from huoye.mark.headings import chosen_anchor
from huoye.mark.identifiers import PATTERNS
from huoye.mark.ledger import KEY, Ledger
from huoye.mark.macros import sources
from huoye.mark.notes import note_ids, notes_section, settle_notes
from huoye.mark.parser import parser
from huoye.mark.press import Press
from huoye.mark.typed import located
from huoye.model.config import LINKS
from huoye.model.draft import Draft
from huoye.model.front import FrontMatter
from huoye.model.problem import Problem
from huoye.model.source import Source
from huoye.text.digest import sha
from huoye.text.slug import Anchors, anchor_of


def plain_name(code: str) -> str:
    """Digest of the code as it stands; the site hands in the digest of its canonical form."""
    return sha(code.strip())


@dataclass(frozen=True, slots=True)
class ParseOptions:
    """What a site's settings say about reading a post."""

    timezone: str = "Asia/Shanghai"
    html: Literal["trusted", "off"] = "trusted"
    macros: Mapping[str, str] = field(default_factory=dict)
    """name without backslash → body, as [math] macros gives them"""
    series_from_title: bool = True
    title_links: bool = True
    links: Mapping[str, str] = field(default_factory=lambda: LINKS)
    """prefix in lower case → address with {id}, as [links] gives them"""
    name_of: Callable[[str], str] = plain_name
    """code of a cell → digest that names a cell without a label"""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A draft, or None where the front matter cannot be trusted; and all that was found wrong."""

    draft: Draft | None
    problems: tuple[Problem, ...]


def parse(source: Source, options: ParseOptions) -> Parsed:
    """Read one post or page; problems carry the lines of its file."""
    read = read_front_matter(source, options.timezone, options.series_from_title)
    lines = read.body.split("\n")
    ledger = Ledger(source.path, read.body_line, list(read.problems), lines)
    press = _printed(read.body, read.front, ledger, options)
    draft = _draft(source, read.front, press) if read.front is not None else None
    problems = sorted(ledger.problems, key=lambda p: p.line or 0)
    return Parsed(draft, tuple(problems))


def _printed(body: str, front: FrontMatter | None, ledger: Ledger, options: ParseOptions) -> Press:
    reader = CellReader(ledger, front_defaults(front, ledger), options.name_of, {})
    env: dict[str, Any] = {
        KEY: ledger,
        CELLS: reader,
        PATTERNS: options.links,
        REFERENCES: Definitions(),
    }
    tokens = _parser(options.html).parse(body.replace("\ufeff", ""), env)
    macros = {**options.macros, **(front.macros if front else {})}
    press = Press(
        ledger=ledger,
        env=env,
        anchors=Anchors.avoiding(_chosen_anchors(tokens)),
        macros=sources(macros),
        title_links=options.title_links,
        shift=1 if any(token.tag == "h1" for token in tokens) else 0,
    )
    print_blocks(press, tokens)
    press.end_groups()
    settle_notes(press)
    notes = set(note_ids(press))
    for anchor, line in press.chosen():
        if anchor in notes:
            ledger.add("HY216", line, anchor=anchor)
    report_unused(env, ledger)
    return press


@cache
def _parser(html: str) -> MarkdownIt:
    """One parser a process for each way to treat raw HTML; it keeps nothing of a post."""
    return parser(html=html == "trusted")


def _chosen_anchors(tokens: Sequence[Token]) -> list[str]:
    """Ids that the author wrote, anywhere in the post: they come before derived ones."""
    chosen = []
    for token, text in pairwise(tokens):
        if token.type == "heading_open":
            token.meta["anchor"] = chosen_anchor(text)
            chosen.append(str(token.meta["anchor"]))
        elif "cell" in token.meta:
            chosen.append(str(token.meta["cell"].name))
        elif ANCHOR in token.meta:
            chosen.append(anchor_of(str(token.meta[ANCHOR])))
    return chosen


def _draft(source: Source, front: FrontMatter, press: Press) -> Draft:
    cut = cut_of(press)
    excerpt, rest = compact(press.out[:cut]), compact(press.out[cut:])
    notes = notes_section(press)
    return Draft(
        path=source.path,
        name=source.name,
        kind=source.kind,
        front=front,
        pieces=(*excerpt, *rest),
        notes=compact(notes),
        cut=len(excerpt),
        whole=not rest,
        formulas=tuple(press.formulas),
        groups=tuple(press.groups),
        cells=tuple(press.cells),
        captions=tuple(compact(caption) for caption in press.captions),
        exhibits=tuple(press.exhibits),
        typed=located(press.typed, press.ledger),
        labels=tuple(press.labels),
        headings=tuple(press.headings),
        anchors=(*press.anchors.taken, *note_ids(press)),
        count=press.prose.count,
        plain=press.prose.plain,
        macros=tuple(press.macros),
    )
