"""The fixtures of the dialect to its reference, docs/dialect.md: draw_dialect.py [--check].

A case of tests/fixtures/ becomes what an author types and what a reader gets; the prose between
the cases is the specification. With --check nothing is written; exit code 1 says that the document
is not what the fixtures say.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FIXTURES = ROOT / "tests" / "fixtures"
DOCUMENT = ROOT / "docs" / "dialect.md"
ORDER = (
    "front-matter", "emphasis", "softbreak", "full-width", "headings", "links", "identifiers",
    "titles", "images", "figures", "math-inline", "math-display", "macros", "subequations",
    "references", "cells", "values", "code", "tables", "captions", "task-lists",
    "definition-lists", "footnotes", "blocks", "admonitions", "theorems", "html", "nesting",
)  # fmt: skip
"""fixtures in the order in which an author meets their rules; others follow by name"""
HEAD = """\
# 方言：怎样写，变成什么

凡是这里没有提到的，都按 CommonMark。每个例子的前一块是作者写的，后一块是得到的 HTML
（文首设置则是读到的值）；其中 `<m>x</m>` 代表行内公式，`<M>x</M>` 代表行间公式，
`! HY201 3` 一类的行是第 3 行处报告的问题。

这一页由 `tools/draw_dialect.py` 从 `tests/fixtures/` 生成，每个例子都是测试。
"""
CASE = re.compile(r"^\.\n(.*?)^\.\n(.*?)^\.$", re.S | re.M)
HEADING = re.compile(r"^(?=#+ )", re.M)
TICKS = re.compile(r"`+")


def fixtures() -> list[Path]:
    """All fixtures, those that ORDER names first."""
    files = {path.stem: path for path in sorted(FIXTURES.glob("*.md"))}
    return [files.pop(name) for name in ORDER if name in files] + list(files.values())


def section(text: str) -> str:
    """One fixture as a section: its headings one level down, its cases as blocks of code."""
    parts: list[str] = []
    position = 0
    for case in CASE.finditer(text):
        parts += [prose(text[position : case.start()])]
        parts += [block("markdown", case[1]), block(kind(case[2]), case[2])]
        position = case.end()
    return "\n\n".join(filter(None, (*parts, prose(text[position:]))))


def kind(result: str) -> str:
    """Front matter becomes values, all else HTML."""
    return "html" if result.startswith("<") else "text"


def prose(text: str) -> str:
    """What stands between two cases."""
    return HEADING.sub("#", text.strip("\n"))


def block(language: str, code: str) -> str:
    """A block of code whose fence is longer than any in it."""
    fence = "`" * max(3, 1 + max((len(run) for run in TICKS.findall(code)), default=0))
    return f"{fence}{language}\n{code}{fence}"


def drawn() -> str:
    """The whole document."""
    sections = (section(path.read_text("utf-8")) for path in fixtures())
    return "\n\n".join((HEAD.rstrip(), *sections)) + "\n"


def main() -> int:
    """Write, or compare."""
    new = drawn()
    if "--check" in sys.argv[1:]:
        return 0 if DOCUMENT.exists() and DOCUMENT.read_text("utf-8") == new else 1
    DOCUMENT.write_text(new, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
