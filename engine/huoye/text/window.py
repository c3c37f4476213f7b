"""A place in a source to one short line in which it is marked."""

import re

WIDTH = 60
LEFT, RIGHT = "▶", "◀"
BEFORE = 24
"""characters in front of the mark, where there is so much; more where little follows it"""
UNSHOWN = re.compile(r"[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def window(source: str, start: int | None, stop: int | None) -> str:
    """About WIDTH characters around source[start:stop]; its beginning where no place is meant."""
    if start is None or stop is None:
        return _head(one_line(source).strip(), WIDTH)
    before, after = one_line(source[:start]).lstrip(), one_line(source[stop:]).rstrip()
    marked = _head(one_line(source[start:stop]), WIDTH // 2)
    room = WIDTH - len(marked)
    kept = min(len(before), max(BEFORE, room - len(after)))
    head = "…" * (kept < len(before)) + before[len(before) - kept :]
    return f"{head}{LEFT}{marked}{RIGHT}{_head(after, max(room - kept, 0))}"


def one_line(source: str) -> str:
    """White space as single spaces, and a sign for what no terminal and no page can show."""
    return re.sub(r"\s+", " ", shown(source))


def shown(source: str) -> str:
    """The source with a sign for characters that no terminal and no page can show."""
    return UNSHOWN.sub("\ufffd", source)


def _head(text: str, most: int) -> str:
    return text if len(text) <= most else text[:most].rstrip() + "…"
