"""arxiv:2402.15345 and the like to addresses, by the patterns of the site's settings."""

import re
from collections.abc import Mapping
from urllib.parse import quote, unquote

PATTERNS = "patterns"
"""key of `env`: prefix in lower case → pattern with {id}"""
KINDS = {
    "arxiv": re.compile(
        r"(?:\d\d(?:0[1-9]|1[0-2])\.\d{4,5}"
        r"|[a-z][a-z-]*(?:\.[A-Z]{2})?/\d\d(?:0[1-9]|1[0-2])\d{3})(?:v[1-9]\d?)?(?![A-Za-z0-9])"
    ),
    "doi": re.compile(r"10\.\d{4,9}(?:\.\d+)*/[!-~]+"),
}
OTHER = re.compile(r"[0-9A-Za-z/@][!-~]*")
"""what is taken for an identifier in the text, behind a prefix that the author added"""
ANY = re.compile(r".+")
"""what is one in a link"""
PREFIX = re.compile(r"(?<![A-Za-z0-9])[A-Za-z][A-Za-z0-9+.-]{0,18}$")


def split_identifier(target: str, patterns: Mapping[str, str]) -> tuple[str, str] | None:
    """(prefix, identifier) of a target with a known prefix, None for any other."""
    prefix, colon, identifier = target.partition(":")
    known = colon and prefix.casefold() in patterns
    return (prefix.casefold(), unquote(identifier)) if known else None


def prefix_before(src: str, position: int, patterns: Mapping[str, str]) -> str:
    """The known prefix that ends at a position, as it is written, or ""."""
    match = PREFIX.search(src, max(0, position - 20), position)
    return match[0] if match and match[0].casefold() in patterns else ""


def identifier_at(prefix: str, src: str, position: int, end: int) -> str:
    """The identifier that begins at a position, or ""."""
    match = KINDS.get(prefix.casefold(), OTHER).match(src, position, end)
    return match[0] if match else ""


def address_of(prefix: str, identifier: str, patterns: Mapping[str, str]) -> str:
    """The address that the site's pattern makes of an identifier, "" for one that is none."""
    kind = KINDS.get(prefix, ANY)
    if not kind.fullmatch(identifier):
        return ""
    return patterns[prefix].replace("{id}", quote(identifier, safe="/:;()._-~+,@!$&'*="))
