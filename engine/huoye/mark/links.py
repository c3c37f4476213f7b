"""Links to pieces, and bare addresses in the text to links."""

import re
from urllib.parse import unquote

from markdown_it.common.utils import escapeHtml
from markdown_it.rules_inline import StateInline

from huoye.mark.identifiers import (
    PATTERNS,
    address_of,
    identifier_at,
    prefix_before,
    split_identifier,
)
from huoye.mark.inline import Inline
from huoye.mark.ledger import ledger
from huoye.mark.press import Press
from huoye.model.draft import HrefHole, Pieces
from huoye.text.fold import nfc

EXTERNAL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
SCHEME = re.compile(r"https?$")
ADDRESS = re.compile(r"://[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+")
WORD = re.compile(r"\d[!-~]*")
TRAILING = "?!.,:;*_~'\"]"


def is_external(target: str) -> bool:
    """True for what has a scheme or a host of its own."""
    return EXTERNAL.match(target) is not None


def href_pieces(press: Press, target: str, line: int) -> Pieces:
    """Content of an href attribute; within the site it is looked up later, Chinese readable."""
    patterns = press.env[PATTERNS]
    if found := split_identifier(target, patterns):
        address = address_of(*found, patterns)
        if not address:
            press.ledger.add("HY240", line, prefix=found[0], identifier=found[1])
        return (escapeHtml(address or target),)
    if is_external(target):
        return (escapeHtml(target),)
    return (HrefHole(nfc(unquote(target)), press.ledger.at(line)),)


def bare_address(state: StateInline, silent: bool) -> bool:
    """Inline rule: https://… and arxiv:… in the text, up to the first Chinese character."""
    if state.src[state.pos] != ":" or state.linkLevel:
        return False
    begun, rest = _web(state) or _identifier(state, silent=silent)
    if silent or not rest or not state.pending.endswith(begun):
        return False
    state.pending = state.pending.removesuffix(begun)
    state.push("link_open", "a", 1).attrs = {"href": state.md.normalizeLink(begun + rest)}
    state.push("text", "", 0).content = begun + rest
    state.push("link_close", "a", -1)
    state.pos += len(rest)
    return True


def _web(state: StateInline) -> tuple[str, str] | None:
    """("https", "://a.org") where an address stands at the colon."""
    match = ADDRESS.match(state.src, state.pos, state.posMax)
    scheme = SCHEME.search(state.src, max(0, state.pos - 5), state.pos)
    if match is None or scheme is None or _inside_word(state.src, scheme.start()):
        return None
    rest = _trimmed(match[0])
    return (scheme[0], rest) if len(rest) > 3 else None


def _identifier(state: StateInline, *, silent: bool) -> tuple[str, str]:
    """("arxiv", ":2402.15345"), empty where there is none; one that fails is told."""
    prefix = prefix_before(state.src, state.pos, state.env[PATTERNS])
    if not prefix:
        return "", ""
    found = _trimmed(identifier_at(prefix, state.src, state.pos + 1, state.posMax))
    tried = WORD.match(state.src, state.pos + 1, state.posMax)
    if not found and tried and not silent:
        line = state.line(state.pos) if isinstance(state, Inline) else 0
        ledger(state.env).add("HY241", line, prefix=prefix, identifier=tried[0])
    return (prefix, f":{found}") if found else ("", "")


def _inside_word(src: str, position: int) -> bool:
    return position > 0 and src[position - 1].isascii() and src[position - 1].isalnum()


def _trimmed(address: str) -> str:
    """Without the punctuation of the sentence, and without a bracket that it did not open."""
    address = address.rstrip(TRAILING)
    surplus = address.count(")") - address.count("(")
    while surplus > 0 and address.endswith(")"):
        address, surplus = address[:-1].rstrip(TRAILING), surplus - 1
    return address
