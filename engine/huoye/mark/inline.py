"""The inline parser of our dialect: tokens know their line, emphasis knows Chinese."""

import re
from bisect import bisect_left
from functools import cached_property
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token
from markdown_it.utils import EnvType

from huoye.mark.closers import Closers
from huoye.mark.emphasis import scan_delimiters
from huoye.mark.ledger import ledger

LINE = "line"
"""key of `env`: 0-based body line at which the text being parsed begins"""

OUTER = "outer"
"""key of `env`: the text that is being parsed, for one inside it: of an image, of a note ^[…]"""


class Inline(StateInline):
    """Text of one block while it is read."""

    def __init__(self, src: str, md: MarkdownIt, env: EnvType, outTokens: list[Token]) -> None:
        super().__init__(src, md, env, outTokens)
        outer: Inline | None = env.get(OUTER)
        self.first_line: int = outer.line(outer.pos) if outer else env.get(LINE, 0)
        self.given_up: set[str] = set()
        """openings that were once found to be unclosed up to the end of the text"""
        self.wrapped: dict[int, int] = {}
        """end of a group of equations → end of the `$$` around it"""
        self.columns: dict[int, int | None] = {}
        """line of the text → column at which it begins in its file, as far as it was asked for"""
        self.failures = 0
        """definitions that were begun and never finished"""

    @cached_property
    def closers(self) -> Closers:
        """Where formulas close, found once for the whole text."""
        return Closers(self.src)

    @cached_property
    def line_ends(self) -> list[int]:
        """Positions of the line ends."""
        return [match.start() for match in re.finditer("\n", self.src)]

    def line(self, position: int) -> int:
        """0-based body line of a position."""
        return self.first_line + bisect_left(self.line_ends, position)

    def spot(self, position: int) -> tuple[int, int | None]:
        """Line and column of a position in the file, the column where it can be known."""
        line = bisect_left(self.line_ends, position)
        start = self.line_ends[line - 1] + 1 if line else 0
        if line not in self.columns:
            stop = self.line_ends[line] if line < len(self.line_ends) else len(self.src)
            text = self.src[start:stop]
            self.columns[line] = ledger(self.env).column(self.first_line + line, text)
        column = self.columns[line]
        place = None if column is None else column + position - start
        return ledger(self.env).at(self.first_line + line), place

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        """A token that knows its line."""
        token = super().push(ttype, tag, nesting)
        line = self.line(self.pos)
        token.map = [line, line + 1]
        return token

    def pushPending(self) -> Token:  # noqa: N802
        """Text lies within one line, because a line end is a token of its own."""
        token = super().pushPending()
        line = self.line(self.pos)
        token.map = [line, line + 1]
        return token

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802
        """The rules of mark/emphasis.py."""
        return scan_delimiters(self.src, start, self.posMax, can_split_word=canSplitWord)


class InlineParser(ParserInline):
    """markdown-it's inline parser on our state: it names its state class, so `parse` is ours."""

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """Read `src` into `tokens`."""
        state, outer = Inline(src, md, env, tokens), env.get(OUTER)
        env[OUTER] = state
        self.tokenize(state)
        env[OUTER] = outer
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


def parse_inline_blocks(state: StateCore) -> None:
    """Core rule: read the text of every block, without its indent of full-width spaces."""
    for token in state.tokens:
        if token.type == "inline":
            state.env[LINE] = token.map[0] if token.map else 0
            token.children = []
            content = token.content.lstrip("\u3000")
            state.md.inline.parse(content, state.md, state.env, token.children)
    state.env[LINE] = 0
