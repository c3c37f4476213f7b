"""Dates as authors type them to aware moments."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo

FORM = re.compile(
    r"([12]\d{3})-(\d\d)-(\d\d)"
    r"(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(?: ?(Z|[+-]\d\d:?\d\d))?)?",
    re.ASCII,
)


def moment(text: str, zone: tzinfo) -> datetime | None:
    """`2026-02-27`, with or without time and zone; None for anything else, February 30 included."""
    found = FORM.fullmatch(text.strip())
    if found is None:
        return None
    try:
        numbers = [int(part or 0) for part in found.groups()[:6]]
        year, month, day, hour, minute, second = numbers
        where = _offset(found[7]) if found[7] else zone
        return datetime(year, month, day, hour, minute, second, tzinfo=where)
    except ValueError:
        return None


def _offset(text: str) -> tzinfo:
    if text == "Z":
        return UTC
    hours, minutes = int(text[1:3]), int(text[-2:])
    if minutes > 59:
        raise ValueError(text)
    span = timedelta(hours=hours, minutes=minutes)
    return timezone(-span if text[0] == "-" else span)
