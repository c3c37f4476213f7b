"""Bytes and text to the short digests that huoye writes down."""

import hashlib


def sha(data: bytes | str, length: int = 24) -> str:
    """First `length` hexadecimal digits of SHA-256; text is taken as UTF-8."""
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    return hashlib.sha256(raw).hexdigest()[:length]


def sha_parts(*parts: str, length: int = 24) -> str:
    """One digest of several texts; a NUL between them keeps ("ab", "c") apart from ("a", "bc")."""
    return sha("\0".join(parts), length)
