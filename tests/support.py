"""Small values for tests: drafts, sources, a fixed moment."""

from datetime import UTC, datetime
from pathlib import Path

from huoye.model.cell import Cell
from huoye.model.draft import Count, Draft, Formula, Group, Heading, Labelled, Pieces
from huoye.model.formula import Job, Row, Typeset
from huoye.model.front import FrontMatter
from huoye.model.source import Source
from huoye.text.digest import sha

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def day(text: str) -> datetime:
    """Midnight UTC of an ISO day."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def front(title: str = "标题", date: str = "2026-02-27", **more: object) -> FrontMatter:
    """Front matter with what a test needs."""
    return FrontMatter(title=title, date=day(date) if date else None, **more)  # type: ignore[arg-type]


def draft(
    path: str = "posts/one/index.md",
    *,
    matter: FrontMatter | None = None,
    pieces: Pieces = ("<p>正文</p>",),
    notes: Pieces = (),
    formulas: tuple[Formula, ...] = (),
    groups: tuple[Group, ...] = (),
    cells: tuple[Cell, ...] = (),
    labels: tuple[Labelled, ...] = (),
    headings: tuple[Heading, ...] = (),
    anchors: tuple[str, ...] = (),
    plain: str = "正文",
) -> Draft:
    """A draft without parsing."""
    kind = "page" if path.startswith("pages/") else "post"
    source = Source(path, "page" if kind == "page" else "post", "", "")
    return Draft(
        path=path, name=source.name, kind=kind, front=matter or front(), pieces=pieces,
        notes=notes, cut=len(pieces), whole=True, formulas=formulas, cells=cells,
        groups=groups, captions=tuple(() for _ in cells), headings=headings, anchors=anchors,
        count=Count(2, 0, len(formulas), 0), plain=plain, labels=labels,
    )  # fmt: skip


def formula(tex: str, *refers: str, line: int = 1, display: bool = True) -> Formula:
    """A formula of a draft."""
    return Formula(Job(tex, display), line, refers)


def set_row(label: str = "", *, tag: str | None = None, starred: bool = False, y: float = 0) -> Row:
    """A numbered row as MathJax would report it."""
    return Row(auto=tag is None, text=tag or "", starred=starred, label=label, y=y)


def typeset(*rows: Row, html: str = "<svg></svg>", glyphs: tuple[str, ...] = ()) -> Typeset:
    """A typeset formula with the given rows."""
    return Typeset(html, 1.0, 1.0, 0.2, glyphs, rows)


def write_site(root: Path, files: dict[str, str]) -> Path:
    """A site's files; huoye.toml is added when it is not given."""
    files = {"huoye.toml": '[site]\nurl = "https://example.org"\n', **files}
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def source(path: str, text: str) -> Source:
    """A source as the disk room would read it."""
    return Source(path, "page" if path.startswith("pages/") else "post", text, sha(text))
