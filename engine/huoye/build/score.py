"""The world to recipes: the one place where the stages of a build follow each other."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from huoye.build.attachments import attachments, lost_paths
from huoye.build.cells import result_problems, values_html
from huoye.build.clashes import clashes
from huoye.build.feeds import feed_recipes, picture_assets
from huoye.build.formulas import Mathematics, typeset_site
from huoye.build.lists import list_recipes
from huoye.build.post import post_recipe
from huoye.build.scene import Scene
from huoye.build.shown import Shown
from huoye.build.streams import stream_recipes
from huoye.build.world import CellFacts, World
from huoye.catalog.collect import collect
from huoye.catalog.resolve import Links, Surroundings, resolve
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


def compose(world: World) -> Composition:
    """Collect, typeset and number, resolve, fill, list."""
    collected = collect(world.drafts, world.visibility, world.config.site.permalink, world.absent)
    catalog = collected.catalog
    entries = (*catalog.posts, *catalog.pages)
    mathematics = typeset_site(catalog, world.typeset)
    level: Level = "warning" if world.config.markdown.links == "warn" else "error"
    around = Surroundings(catalog, mathematics.numberings, world.files, world.place, level)
    strict: Level | None = "error" if world.strict else None
    links = {e.draft.path: resolve(e, around) for e in entries}
    scene = _scene(entries, catalog, mathematics, links, world)
    recipes = (
        *(post_recipe(shown, scene) for shown in scene.shown.values()),
        *stream_recipes(scene),
        *list_recipes(scene),
        *feed_recipes(scene),
    )
    assets = (*attachments(entries, links, world), *picture_assets(scene))
    urls = {r.url for r in recipes} | {a.url for a in assets}
    problems = (
        *collected.problems,
        *clashes(entries, recipes),
        *mathematics.problems,
        *(p for link in links.values() for p in link.problems),
        *(p for e in entries for p in lost_paths(e, links[e.draft.path], urls, level)),
        *(p for s in scene.shown.values() for p in result_problems(s.entry.draft, s.facts, strict)),
    )
    return Composition(catalog, recipes, assets, problems)


def _scene(
    entries: Iterable[Entry],
    catalog: Catalog,
    mathematics: Mathematics,
    links: Mapping[str, Links],
    world: World,
) -> Scene:
    style, icon = world.static["style.css"], world.static["favicon.svg"]
    script = world.static.get("theme.js", "")
    site = site_view(world.config, catalog, world.place, style, icon, script=script)
    shown = {e.draft.path: _shown(e, mathematics, links[e.draft.path], world) for e in entries}
    return Scene(world, catalog, site, shown)


def _shown(entry: Entry, mathematics: Mathematics, links: Links, world: World) -> Shown:
    path = entry.draft.path
    facts = world.cells.get(path, CellFacts())
    numbering = mathematics.numberings[path]
    view = View(
        formulas=mathematics.formulas[path],
        references=links.references,
        titles=links.titles,
        hrefs=links.hrefs,
        images=links.images,
        values=values_html(entry.draft, facts),
    )
    tag_glyphs = tuple(g for tag in mathematics.tags[path] for g in tag.glyphs)
    return Shown(entry, numbering, facts, view, tag_glyphs)
