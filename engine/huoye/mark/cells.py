"""Fences {code-cell} and {python} to cells, and cells to their places in the post."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from huoye.mark.celloptions import ALIASES, DEFAULTABLE, Written, canonical, written_options
from huoye.mark.codeblock import is_unclosed
from huoye.mark.ledger import Ledger
from huoye.mark.sweeps import sound_sweep
from huoye.model.cell import Cell
from huoye.model.front import FrontMatter
from huoye.text.slug import anchor_of

CELLS = "cells"
"""key of `env`: the reader of the post's cells"""

INFO = re.compile(r"\{(code-cell|python|r|julia)\}[ \t]*(\S*).*")
LABEL = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,63}")
LANGUAGES = {"": "python", "ipython3": "python", "ipython": "python", "python3": "python"}


@dataclass(slots=True)
class CellReader:
    """Reads the cells of one post, and remembers the names it has given."""

    ledger: Ledger
    defaults: Mapping[str, str]
    """options of the front matter, canonical"""
    name_of: Callable[[str], str]
    """code → digest of its canonical form"""
    names: dict[str, int]
    """name without case → 0-based line of its cell"""
    derived: dict[str, int] = field(default_factory=dict)
    """derived name → the last number given behind it"""

    def read(self, token: Token) -> tuple[Cell, int] | None:
        """The cell that a fence is, and the 0-based line of its caption; None for plain code."""
        info = INFO.fullmatch(token.info.strip())
        if info is None or token.map is None:
            return None
        named = info[2] if info[1] == "code-cell" else info[1]
        if is_unclosed(token):
            self.ledger.add("HY208", token.map[0])
        return self._read(token.content, LANGUAGES.get(named, named), token.map[0])

    def _read(self, content: str, language: str, line: int) -> tuple[Cell, int]:
        lines = content.split("\n")
        written, used = written_options(lines)
        options = {**self.defaults, **canonical(written, self.ledger, line + 1)}
        while used < len(lines) and not lines[used].strip():
            used += 1
        code = "\n".join(lines[used:]).rstrip()
        swept_at = _line(written, "sweep", line)
        options = sound_sweep(options, language, code, self.ledger, swept_at)
        label = self._label(options.pop("label", ""), _line(written, "label", line), line)
        name = label or self._derived(code)
        self.names[name.casefold()] = line
        at = self.ledger.at(line)
        cell = Cell(name, bool(label), language, code, options, at, at + 1 + used)
        return cell, _line(written, "caption", line)

    def _label(self, written: str, at: int, line: int) -> str:
        """The label as it names files and anchors; "" where there is none or it cannot be used."""
        label = anchor_of(written)
        if not label:
            return ""
        if not LABEL.fullmatch(label):
            self.ledger.add("HY213", at, label=written)
            return ""
        if label.casefold() in self.names:
            other = self.ledger.at(self.names[label.casefold()])
            self.ledger.add("HY212", at, label=label, other=other)
            return ""
        return label

    def _derived(self, code: str) -> str:
        """c-<8 hex>: inserting another cell renames nothing; equal cells are numbered."""
        base = f"c-{self.name_of(code)[:8]}"
        name, number = base, self.derived.get(base, 1)
        while name.casefold() in self.names:
            number += 1
            name = f"{base}-{number}"
        self.derived[base] = number
        return name


def read_cells(state: StateCore) -> None:
    """Core rule: fences that are cells know it, and their captions become text of the post."""
    reader: CellReader = state.env[CELLS]
    tokens: list[Token] = []
    for token in state.tokens:
        tokens.append(token)
        found = reader.read(token) if token.type == "fence" else None
        if found is not None:
            cell, line = found
            token.meta["cell"] = cell
            caption = cell.options.get("caption", "")
            tokens.append(
                Token("inline", "", 0, content=caption, map=[line, line + 1], level=token.level)
            )
    state.tokens = tokens


def _line(written: list[Written], name: str, fence: int) -> int:
    """0-based line of an option, by whichever of its names it was written."""
    lines = (o.line for o in written if ALIASES.get(o.name, o.name) == name)
    return next((fence + 1 + line for line in lines), fence)


def front_defaults(front: FrontMatter | None, ledger: Ledger) -> Mapping[str, str]:
    """The front matter's `huoye:` options that a cell inherits; others belong to the post."""
    if front is None:
        return {}
    line = front.lines.get("huoye", 1) - ledger.body_line
    written = [Written(name, value, 0) for name, value in front.run.items()]
    options = canonical(written, ledger, line)
    return {name: value for name, value in options.items() if name in DEFAULTABLE}
