"""Code to HTML with short class names: the only door to pygments."""

from functools import cache, lru_cache

from markdown_it.common.utils import escapeHtml
from pygments import highlight as pygments_highlight
from pygments.formatters import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

PLAIN = frozenset({"", "text", "plain", "txt", "none"})


@lru_cache(maxsize=4096)
def highlight(code: str, language: str) -> str:
    """Spans for the tokens of `code`, without a final line end; an unknown language is escaped."""
    lexer = _lexer(language)
    if lexer is None:
        return escapeHtml(code.rstrip("\n"))
    return pygments_highlight(code, lexer, HtmlFormatter(nowrap=True)).rstrip("\n")


def is_known(language: str) -> bool:
    """True for what can be coloured, and for plain text."""
    return language.lower() in PLAIN or _lexer(language) is not None


@cache
def _lexer(language: str) -> Lexer | None:
    if language.lower() in PLAIN:
        return None
    try:
        return get_lexer_by_name(language, stripnl=False)
    except ClassNotFound:
        return None
