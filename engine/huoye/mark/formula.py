"""A typeset formula to the HTML around it: its source, its punctuation, the numbers of its rows."""

import re
from dataclasses import dataclass

from markdown_it.common.utils import escapeHtml

from huoye.mark.fault import fault
from huoye.model.draft import FormulaHole
from huoye.model.formula import TexError
from huoye.model.view import FormulaImage, FormulaView, Number
from huoye.text.window import shown

BOXES = re.compile(r"\\style\s*\{[^{}]*width\s*:")
"""a diagram of boxes: the style sheet may shrink it further than a formula"""
HANGS = re.compile(r"\\begin\s*\{CD\}|\\(?:math|text)?[clr]lap(?![A-Za-z])")
"""what may reach over the edges of its box: beyond them a display that scrolls is cut off"""
PIECE = re.compile(r"<svg\b.*?</svg>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Anchoring:
    """How ids and links within the post are written on the page being filled."""

    prefix: str = ""
    base: str = ""

    def id(self, name: str) -> str:
        """An id, made unique where several posts share a page."""
        return escapeHtml(self.prefix + name)

    def href(self, name: str) -> str:
        """A link to an anchor of the post."""
        return escapeHtml(f"{self.base}#{name}")


def cited_id(anchor: str) -> str:
    """Id of the line that tells who refers to an equation."""
    return f"by-{anchor}"


def formula_html(hole: FormulaHole, view: FormulaView | FormulaImage, anchoring: Anchoring) -> str:
    """The formula as the page shows it; one that shows nothing leaves its punctuation."""
    before, after = escapeHtml(hole.before), escapeHtml(hole.after)
    if view.typeset.error is not None:
        return f"{before}{_refused(view.tex, view.typeset.error)}{after}"
    if not view.typeset.html:
        return before + after
    if view.display:
        return _display(view, after, anchoring)
    if view.typeset.parts > 1 and isinstance(view, FormulaView):
        return _in_pieces(view, before, after)
    if not (before or after or hole.held):
        return _inline(view)
    return f'<span class="nb">{before}{_inline(view)}{after}</span>'


def _in_pieces(view: FormulaView, before: str, after: str) -> str:
    """A formula that may break inside: its punctuation holds on to its first and last piece.

    The last holds its TeX in any case: a line that parted there would begin with a space.
    """
    html = view.typeset.html
    found = list(PIECE.finditer(html))
    first, last = found[0], found[-1]
    head = f'<span class="nb">{before}{first[0]}</span>' if before else first[0]
    tail = f"{last[0]}{_source(view)}{after}"
    between = html[first.end() : last.start()]
    return f'<span class="m">{head}{between}<span class="nb">{tail}</span></span>'


def _refused(tex: str, error: TexError) -> str:
    """Its source, the place marked; what is wrong there is told in the page's language."""
    found = fault(tex, error)
    told = found.problem()
    why = escapeHtml(f"{told.text('zh')}。{told.hint('zh')}。")
    head, marked, tail = (
        escapeHtml(shown(part))
        for part in (tex[: found.start], tex[found.start : found.stop], tex[found.stop :])
    )
    source = f"{head}<mark>{marked}</mark>{tail}" if found.start is not None else head
    return f'<code class="tex-error" title="{why}">{source}</code>'


def _inline(view: FormulaView | FormulaImage) -> str:
    if isinstance(view, FormulaImage):
        return _image(view)
    return f'<span class="m">{view.typeset.html}{_source(view)}</span>'


def _display(view: FormulaView | FormulaImage, after: str, anchoring: Anchoring) -> str:
    tail = f'<span class="tail">{after}</span>' if after else ""
    if isinstance(view, FormulaImage):
        numbers = "".join(f" {number.html or escapeHtml(number.text)}" for number in view.numbers)
        return f'<p style="text-align:center">{_image(view)}{after}{numbers}</p>'
    kind = " boxes" if BOXES.search(view.tex) else " hang" if HANGS.search(view.tex) else ""
    numbers = "".join(_number(n, view.typeset.height, anchoring) for n in view.numbers)
    column = f'<div class="nos">{numbers}</div>' if numbers else ""
    named = f' id="{anchoring.id(view.anchor)}"' if view.anchor else ""
    width = f"--w:{_em(view.typeset.width)}{_room(view.numbers, anchoring)}"
    return (
        f'<div class="eq"{named} style="{width}"><div class="m{kind}" tabindex="0">'
        f"{view.typeset.html}{_source(view)}{tail}</div>{column}</div>"
    )


def _room(numbers: tuple[Number, ...], anchoring: Anchoring) -> str:
    """What the style sheet must know of numbers wider than the few digits that it allows for."""
    longest = max((len(n.text) for n in numbers if not n.html), default=0)
    marked = any(_is_marked(n, anchoring) for n in numbers)
    return f";--no:{_em(0.9 + 0.55 * longest + 1.8 * marked)}" if longest > 4 or marked else ""


def _number(number: Number, height: float, anchoring: Anchoring) -> str:
    """Its row's baseline lies `top` below the upper edge of the formula."""
    shown = number.html or escapeHtml(number.text)
    style = f'style="top:{_em(height - number.y)}em"'
    if not number.anchor:
        return f'<span class="eqno" {style}>{shown}</span>'
    named, link = anchoring.id(number.anchor), anchoring.href(number.anchor)
    mark = _cited(number, style) if _is_marked(number, anchoring) else ""
    return f'{mark}<a class="eqno" id="{named}" href="{link}" {style}>{shown}</a>'


def _is_marked(number: Number, anchoring: Anchoring) -> bool:
    """Others refer to it, and this is the page with the list of them."""
    return bool(number.cited) and not anchoring.base


def _cited(number: Number, style: str) -> str:
    """A quiet mark beside the number; it leads to the list at the foot of the post's own page."""
    said, entry = escapeHtml(number.cited), escapeHtml(cited_id(number.entry or number.anchor))
    return f'<a class="eqno by" href="#{entry}" title="{said}" aria-label="{said}" {style}>※</a>'


def _source(view: FormulaView | FormulaImage) -> str:
    """What a copy of the page gets, and a screen reader unless there is MathML for it."""
    tex, mathml = escapeHtml(_delimited(view)), view.typeset.mathml
    if not mathml:
        return f'<span class="tex">{tex}</span>'
    return f'<span class="mml">{mathml}</span><span class="tex" aria-hidden="true">{tex}</span>'


def _image(view: FormulaImage) -> str:
    if not view.url:
        return escapeHtml(_delimited(view))
    size = view.typeset
    style = (
        f"width:{_em(size.width)}em;height:{_em(size.height + size.depth)}em;"
        f"vertical-align:{_em(-size.depth)}em"
    )
    alt = escapeHtml(_delimited(view))
    return f'<img src="{escapeHtml(view.url)}" alt="{alt}" style="{style}">'


def _delimited(view: FormulaView | FormulaImage) -> str:
    return rf"\[{view.tex}\]" if view.display else rf"\({view.tex}\)"


def _em(size: float) -> str:
    return f"{size:.3f}".rstrip("0").rstrip(".")
