"""Blocks nested too deep to a located problem and their text as it stands, never to nothing."""

from markdown_it.parser_block import ParserBlock
from markdown_it.rules_block import StateBlock

from huoye.mark.fullwidth import as_written
from huoye.mark.ledger import ledger

DEEPEST = 60
"""levels of blocks; a list is two levels, a quote one. Python's own stack allows about 200"""


class BlockParser(ParserBlock):
    """markdown-it's block parser, which would skip what lies deeper than it goes."""

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:
        """Read the lines into tokens."""
        if state.level < state.md.options.maxNesting:
            shown, state.src = state.src, as_written(state)
            super().tokenize(state, startLine, endLine)
            state.src = shown
            return
        ledger(state.env).add("HY203", startLine, deepest=DEEPEST)
        token = state.push("code_block", "code", 0)
        token.content = state.getLines(startLine, endLine, 0, True)
        token.map = [startLine, endLine]
        state.line = endLine
