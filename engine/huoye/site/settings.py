"""From the text of huoye.toml to the settings of a site, each mistake at its line."""

import re
import string
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from difflib import get_close_matches
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from huoye.mark import frontaddress
from huoye.model.config import LINKS, Config
from huoye.model.problem import Problem, problem
from huoye.site.convert import fill
from huoye.site.tomllines import key_lines, locate
from huoye.text.size import size

PLACE = re.compile(r"at line (\d+), column (\d+)")
PREFIX = re.compile(r"[a-z][a-z0-9+.-]{1,18}")
SCHEMES = frozenset({"http", "https", "mailto", "tel", "ftp", "file", "data", "javascript"})
PERMALINK = frozenset({"slug", "id", "year", "month", "day"})


@dataclass(frozen=True, slots=True)
class SettingsRead:
    """The settings with defaults in place of what was refused, and what was refused."""

    config: Config
    problems: tuple[Problem, ...]


def read_settings(text: str, path: str) -> SettingsRead:
    """Settings from TOML text; a site with an error among the problems must not be built."""
    try:
        given = tomllib.loads(text.replace("\r\n", "\n").removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        return SettingsRead(Config(), (_syntax(str(error), text, path),))
    lines = key_lines(text)
    problems: list[Problem] = []

    def report(code: str, key: str, **values: object) -> None:
        filled: dict[str, Any] = {"key": key, **values}
        problems.append(problem(code, path, locate(lines, key), **filled))

    config = fill(Config, _tables(given, report), "", report)
    config = replace(
        config,
        lines=lines,
        site=replace(config.site, url=config.site.url.rstrip("/")),
        links={**LINKS, **config.links},
    )
    for key, check in CHECKS.items():
        table, _, name = key.partition(".")
        check(key, getattr(getattr(config, table), name), report)
    _links(config.links, report)
    return SettingsRead(config, tuple(problems))


def _tables(given: Mapping[str, Any], report: Callable[..., None]) -> dict[str, Any]:
    """The tables that are known; an unknown one is told once, not key by key."""
    known = [f.name for f in fields(Config) if f.name != "lines"]
    for name in [name for name in given if name not in known]:
        near = get_close_matches(name.casefold(), known, n=1, cutoff=0.0)[0]
        report("HY011", name, near=near)
    return {name: given[name] for name in known if name in given}


def _syntax(reason: str, text: str, path: str) -> Problem:
    place = PLACE.search(reason)
    line = int(place[1]) if place else text.rstrip().count("\n") + 1
    column = int(place[2]) if place else None
    return problem("HY010", path, line, column=column, reason=reason.partition(" (at ")[0])


def _timezone(key: str, value: str, report: Callable[..., None]) -> None:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):  # a folder of the database is an OSError
        near = get_close_matches(value, sorted(available_timezones()), n=1, cutoff=0.0)
        report("HY015", key, value=value, near=near[0])


def _url(key: str, value: str, report: Callable[..., None]) -> None:
    try:
        parts = urlsplit(value)
        whole = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        whole = False
    if not whole or re.search(r"[\s?#@\\]|/\.\.?(?:/|$)", value):
        report("HY016", key, value=value)


def _permalink(key: str, value: str, report: Callable[..., None]) -> None:
    try:
        pieces = list(string.Formatter().parse(value))
    except ValueError:
        pieces = []
    names = {name for _, name, _, _ in pieces if name is not None}
    plain = not any(spec or conversion for _, _, spec, conversion in pieces)
    inside = frontaddress.clean(
        "".join(text + "x" * (name is not None) for text, name, *_ in pieces)
    )
    if not (names & {"slug", "id"} and names <= PERMALINK and plain and inside):
        report("HY017", key, value=value)


def _memory(key: str, value: str, report: Callable[..., None]) -> None:
    if value and size(value) is None:
        report("HY627", key, value=value)


def _theme(key: str, value: str, report: Callable[..., None]) -> None:
    if not value or "/" in value or frontaddress.clean(value) != value:
        report("HY019", key, value=value)


def _links(links: Mapping[str, str], report: Callable[..., None]) -> None:
    """A prefix must not take over a scheme of the web, and its pattern must lead somewhere."""
    for prefix, pattern in links.items():
        if not PREFIX.fullmatch(prefix) or prefix in SCHEMES:
            report("HY027", f"links.{prefix}", value=prefix)
        elif not re.fullmatch(r"https?://[^\s{}]*\{id\}[^\s{}]*", pattern):
            report("HY026", f"links.{prefix}", value=pattern)


def _positive(key: str, value: int, report: Callable[..., None]) -> None:
    if value < 1:
        report("HY018", key, value=value)


CHECKS: Mapping[str, Callable[[str, Any, Callable[..., None]], None]] = {
    "site.url": _url,
    "site.timezone": _timezone,
    "site.permalink": _permalink,
    "site.theme": _theme,
    "run.memory": _memory,
    "site.per_page": _positive,
    "feed.entries": _positive,
    "run.threads": _positive,
}
"""What a type cannot say of a key."""
