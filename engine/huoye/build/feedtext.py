"""A resolved post to the text of a feed: absolute addresses, formulas and figures as pictures.

Feed readers run no script and strip style, inline SVG and mostly MathML: what they keep is text,
links and images.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from html import escape

from huoye.build.shown import Guest, Shown, elsewhere
from huoye.build.tags import drawn_numbers, tag_image
from huoye.build.values import values_html
from huoye.build.world import World
from huoye.mark.fill import fill
from huoye.model.formula import Typeset
from huoye.model.place import Place
from huoye.model.recipe import Asset
from huoye.model.view import FormulaImage, FormulaView, Target, View
from huoye.pages.feedcell import feed_cell, feed_results
from huoye.pages.figure import fixed
from huoye.pages.formulafile import formula_file
from huoye.text.digest import sha_parts

HASH_LINK = re.compile(r'<a class="hash"[^>]*>#</a>')


BOX_TITLE = re.compile(r'(<(p|summary) class="adm-title">)(.*?)(?=</\2>)', re.S)


def feed_content(shown: Shown, world: World) -> str:
    """The full text of a post, footnotes at the end; the title of a box is told by bold type."""
    draft, view = shown.entry.draft, _view(shown, world)
    text = HASH_LINK.sub("", fill(draft.pieces, view) + fill(draft.notes, view))
    return BOX_TITLE.sub(r"\1<b>\3</b>", text)


def feed_pictures(posts: Iterable[Shown], world: World) -> list[Asset]:
    """The pictures that the feeds of these posts show."""
    formulas: dict[str, Typeset] = {}
    figures: dict[str, Asset] = {}
    for post in posts:
        if world.config.feed.math == "svg":
            drawn = (f.typeset for f in post.view.formulas)
            formulas |= {formula_url(t.html): t for t in (*drawn, *drawn_numbers(post.view))}
        for guest in filter(None, post.guests):
            figures |= {asset.url: asset for asset in _figures(guest.owner)}
        figures |= {asset.url: asset for asset in _figures(post)}
    pictures = (_formula_asset(url, t, world) for url, t in formulas.items())
    return [*pictures, *figures.values()]


def page_pictures(shown: Shown) -> list[Asset]:
    """The pictures that a post's own page shows as files, whether or not a feed has the post."""
    return [asset for asset in _figures(shown) if not asset.url.endswith(".svg")]


def formula_url(html: str) -> str:
    """Path of a formula's picture, named by its content."""
    return f"/assets/math/{sha_parts(html, length=16)}.svg"


def figure_url(shown: Shown, file: str) -> str:
    """Path of a figure's picture, beside its post."""
    return f"{shown.entry.url}{file}"


def _formula_asset(url: str, typeset: Typeset, world: World) -> Asset:
    return Asset(url, lambda: formula_file(typeset, world.outlines(typeset.glyphs)).encode())


def _figures(shown: Shown) -> list[Asset]:
    """Figures in their colours for a light ground; other pictures as they are."""
    return [
        Asset(figure_url(shown, file), _plain(file, blob), shown.entry.draft.path)
        for (_, file), blob in shown.facts.blobs.items()
        if file.endswith((".svg", ".png", ".webp"))
    ]


def _plain(file: str, blob: bytes) -> Callable[[], bytes]:
    if file.endswith(".svg"):
        return lambda: fixed(blob.decode()).encode()
    return lambda: blob


def _view(shown: Shown, world: World) -> View:
    """Every address absolute; a link to an anchor leads into the post's page."""
    draft, place = shown.entry.draft, world.place
    page = place.absolute(shown.entry.url)
    view = elsewhere(shown.view, page, "")
    uncelled = replace(
        view,
        formulas=tuple(_formula(f, world) for f in shown.view.formulas),
        references={k: _reference(t, world) for k, t in view.references.items()},
        titles={title: _absolute(url, place) for title, url in view.titles.items()},
        hrefs={written: _absolute(url, place) for written, url in view.hrefs.items()},
        images={s: replace(i, url=_absolute(i.url, place)) for s, i in view.images.items()},
        values=values_html(draft, shown.values, page, place.absolute),
    )
    cells = tuple(_cell(shown, n, uncelled, place) for n in range(len(draft.cells)))
    exhibits = tuple(_exhibit(guest, shown, uncelled, world) for guest in shown.guests)
    return replace(uncelled, cells=cells, exhibits=exhibits)


def _formula(formula: FormulaView | FormulaImage, world: World) -> FormulaImage:
    """Without an address where the feed is to show its TeX."""
    drawn = world.config.feed.math == "svg"
    url = world.place.absolute(formula_url(formula.typeset.html)) if drawn else ""
    numbers = tuple(replace(n, html=_tag(n.html, n.text, world)) for n in formula.numbers)
    return FormulaImage(formula.tex, formula.display, url, formula.typeset, numbers)


def _reference(target: Target, world: World) -> Target:
    html = _tag(target.html, target.text, world)
    return replace(target, url=_absolute(target.url, world.place), html=html)


def _tag(html: str, text: str, world: World) -> str:
    """A number that is a formula itself as a picture; as its text where formulas are TeX."""
    if not html or world.config.feed.math != "svg":
        return ""
    return tag_image(html, text, world.place.absolute(formula_url(html)))


def _absolute(url: str, place: Place) -> str:
    """A path of the site with its base, as `Place.path` made it, to an address."""
    return place.absolute(url.removeprefix(place.base)) if url.startswith("/") else url


def _cell(shown: Shown, n: int, view: View, place: Place) -> str:
    """`view` fills the caption."""
    cell = shown.entry.draft.cells[n]
    verdict = shown.facts.verdicts.get(cell.name)
    number = shown.numbering.captions.get(cell.name, "")
    caption = " ".join(filter(None, (number, fill(shown.entry.draft.captions[n], view))))
    return feed_cell(
        cell,
        verdict.record if verdict else None,
        caption,
        lambda file: place.absolute(figure_url(shown, file)),
    )


def _exhibit(guest: Guest | None, host: Shown, view: View, world: World) -> str:
    """`view` is the host's; a guest from another post has its own."""
    if guest is None:
        return ""
    owner, draft = guest.owner, guest.owner.entry.draft
    own = owner.entry is host.entry
    cell, inside = draft.cells[guest.cell], view if own else _view(owner, world)
    verdict = owner.facts.verdicts.get(cell.name)
    title = "" if own else f"《{draft.front.title}》"
    name = escape(f"{title}{owner.numbering.captions.get(cell.name, '')}" or "出处")
    place = world.place
    href = escape(f"{place.absolute(owner.entry.url)}#{cell.name}")
    return feed_results(
        cell,
        verdict.record if verdict else None,
        f'<a href="{href}">{name}</a> {fill(draft.captions[guest.cell], inside)}',
        lambda file: place.absolute(figure_url(owner, file)),
    )
