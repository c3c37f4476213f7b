"""From the file of a post to its front matter, checked, and the text that is left.

A post is never published by a slip of the pen: whatever is not understood in full gives a located
error and no front matter at all.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any
from zoneinfo import ZoneInfo

from huoye.mark import frontaddress
from huoye.mark.frontfields import Fields
from huoye.mark.series import series_of
from huoye.mark.yamltext import FrontError, Node, Scalar, Table, compose
from huoye.model.front import FrontMatter
from huoye.model.problem import Problem, problem
from huoye.model.source import Source

FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class FrontRead:
    """What the top of a file gave."""

    front: FrontMatter | None
    """None if and only if a problem is an error: the post must not be shown"""
    body: str
    """the text after the block; empty where the block never ends"""
    body_line: int
    """1-based file line of the body's first line"""
    problems: tuple[Problem, ...]


Reader = Callable[[Fields, str, Node], Any]


def _archived(fields: Fields, key: str, node: Node) -> bool:
    text = fields.text(key, node)
    if text != "archived":
        fields.report("HY120", node, key=key, value=text)
    return text == "archived"


SCHEMA: Mapping[str, tuple[str, Reader]] = {
    "title": ("title", Fields.text),
    "date": ("date", Fields.date),
    "updated": ("updated", Fields.updates),
    "tags": ("tags", Fields.texts),
    "categories": ("categories", Fields.texts),
    "series": ("series", Fields.name),
    "slug": ("slug", Fields.address),
    "id": ("id", Fields.identity),
    "aliases": ("aliases", Fields.aliases),
    "old_titles": ("old_titles", Fields.texts),
    "draft": ("draft", Fields.flag),
    "summary": ("summary", Fields.text),
    "author": ("author", Fields.text),
    "lang": ("lang", Fields.language),
    "cover": ("cover", Fields.name),
    "toc": ("toc", Fields.flag),
    "comments": ("comments", Fields.flag),
    "pinned": ("pinned", Fields.flag),
    "math.macros": ("macros", Fields.macros),
    "results": ("archived", _archived),
    "huoye": ("run", Fields.mapping),
    "kernelspec": ("", Fields.foreign),
    "jupytext": ("", Fields.foreign),
}
"""Key → field of FrontMatter ("": read by other tools, checked to be a mapping) and its reader."""

HIDING = frozenset({"published", "publish", "private", "hidden", "status", "visibility", "草稿"})
"""Keys that hide a post in other engines: taking one for an unknown key would publish a draft."""

_BLANKS = r"[^\S\n]*"
_NAMES = "|".join(map(re.escape, SCHEMA))
WIDE_COLON = re.compile(rf"^(?:{_BLANKS}(draft)|({_NAMES})){_BLANKS}：", re.MULTILINE)
"""A key that YAML reads as text because its colon is full-width; a draft even where indented."""


def read_front_matter(source: Source, timezone: str, series_from_title: bool) -> FrontRead:
    """Front matter and body of a post or page; dates without a zone are of `timezone`.

    `timezone` is a name of the time zone database, as the settings have checked.
    """
    opening = FENCE.match(source.text)
    if opening is None:
        return _refused(source, "HY101", 1, source.text, 1)
    closing = FENCE.search(source.text, opening.end())
    if closing is None:
        return _refused(source, "HY102", 1, "", source.text.count("\n") + 1)
    block = source.text[opening.end() + 1 : closing.start()]
    body = source.text[closing.end() + 1 :]
    body_line = source.text.count("\n", 0, closing.start()) + 2
    fields = Fields(source.path, ZoneInfo(timezone), offset=1)
    front = _read(block, source, fields, series_from_title)
    bad = any(p.level == "error" for p in fields.problems)
    return FrontRead(None if bad else front, body, body_line, tuple(fields.problems))


def _refused(source: Source, code: str, line: int, body: str, body_line: int) -> FrontRead:
    return FrontRead(None, body, body_line, (problem(code, source.path, line),))


def _read(
    block: str, source: Source, fields: Fields, series_from_title: bool
) -> FrontMatter | None:
    if wide := WIDE_COLON.search(block):
        fields.refuse("HY122", block.count("\n", 0, wide.end()) + 1, key=wide[1] or wide[2])
        return None
    try:
        table = compose(block)
    except FrontError as error:
        fields.refuse(error.code, error.line, **error.values)
        return None
    front = _fill(_flat(table, fields), fields)
    _require(front, source, fields)
    if not front.slug and not frontaddress.fits_folder(source.name):
        fields.problems.append(problem("HY123", source.path, 1, name=source.name))
    _warn_of_comment(block, table, fields)
    named = front.series or ("series" not in front.lines and series_from_title)
    return replace(front, series=front.series or series_of(front.title)) if named else front


def _flat(table: Table, fields: Fields) -> list[tuple[Scalar, Node]]:
    """The entries with those of `math` lifted to the top, as `math.macros` is also written."""
    found: list[tuple[Scalar, Node]] = []
    for key, node in table.entries:
        if key.text == "math":
            lifted = fields.entries("math", node)
            found += [(replace(inner, text=f"math.{inner.text}"), value) for inner, value in lifted]
        else:
            found.append((key, node))
    return found


def _fill(entries: list[tuple[Scalar, Node]], fields: Fields) -> FrontMatter:
    values: dict[str, Any] = {}
    lines: dict[str, int] = {}
    for key, node in entries:
        if key.text not in SCHEMA:
            _unknown(key, fields)
        elif key.text in lines:
            first = lines[key.text] - fields.offset
            fields.report("HY107", key, key=key.text, first=first)
        else:
            lines[key.text] = key.line + fields.offset
            name, reader = SCHEMA[key.text]
            value = reader(fields, key.text, node)
            values |= {name: value} if name else {}
    return replace(FrontMatter(title="", date=None, lines=lines), **values)


def _unknown(key: Scalar, fields: Fields) -> None:
    folded = unicodedata.normalize("NFKC", key.text).casefold()
    near = get_close_matches(folded, SCHEMA, n=1, cutoff=0.0)[0]
    hides = folded in HIDING or get_close_matches(folded, ["draft"], cutoff=0.6)
    if hides:
        fields.report("HY109", key, key=key.text)
    else:
        fields.report("HY108", key, key=key.text, near=near)


def _require(front: FrontMatter, source: Source, fields: Fields) -> None:
    wanted = ["title"] if source.kind == "page" else ["title", "date"]
    told = {name for name in wanted if name in front.lines and name != "title"}
    for name in wanted:
        if not getattr(front, name) and name not in told:
            line = front.lines.get(name, 1)
            fields.problems.append(problem("HY110", source.path, line, key=name))


def _warn_of_comment(block: str, table: Table, fields: Fields) -> None:
    """A title such as `C #1` loses what YAML takes for a comment: say so."""
    for key, node in table.entries:
        if key.text == "title" and isinstance(node, Scalar):
            rest = block[node.end :].partition("\n")[0].strip()
            if rest.startswith("#"):
                fields.report("HY121", node, comment=rest)
