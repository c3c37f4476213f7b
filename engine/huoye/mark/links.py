"""Links to pieces, and bare addresses in the text to links."""

import re
from urllib.parse import unquote

from markdown_it.common.utils import escapeHtml
from markdown_it.rules_inline import StateInline

from huoye.model.draft import HrefHole, Pieces

EXTERNAL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
SCHEME = re.compile(r"https?$")
ADDRESS = re.compile(r"://[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+")
TRAILING = "?!.,:;*_~'\"]"


def is_external(target: str) -> bool:
    """True for what has a scheme or a host of its own."""
    return EXTERNAL.match(target) is not None


def href_pieces(target: str, line: int) -> Pieces:
    """Content of an href attribute; within the site it is looked up later, Chinese readable."""
    if is_external(target):
        return (escapeHtml(target),)
    return (HrefHole(unquote(target), line),)


def bare_address(state: StateInline, silent: bool) -> bool:
    """Inline rule: https://… in the text, which ends before the first Chinese character."""
    if state.src[state.pos] != ":" or state.linkLevel:
        return False
    match = ADDRESS.match(state.src, state.pos, state.posMax)
    scheme = SCHEME.search(state.src, max(0, state.pos - 5), state.pos)
    if match is None or scheme is None or _inside_word(state.src, scheme.start()):
        return False
    stop = state.pos + len(_trimmed(match[0]))
    address = state.src[scheme.start() : stop]
    if silent or len(address) <= len(scheme[0]) + 3 or not state.pending.endswith(scheme[0]):
        return False
    state.pending = state.pending[: -len(scheme[0])]
    state.push("link_open", "a", 1).attrs = {"href": state.md.normalizeLink(address)}
    state.push("text", "", 0).content = address
    state.push("link_close", "a", -1)
    state.pos = stop
    return True


def _inside_word(src: str, position: int) -> bool:
    return position > 0 and src[position - 1].isascii() and src[position - 1].isalnum()


def _trimmed(address: str) -> str:
    """Without the punctuation of the sentence, and without a bracket that it did not open."""
    address = address.rstrip(TRAILING)
    surplus = address.count(")") - address.count("(")
    while surplus > 0 and address.endswith(")"):
        address, surplus = address[:-1].rstrip(TRAILING), surplus - 1
    return address
