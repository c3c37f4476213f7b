"""From the texts of a front matter to typed fields: one reader for each type of value."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Any

from huoye.mark import frontaddress
from huoye.mark.dates import moment
from huoye.mark.yamltext import Items, Node, Scalar, Table
from huoye.model.front import Update
from huoye.model.problem import Problem, problem
from huoye.text.fold import nfc

LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
MACRO = re.compile(r"[A-Za-z@]+|[^A-Za-z\s]")
"""a name that TeX reads as one command"""
BLANKS = re.compile(r"[ \t\n]+")


@dataclass(slots=True)
class Fields:
    """Readers that answer with a value, or note a problem and answer with an empty one."""

    path: str
    zone: tzinfo
    offset: int
    """file line of a YAML line, minus that line"""
    problems: list[Problem] = field(default_factory=list)

    def report(self, code: str, node: Node, **values: str | int) -> None:
        """Note a problem at the line of a node."""
        self.refuse(code, node.line, **values)

    def refuse(self, code: str, line: int, **values: str | int) -> None:
        """Note a problem at a line of the YAML text."""
        filled: dict[str, Any] = dict(values)
        if isinstance(first := filled.get("first"), int):
            filled["first"] = first + self.offset
        self.problems.append(problem(code, self.path, line + self.offset, **filled))

    def text(self, key: str, node: Node) -> str:
        """One line of text: blanks and line ends folded, an ideographic space is a character."""
        if isinstance(node, Scalar):
            return BLANKS.sub(" ", node.text).strip(" ")
        self.report("HY111", node, key=key)
        return ""

    def name(self, key: str, node: Node) -> str:
        """One line of text that others are compared with."""
        return nfc(self.text(key, node))

    def texts(self, key: str, node: Node) -> tuple[str, ...]:
        """A list of texts, or one text as a list of one; empty and repeated ones are dropped."""
        nodes = node.items if isinstance(node, Items) else (node,)
        if all(isinstance(item, Scalar) for item in nodes):
            found = (self.name(key, item) for item in nodes)
            return tuple(dict.fromkeys(text for text in found if text))
        self.report("HY112", node, key=key)
        return ()

    def language(self, key: str, node: Node) -> str:
        """A language as HTML names it: en, zh-TW."""
        text = self.text(key, node)
        if not text or LANGUAGE.fullmatch(text):
            return text
        self.report("HY124", node, key=key, value=text)
        return ""

    def flag(self, key: str, node: Node) -> bool:
        """`true` or `false`, nothing that merely looks like it."""
        text = node.text if isinstance(node, Scalar) else ""
        if text not in ("true", "false"):
            self.report("HY113", node, key=key, value=text)
        return text == "true"

    def date(self, key: str, node: Node) -> datetime | None:
        """A moment, in the site's time zone unless it carries one."""
        text = node.text if isinstance(node, Scalar) else ""
        found = moment(text, self.zone)
        if found is None:
            self.report("HY114", node, key=key, value=text)
        return found

    def updates(self, key: str, node: Node) -> tuple[Update, ...]:
        """A date, a {date, note}, or a list of them; oldest first."""
        nodes = node.items if isinstance(node, Items) else (node,)
        found = [update for item in nodes if (update := self._update(key, item))]
        return tuple(sorted(found, key=lambda update: update.at))

    def address(self, key: str, node: Node) -> str:
        """A path within the site, NFC, without outer slashes."""
        text = self.text(key, node)
        path = frontaddress.clean(text)
        if text and not path:
            self.report("HY116", node, key=key, value=text)
        return path

    def identity(self, key: str, node: Node) -> str:
        """A number or name for the address, or an imported feed id as it is."""
        text = self.text(key, node)
        return text if frontaddress.feed_id(text) else self.address(key, node)

    def aliases(self, key: str, node: Node) -> tuple[str, ...]:
        """Old addresses of the post, each with one slash before it."""
        nodes = node.items if isinstance(node, Items) else (node,)
        found = ("/" + self.address(key, item) + _tail(item) for item in nodes)
        return tuple(dict.fromkeys(alias for alias in found if alias.strip("/")))

    def mapping(self, key: str, node: Node) -> Mapping[str, str]:
        """Names to texts; a list becomes one text with commas, as cell options are written."""
        return {
            name.text: ", ".join(self.texts(f"{key}.{name.text}", value))
            for name, value in self.entries(key, node)
        }

    def macros(self, key: str, node: Node) -> Mapping[str, str]:
        """Names without backslash to definitions, white space kept."""
        found: dict[str, str] = {}
        for name, value in self.entries(key, node):
            bare = name.text.removeprefix("\\")
            eaten = isinstance(value, Scalar) and value.style == '"' and "\n" in value.text
            if isinstance(value, Scalar) and not eaten and MACRO.fullmatch(bare):
                found[bare] = value.text.strip()
            else:
                self.report("HY117", value, key=f"{key}.{name.text}")
        return found

    def foreign(self, key: str, node: Node) -> None:
        """A mapping that other tools read: checked to be one, otherwise left alone."""
        list(self.entries(key, node))

    def entries(self, key: str, node: Node) -> Iterator[tuple[Scalar, Node]]:
        """Entries of a mapping; an empty text is an empty one."""
        if isinstance(node, Table):
            yield from node.entries
        elif not (isinstance(node, Scalar) and not node.text):
            self.report("HY115", node, key=key)

    def _update(self, key: str, node: Node) -> Update | None:
        if isinstance(node, Scalar):
            at = self.date(key, node)
            return Update(at, "") if at else None
        parts = {name.text: value for name, value in self.entries(key, node)}
        if "date" not in parts or not parts.keys() <= {"date", "note"}:
            self.report("HY118", node, key=key)
            return None
        at = self.date(f"{key}.date", parts["date"])
        note = self.text(f"{key}.note", parts["note"]) if "note" in parts else ""
        return Update(at, note) if at else None


def _tail(node: Node) -> str:
    """The slash that an address of a folder ends with; an old page may be /123/ or /123.html."""
    return "/" if isinstance(node, Scalar) and node.text.rstrip().endswith("/") else ""
