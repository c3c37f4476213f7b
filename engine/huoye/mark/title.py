"""《标题》 in the text to a place where a link may stand."""

import re
from collections.abc import Iterator

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

TITLE = "title"
INNER = re.compile(r"《([^《》\n]{1,200})》")
"""bounded, so that many 《 without 》 stay cheap"""
PATTERN = re.compile(rf"《((?:[^《》\n]|{INNER.pattern.replace('(', '(?:')}){{1,200}})》")
"""a title may hold the titles of books: 《重读《几何原本》》"""


def mark_titles(state: StateCore) -> None:
    """Core rule: every 《…》 of the text becomes a token, but none inside a link."""
    for block in state.tokens:
        if block.children and "《" in block.content:
            block.children = list(_marked(block.children))


def _marked(tokens: list[Token]) -> Iterator[Token]:
    depth = 0
    for group in _texts_together(tokens):
        depth += group[0].nesting if group[0].type.startswith("link_") else 0
        if depth == 0 and group[0].type == "text":
            yield from _split(group)
        else:
            yield from group


def _texts_together(tokens: list[Token]) -> Iterator[list[Token]]:
    """Runs of text tokens (a dropped soft break leaves two), every other token alone."""
    run: list[Token] = []
    for token in tokens:
        if run and not (token.type == run[0].type == "text"):
            yield run
            run = []
        run.append(token)
    if run:
        yield run


def _split(texts: list[Token]) -> Iterator[Token]:
    whole = "".join(token.content for token in texts)
    position = 0
    for match in PATTERN.finditer(whole):
        if match.start() > position:
            yield _token("text", whole[position : match.start()], texts[0])
        title = match[1] if "《" in match[1] else match[1].strip()
        yield _token(TITLE, title, _owner(texts, match.start()))
        position = match.end()
    if position < len(whole):
        yield _token("text", whole[position:], texts[-1])


def _owner(texts: list[Token], position: int) -> Token:
    """The token in which a position of the joined text lies: it knows the line."""
    for token in texts:
        if position < len(token.content):
            return token
        position -= len(token.content)
    return texts[-1]


def _token(kind: str, content: str, owner: Token) -> Token:
    return Token(kind, "", 0, content=content, map=owner.map, level=owner.level)
