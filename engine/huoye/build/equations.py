"""All numbered equations of the site to the recipe of the one page that indexes them."""

from collections.abc import Iterator, Mapping, Sequence

from huoye.build.scene import Scene
from huoye.build.shown import Shown, elsewhere
from huoye.catalog.number import Numbering
from huoye.mark.fill import fill
from huoye.model.config import Link
from huoye.model.draft import FormulaHole
from huoye.model.page import EquationsView, EquationView, Html, IndexedView
from huoye.model.place import Place
from huoye.model.recipe import Recipe
from huoye.pages.head import list_page
from huoye.pages.sitehead import EQUATIONS

MOST = 1000
"""displays that the page shows typeset, those of the newest posts; of older ones it shows the TeX,
which is what a reader searches: a page of all drawings would be too heavy to open"""


def has_equations(numberings: Mapping[str, Numbering]) -> bool:
    """Whether anything on the site bears a number."""
    return any(any(numbering.rows) for numbering in numberings.values())


def equation_recipes(scene: Scene) -> list[Recipe]:
    """The page, where there is anything to index."""
    if not has_equations({path: shown.numbering for path, shown in scene.shown.items()}):
        return []
    return [Recipe(EQUATIONS, "equations.html", lambda: _values(scene), "list")]


def _values(scene: Scene) -> Mapping[str, object]:
    place = scene.world.place
    left, glyphs, posts = MOST, set[str](), list[IndexedView]()
    for entry in (*scene.catalog.posts, *scene.catalog.pages):
        shown = scene.shown[entry.draft.path]
        numbered = [n for n, rows in enumerate(shown.numbering.rows) if rows]
        drawn, left = numbered[: max(0, left)], left - len(numbered)
        if numbered:
            glyphs |= _glyphs(shown, drawn)
            posts.append(_post(shown, numbered, len(drawn), len(posts) + 1, place))
    outlines = scene.outlines(glyphs)
    head = list_page(
        "公式索引", EQUATIONS, "equations", place, outlines=outlines, live=scene.world.live
    )
    count = sum(len(post.equations) for post in posts)
    index = EquationsView(tuple(posts), count, plain=max(0, -left))
    return {"site": scene.site, "page": head, "index": index}


def _glyphs(shown: Shown, indexes: Sequence[int]) -> set[str]:
    used = (shown.view.formulas[index].typeset.glyphs for index in indexes)
    return set(shown.tag_glyphs).union(*used)


def _post(
    shown: Shown, numbered: Sequence[int], drawn: int, number: int, place: Place
) -> IndexedView:
    """The equations of one post; the first `drawn` of them typeset."""
    entry = shown.entry
    page = place.path(entry.url)
    items = (*_drawn(shown, numbered[:drawn], page, number), *_told(shown, numbered[drawn:], page))
    return IndexedView(entry.draft.front.title, page, entry.badge, tuple(items))


def _drawn(shown: Shown, indexes: Sequence[int], page: str, number: int) -> Iterator[EquationView]:
    view = elsewhere(shown.view, page, f"p{number}-")
    for index in indexes:
        yield EquationView(Html(fill((FormulaHole(index, "", ""),), view)))


def _told(shown: Shown, indexes: Sequence[int], page: str) -> Iterator[EquationView]:
    for index in indexes:
        formula = shown.view.formulas[index]
        links = (Link(n.text, f"{page}#{n.anchor}") for n in formula.numbers)
        yield EquationView(tex=formula.tex, numbers=tuple(links))
