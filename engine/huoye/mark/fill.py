"""A draft's pieces to HTML: every hole filled from a view in which all look-ups are done."""

from functools import singledispatch

from markdown_it.common.utils import escapeHtml

from huoye.mark.formula import Anchoring, formula_html
from huoye.mark.notes import mark_id
from huoye.model.draft import (
    AnchorHole,
    CellHole,
    ExhibitHole,
    FormulaHole,
    Hole,
    HrefHole,
    ImageHole,
    LocalHole,
    NoteHole,
    Pieces,
    ReferenceHole,
    TitleHole,
    ValueHole,
)
from huoye.model.view import View


def fill(pieces: Pieces, view: View) -> str:
    """The HTML of the pieces on the page that `view` describes."""
    return "".join(p if isinstance(p, str) else filled(p, view) for p in pieces)


@singledispatch
def filled(hole: Hole, view: View) -> str:
    """The HTML of one hole."""
    raise AssertionError(f"no way to fill a {type(hole).__name__}")


@filled.register
def _formula(hole: FormulaHole, view: View) -> str:
    return formula_html(hole, view.formulas[hole.index], _anchoring(view))


@filled.register
def _reference(hole: ReferenceHole, view: View) -> str:
    """\\ref shows a number bare, \\eqref and a link show it as it stands beside its formula."""
    target = view.references.get((hole.post, hole.label))
    if target is None:
        return '<span class="ref missing">(?)</span>'
    text = target.text if hole.parenthesised else _bare(target.text)
    shown = target.html or escapeHtml(text)
    return f'<a class="ref" href="{escapeHtml(target.url)}">{shown}</a>' if hole.linked else shown


@filled.register
def _title(hole: TitleHole, view: View) -> str:
    text = escapeHtml(f"《{hole.title}》")
    url = view.titles.get(hole.title)
    if hole.inside and not url:
        return f"《{fill(hole.inside, view)}》"
    return f'<a class="post" href="{escapeHtml(url)}">{text}</a>' if url else text


@filled.register
def _href(hole: HrefHole, view: View) -> str:
    return escapeHtml(view.hrefs.get(hole.target, hole.target))


@filled.register
def _image(hole: ImageHole, view: View) -> str:
    image = view.images.get(hole.src)
    sized = image is not None and image.width is not None and image.height is not None
    size = f' width="{image.width}" height="{image.height}"' if image and sized else ""
    title = f' title="{escapeHtml(hole.title)}"' if hole.title else ""
    style = f' style="width:{hole.width};height:auto"' if hole.width else ""
    src = escapeHtml(image.url if image else hole.src)
    return f'<img src="{src}" alt="{escapeHtml(hole.alt)}"{title}{size}{style} loading="lazy">'


@filled.register
def _anchor(hole: AnchorHole, view: View) -> str:
    return _anchoring(view).id(hole.name)


@filled.register
def _local(hole: LocalHole, view: View) -> str:
    return _anchoring(view).href(hole.name)


@filled.register
def _cell(hole: CellHole, view: View) -> str:
    return view.cells[hole.index]


@filled.register
def _exhibit(hole: ExhibitHole, view: View) -> str:
    return view.exhibits[hole.index]


@filled.register
def _value(hole: ValueHole, view: View) -> str:
    known = view.values if hole.linked else view.numbers
    return known.get(hole.expression, '<span class="val missing">?</span>')


@filled.register
def _note(hole: NoteHole, view: View) -> str:
    """The notes stand on the post's own page only, so only there can a mark be tied to them."""
    number = hole.number
    link = f'href="{_anchoring(view).href(f"n{number}")}"'
    if view.base:
        return f'<a class="fn" {link}>{number}</a>'
    named = f'id="{_anchoring(view).id(mark_id(number, hole.again))}"'
    tie = "" if hole.again else f' style="anchor-name:--r{number}"'
    return f'<a class="fn" {named} {link}{tie} aria-describedby="n{number}">{number}</a>'


def _anchoring(view: View) -> Anchoring:
    return Anchoring(view.prefix, view.base)


def _bare(text: str) -> str:
    return text[1:-1] if text.startswith("(") and text.endswith(")") else text
