"""A post with all that its holes are filled with, shown alone or in a list."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from itertools import islice

from huoye.build.cells import cell_shows, cells_html
from huoye.build.values import origins_html, values_html
from huoye.build.world import CellFacts
from huoye.catalog.cited import Cited
from huoye.catalog.number import Numbering
from huoye.fresh.recorded import Recorded
from huoye.mark.fill import fill
from huoye.model.catalog import Entry
from huoye.model.draft import CellHole, ExhibitHole, FormulaHole, NoteHole, Pieces
from huoye.model.place import Place
from huoye.model.view import FormulaImage, FormulaView, View
from huoye.pages.cell import exhibit_html


@dataclass(frozen=True, slots=True)
class Shown:
    """One post, resolved."""

    entry: Entry
    numbering: Numbering
    facts: CellFacts
    view: View
    """for the post's own page"""
    tag_glyphs: tuple[str, ...] = ()
    """glyphs of the numbers that are formulas, its own and those it refers to"""
    values: Mapping[str, Recorded] = field(default_factory=dict)
    """what its prose may show"""
    guests: tuple["Guest | None", ...] = ()
    """one for each of draft.exhibits; None where nothing was found"""
    cited: tuple[Cited, ...] = ()
    """equations that other posts refer to"""

    @property
    def excerpt(self) -> Pieces:
        """What a list shows of the post."""
        return self.entry.draft.pieces[: self.entry.draft.cut]


@dataclass(frozen=True, slots=True)
class Guest:
    """A cell that another place shows too."""

    owner: Shown
    cell: int
    """index in the owner's draft"""


def body(shown: Shown, place: Place) -> str:
    """The text on its own page, with the origins that its numbers show at a tap."""
    draft = shown.entry.draft
    text = _filled(shown, draft.pieces, shown.view, place)
    return text + origins_html(draft, shown.values, place.path)


def notes(shown: Shown, place: Place) -> str:
    """The footnotes on its own page."""
    return _filled(shown, shown.entry.draft.notes, shown.view, place)


LINK = re.compile(r"</?a\b[^>]*>")
LOCAL = '<a href="#'


def contents(shown: Shown) -> tuple[str, ...]:
    """Each heading as the table of contents shows it: no link and no mark of a footnote inside."""
    quiet = (
        tuple(piece for piece in heading.pieces if not isinstance(piece, NoteHole))
        for heading in shown.entry.draft.headings
    )
    view = replace(shown.view, values=shown.view.numbers)
    return tuple(LINK.sub("", fill(pieces, view)) for pieces in quiet)


def excerpt(shown: Shown, prefix: str, place: Place) -> str:
    """The excerpt in a list: its ids get the prefix, its references lead into the post."""
    page = place.path(shown.entry.url)
    return _filled(shown, shown.excerpt, _abroad(shown, page, prefix, place), place)


def _abroad(shown: Shown, page: str, prefix: str, place: Place) -> View:
    """The view of a post on another page, where its numbers are links into its own."""
    values = values_html(shown.entry.draft, shown.values, page, place.path)
    return replace(elsewhere(shown.view, page, prefix), values=values)


def _filled(shown: Shown, pieces: Pieces, view: View, place: Place) -> str:
    """The pieces as HTML; cells are rendered only where one of them is shown."""
    if any(isinstance(piece, CellHole) for piece in pieces):
        draft, page = shown.entry.draft, place.path(shown.entry.url)
        cells = cells_html(draft, shown.numbering, shown.facts, view, page)
        view = replace(view, cells=cells)
    if any(isinstance(piece, ExhibitHole) for piece in pieces):
        guests = enumerate(shown.guests, 1)
        exhibits = tuple(_exhibit(guest, n, shown, view, place) for n, guest in guests)
        view = replace(view, exhibits=exhibits)
    return fill(pieces, view)


def _exhibit(guest: Guest | None, number: int, host: Shown, view: View, place: Place) -> str:
    """A guest's ids bear its number, so that they are not those of the cell itself."""
    if guest is None:
        return ""
    owner = guest.owner
    own, home = owner.entry is host.entry, place.path(owner.entry.url)
    page = view.base if own else home
    inside = _abroad(owner, page, f"{view.prefix}x{number}-", place)
    shows = cell_shows(owner.entry.draft, owner.numbering, owner.facts, inside, home)
    show = next(islice(shows, guest.cell, None))
    title = "" if own else owner.entry.draft.front.title
    return exhibit_html(show, f"{page}#{show.cell.name}", title)


def elsewhere(view: View, page: str, prefix: str) -> View:
    """The view of a post on a page that is not its own: links to its anchors name its page."""
    references = {
        key: replace(target, url=f"{page}{target.url}") if target.url.startswith("#") else target
        for key, target in view.references.items()
    }
    hrefs = {
        written: f"{page}{url}" if url.startswith("#") else url
        for written, url in view.hrefs.items()
    }
    formulas = tuple(_led(formula, page) for formula in view.formulas)
    return replace(
        view, formulas=formulas, prefix=prefix, base=page, references=references, hrefs=hrefs
    )


def _led(formula: FormulaView | FormulaImage, page: str) -> FormulaView | FormulaImage:
    """The formula with the links inside it leading into the post's page: \\eqref, \\href{#x}."""
    typeset = formula.typeset
    if LOCAL not in typeset.html:
        return formula
    led = typeset.html.replace(LOCAL, f'<a href="{escape(page)}#')
    return replace(formula, typeset=replace(typeset, html=led))


def glyphs(shown: Shown, pieces: Sequence[object] | None = None) -> set[str]:
    """Outlines that the given pieces (default: the whole text) use."""
    draft = shown.entry.draft
    wanted = (*draft.pieces, *draft.notes) if pieces is None else pieces
    captions = (draft.captions[piece.index] for piece in wanted if isinstance(piece, CellHole))
    every = (*wanted, *(piece for caption in captions for piece in caption))
    indexes = {piece.index for piece in every if isinstance(piece, FormulaHole)}
    used = set(shown.tag_glyphs)
    for piece in wanted:
        guest = shown.guests[piece.index] if isinstance(piece, ExhibitHole) else None
        if guest is not None:
            used |= glyphs(guest.owner, guest.owner.entry.draft.captions[guest.cell])
    for index in indexes:
        used.update(shown.view.formulas[index].typeset.glyphs)
    return used
