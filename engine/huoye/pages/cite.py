"""A post to the two forms in which others cite it."""

from datetime import datetime

from huoye.model.catalog import Entry
from huoye.model.place import Place
from huoye.pages.tile import MONTHS, month_day_year

BIBTEX_SPECIAL = str.maketrans({c: f"\\{c}" for c in "&%$#_"} | {"{": "\\{", "}": "\\}"})


def citation(entry: Entry, author: str, place: Place) -> str:
    """Author. (Feb. 27, 2026).《title》[Blog post]. Retrieved from address."""
    title, date = entry.draft.front.title, _date(entry)
    who = f"{author}. " if author else ""
    when = f"({month_day_year(date)})."
    return f"{who}{when}《{title}》[Blog post]. Retrieved from {place.absolute(entry.url)}"


def bibtex(entry: Entry, author: str, place: Place) -> str:
    """@online entry; its key is the host and the name of the post."""
    date = _date(entry)
    host = place.origin.partition("//")[2].partition(":")[0].split(".")[-2:][0]
    name = "".join(
        c for c in (entry.draft.front.id or entry.draft.name) if c.isalnum() or c in "-_"
    )
    fields = {
        "title": entry.draft.front.title.translate(BIBTEX_SPECIAL),
        "author": author.translate(BIBTEX_SPECIAL),
        "year": str(date.year),
        "month": MONTHS[date.month - 1],
        "url": place.absolute(entry.url),
    }
    lines = [f"  {key:<6} = {{{value}}}," for key, value in fields.items() if value]
    return "\n".join([f"@online{{{host}-{name},", *lines, "}"])


def _date(entry: Entry) -> datetime:
    date = entry.draft.front.date
    assert date is not None, "only dated posts are cited"
    return date
