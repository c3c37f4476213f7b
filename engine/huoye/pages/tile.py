"""Dates to what a page shows of them."""

from datetime import datetime

from huoye.model.page import DateTile

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
"""fixed names: a page must not depend on the locale of the machine that builds it"""


def date_tile(date: datetime) -> DateTile:
    """The tile of a post: day large, month small."""
    return DateTile(
        iso=f"{date:%Y-%m-%d}",
        day=f"{date.day:02d}",
        month=MONTHS[date.month - 1],
        year_month=f"{date:%Y.%m}",
    )


def month_day_year(date: datetime) -> str:
    """Feb. 27, 2026: the form of citations."""
    return f"{MONTHS[date.month - 1]}. {date.day}, {date.year}"
