"""A fixture file to its cases, and a case to what our parser makes of it.

A case is three lines of a single dot with Markdown and HTML between them, as in CommonMark's
specification. In the HTML `<m>x</m>` stands for an inline formula and `<M>x</M>` for a display;
a line `! HY201 3` expects a problem at line 3 of the Markdown.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path

from huoye.mark.fill import fill
from huoye.mark.parse import Parsed, ParseOptions, parse
from huoye.model.draft import Draft
from huoye.model.formula import Typeset
from huoye.model.front import FrontMatter, Update
from huoye.model.source import Source
from huoye.model.view import FormulaView, ImageView, Number, Target, View

FIXTURES = Path(__file__).parent.parent / "fixtures"
FRONT = "---\ntitle: 样例\ndate: 2026-02-27\n---\n"
GLYPHS = "∎"

INLINE = re.compile(rf'<span class="m">{GLYPHS}<span class="tex">\\\((.*?)\\\)</span></span>', re.S)
DISPLAY = re.compile(
    rf'<div class="eq"[^>]*><div class="m[^"]*"[^>]*>{GLYPHS}'
    r'<span class="tex">\\\[(.*?)\\\]</span>(.*?)</div></div>',
    re.S,
)
CASE = re.compile(r"^\.\n(.*?)^\.\n(.*?)^\.$", re.S | re.M)


@dataclass(frozen=True)
class Case:
    """One example of a rule."""

    name: str
    markdown: str
    html: str


def cases(name: str) -> Iterator[Case]:
    """All cases of a fixture file, named by file and line."""
    text = (FIXTURES / name).read_text("utf-8")
    for match in CASE.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        yield Case(f"{name}:{line}", match[1], match[2])


def parsed(markdown: str, options: ParseOptions | None = None) -> Parsed:
    """A post with this text below a front matter."""
    source = Source("posts/sample/index.md", "post", FRONT + markdown, "digest")
    return parse(source, options or ParseOptions())


def draft_of(markdown: str, options: ParseOptions | None = None) -> Draft:
    """Its draft; the front matter is right, so there is one."""
    draft = parsed(markdown, options).draft
    assert draft is not None
    return draft


def view_of(draft: Draft, prefix: str = "", base: str = "") -> View:
    """A view in which eq:x, fig-x, 《已有的文章》 and the value `loss` are known."""
    formulas = [
        FormulaView(f.job.tex, f.job.display, Typeset(GLYPHS, 3.0, 1.0, 0.2))
        for f in draft.formulas
    ]
    titles = {"已有的文章": "/p/", "重读《几何原本》": "/q/"}
    captions = View(formulas, titles=titles)
    cells = [
        f"<cell {cell.name} {fill(caption, captions)}>\n".replace(" >", ">")
        for cell, caption in zip(draft.cells, draft.captions, strict=True)
    ]
    return View(
        formulas,
        references={
            ("", "eq:x"): Target("(1)", "#eq-x"),
            ("", "fig-x"): Target("图 1", "#fig-x"),
            ("", "thm-x"): Target("定理 1", "#thm-x"),
            ("hippo", "eq:x"): Target("(7)", "/hippo/#eq-x"),
        },
        titles=titles,
        hrefs={"hippo": "/hippo/"},
        images={"图.png": ImageView("/sample/图.png", 640, 480)},
        cells=cells,
        exhibits=[f"<exhibit {e.post}#{e.label}>\n" for e in draft.exhibits],
        values={
            "loss": '<a class="val">0.192</a>',
            "hippo.loss": '<a class="val" href="/hippo/#train">0.5</a>',
        },
        numbers={"loss": "0.192"},
        prefix=prefix,
        base=base,
    )


def shown(markdown: str) -> str:
    """HTML of a case in the fixtures' abbreviation, problems behind it."""
    if markdown.startswith("---\n"):
        return shown_front(markdown)
    result = parsed(markdown)
    assert result.draft is not None
    view = view_of(result.draft)
    html = fill(result.draft.pieces, view) + fill(result.draft.notes, view)
    html = DISPLAY.sub(r"<M>\1</M>\2", INLINE.sub(r"<m>\1</m>", html))
    first = FRONT.count("\n")
    problems = "".join(f"! {p.code} {(p.line or first) - first}\n" for p in result.problems)
    return html + problems


def shown_front(text: str) -> str:
    """What the front matter of a whole file says: `field = value`, defaults left out."""
    result = parse(Source("posts/sample/index.md", "post", text, "digest"), ParseOptions())
    read = fields(FrontMatter) if result.draft else ()
    told = [(item, getattr(result.draft.front, item.name)) for item in read if result.draft]
    lines = [
        f"{item.name} = {_plain(value)}\n"
        for item, value in told
        if item.name != "lines" and (value or value is False) and value != item.default
    ]
    return "".join((*lines, *(f"! {p.code} {p.line}\n" for p in result.problems)))


def _plain(value: object) -> str:
    match value:
        case datetime():
            return value.isoformat()
        case Update():
            return f"{_plain(value.at)} {value.note}".strip()
        case tuple():
            return " | ".join(map(_plain, value))
        case bool():
            return str(value).lower()
    return str(value)


def numbered(tex: str, *numbers: Number) -> FormulaView:
    """A display with numbers beside it."""
    return FormulaView(tex, True, Typeset(GLYPHS, 12.345, 1.5, 0.5), numbers)
