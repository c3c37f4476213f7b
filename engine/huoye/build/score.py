"""The world to recipes: the one place where the stages of a build follow each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from huoye.build.attachments import attachments, lost_paths
from huoye.build.cells import result_problems
from huoye.build.citations import citations, marked
from huoye.build.clashes import clashes
from huoye.build.downloads import offer_assets, with_scripts
from huoye.build.equations import equation_recipes, has_equations
from huoye.build.feeds import feed_recipes, picture_assets
from huoye.build.formulas import Mathematics, typeset_site
from huoye.build.lists import list_recipes
from huoye.build.moved import moved
from huoye.build.post import post_recipe
from huoye.build.reproduction import has_results, reproduction_recipes
from huoye.build.scene import Scene
from huoye.build.shown import Guest, Shown
from huoye.build.streams import stream_recipes
from huoye.build.tags import drawn_numbers
from huoye.build.values import bare_html, known_values, own_values, prose_problems, tapped_html
from huoye.build.world import CellFacts, World
from huoye.catalog.cited import Cited
from huoye.catalog.collect import collect
from huoye.catalog.exhibit import Found, find_exhibits
from huoye.catalog.resolve import Links, Surroundings, renamed, resolve
from huoye.fresh.recorded import Recorded
from huoye.model.catalog import Catalog, Entry
from huoye.model.message import Level
from huoye.model.problem import Problem
from huoye.model.recipe import Asset, Recipe
from huoye.model.view import View
from huoye.pages.sitehead import site_view


@dataclass(frozen=True, slots=True)
class Composition:
    """All files of the site, not yet rendered."""

    catalog: Catalog
    recipes: tuple[Recipe, ...]
    assets: tuple[Asset, ...]
    problems: tuple[Problem, ...]
    values: Mapping[str, Mapping[str, Recorded]] = field(default_factory=dict)
    """path of a draft → what its own cells recorded"""


def compose(world: World) -> Composition:
    """Collect, typeset and number, resolve, fill, list."""
    collected = collect(world.drafts, world.visibility, world.config.site.permalink, world.absent)
    catalog = collected.catalog
    entries = (*catalog.posts, *catalog.pages)
    level: Level = "warning" if world.config.markdown.links == "warn" else "error"
    mathematics = typeset_site(catalog, world.typeset, world.place, level)
    around = Surroundings(
        catalog,
        mathematics.numberings,
        world.files,
        world.place,
        level,
        borne=renamed(entries, world.borne),
    )
    strict: Level | None = "error" if world.strict else None
    links = {e.draft.path: resolve(e, around) for e in entries}
    cites = citations(entries, links, mathematics, world.place)
    exhibits = {e.draft.path: find_exhibits(e, around) for e in entries}
    alone = {
        e.draft.path: _shown(e, around, mathematics, links[e.draft.path], world) for e in entries
    }
    shown = {
        path: _with_citations(_with_guests(one, exhibits[path], alone), mathematics, cites)
        for path, one in alone.items()
    }
    scene = _scene(shown, catalog, world)
    recipes = (
        *(post_recipe(one, scene) for one in scene.shown.values()),
        *stream_recipes(scene),
        *list_recipes(scene),
        *equation_recipes(scene),
        *reproduction_recipes(scene),
        *feed_recipes(scene),
    )
    assets = (
        *attachments(entries, links, world),
        *picture_assets(scene),
        *(asset for one in scene.shown.values() for asset in offer_assets(one.entry, one.facts)),
    )
    old = moved(entries, recipes, assets, world)
    assets = (*assets, *old.assets)
    urls = {r.url for r in recipes} | {a.url for a in assets}
    problems = (
        *collected.problems,
        *clashes(entries, recipes),
        *old.problems,
        *mathematics.problems,
        *(p for link in links.values() for p in link.problems),
        *(p for e in entries for p in lost_paths(e, links[e.draft.path], urls, level)),
        *(x for found in exhibits.values() for x in found if isinstance(x, Problem)),
        *(p for s in scene.shown.values() for p in result_problems(s.entry.draft, s.facts, strict)),
        *(
            p
            for s in scene.shown.values()
            for p in prose_problems(s.entry, s.values, around, world.cells)
        ),
    )
    values = {path: own_values(one.values) for path, one in shown.items()}
    return Composition(catalog, recipes, assets, problems, values)


def _scene(shown: Mapping[str, Shown], catalog: Catalog, world: World) -> Scene:
    style, icon = world.static["style.css"], world.static["favicon.svg"]
    script = world.static.get("theme.js", "")
    numberings = {path: one.numbering for path, one in shown.items()}
    site = site_view(
        world.config, catalog, world.place, style, icon, script=script,
        equations=has_equations(numberings), reproduction=has_results(shown.values()),
    )  # fmt: skip
    return Scene(world, catalog, site, shown)


def _with_citations(
    shown: Shown, mathematics: Mathematics, cites: Mapping[str, tuple[Cited, ...]]
) -> Shown:
    """The post with a mark at each number that others refer to."""
    path = shown.entry.draft.path
    formulas = marked(mathematics.formulas[path], cites[path])
    return replace(shown, view=replace(shown.view, formulas=formulas), cited=cites[path])


def _with_guests(
    shown: Shown, exhibits: Sequence[Found | Problem], alone: Mapping[str, Shown]
) -> Shown:
    """The post with the cells of others that it shows."""
    guests = (Guest(alone[x.post], x.cell) if isinstance(x, Found) else None for x in exhibits)
    return replace(shown, guests=tuple(guests)) if exhibits else shown


def _shown(
    entry: Entry, around: Surroundings, mathematics: Mathematics, links: Links, world: World
) -> Shown:
    path = entry.draft.path
    facts = with_scripts(entry, world.cells.get(path, CellFacts()), world)
    if world.live:
        facts = replace(facts, run=path.removesuffix("/index.md"))
    numbering = mathematics.numberings[path]
    values = known_values(entry, around, world.cells)
    view = View(
        formulas=mathematics.formulas[path],
        references=links.references,
        titles=links.titles,
        hrefs=links.hrefs,
        images=links.images,
        values=tapped_html(entry.draft, values),
        numbers=bare_html(entry.draft, values),
    )
    tag_glyphs = tuple(g for tag in drawn_numbers(view) for g in tag.glyphs)
    return Shown(entry, numbering, facts, view, tag_glyphs, values)
