"""Fenced and indented code to a figure with colours."""

import re

from markdown_it.common.utils import escapeHtml, unescapeAll
from markdown_it.token import Token

from huoye.mark.highlight import highlight, is_known
from huoye.mark.kinds import nearest
from huoye.mark.press import Press

DIRECTIVE = re.compile(r"\{([\w:-]+)\}")


def code_figure(code: str, language: str) -> str:
    """A block of code as the style sheet expects it."""
    named = f' class="language-{escapeHtml(language)}"' if language else ""
    return (
        f'<figure class="code"><pre tabindex="0"><code{named}>'
        f"{highlight(code, language)}</code></pre></figure>\n"
    )


def put_code(press: Press, token: Token) -> None:
    """Print a fence that is no cell, or an indented block."""
    words = unescapeAll(token.info).split()
    named = DIRECTIVE.match(token.info.strip())
    language = words[0].removeprefix("{.").rstrip("}") if words and not named else ""
    line = token.map[0] if token.map else 0
    if named:
        press.ledger.add("HY220", line, block=named[1], near=nearest(named[1]))
    elif not is_known(language):
        press.ledger.add("HY204", line, language=" ".join(words))
    press.put(code_figure(token.content, language))


def is_unclosed(token: Token) -> bool:
    """True for a fence that ends because its container does, not by a closing fence."""
    first, stop = token.map or [0, 0]
    return stop - first - 1 == token.content.count("\n")
