"""A workshop to a composed site in which broken posts are replaced by their last good text."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from huoye.build.score import Composition, compose
from huoye.build.world import World
from huoye.catalog.collect import Visibility, is_hidden
from huoye.mark.fault import FAULTS
from huoye.mark.parse import Parsed
from huoye.model.draft import Draft
from huoye.model.problem import Problem
from huoye.model.source import Source
from huoye.site.attached import Attached, Fallback
from huoye.site.cells import Bench
from huoye.site.library import Shelf
from huoye.site.sources import script_kit
from huoye.site.workshop import Workshop

SPOILING = ("HY1", "HY2", "HY3", "HY4")
"""families of errors that keep a post's new text off the site; results (HY5) are marked on the
page instead"""


@dataclass(frozen=True, slots=True)
class Assembled:
    """A composition, and which posts are not what their author wrote last."""

    composition: Composition
    problems: tuple[Problem, ...]
    sound: tuple[Source, ...]
    """sources whose present text is shown without an error"""
    hidden: frozenset[str]
    """paths of drafts and future posts"""
    replaced: frozenset[str]
    """paths of posts shown by their last good text"""
    dropped: frozenset[str]
    """paths of posts that cannot be shown at all"""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the command wants to see."""

    visibility: Visibility
    strict: bool = False
    """a result that is not fresh is an error"""
    live: bool = False
    """in `serve`: a broken formula is framed, what else is broken shown under a banner"""
    fallback: Fallback = lambda post, name: None


def assemble(workshop: Workshop, wish: Wish) -> Assembled:
    """Compose; where posts spoil the composition, replace them and compose again."""
    shelf = workshop.library.read(lambda parsed: _expect(parsed, workshop, wish))
    bench = Bench(workshop.site)
    hidden = frozenset(
        path
        for path, parsed in shelf.parsed.items()
        if parsed.draft is not None and is_hidden(parsed.draft, wish.visibility)
    )
    told = [p for parsed in shelf.parsed.values() for p in parsed.problems]
    problems = [*workshop.site.problems, *shelf.problems, *_softened(told, hidden)]
    broken = {p.path for p in problems if p.level == "error"} & shelf.parsed.keys()
    stand_ins: dict[str, Draft | None] = {}
    nothing = _world(workshop, wish, Attached(workshop.site.root, wish.fallback, stand_ins))
    while True:
        stand_ins |= {path: _stand_in(path, shelf, workshop) for path in broken}
        composition = compose(_peopled(nothing, shelf, stand_ins, bench, problems))
        own = [_lenient(p, workshop) for p in composition.problems if p.path not in stand_ins]
        broken = {p.path for p in own if _spoils(p, workshop, wish)}
        problems += [p for p in own if p.path in broken]
        if not broken:
            return _assembled(composition, [*problems, *own], stand_ins, shelf, hidden)


def _expect(parsed: Parsed, workshop: Workshop, wish: Wish) -> None:
    """Let MathJax start while further texts are parsed, if this one shows formulas not known."""
    draft = parsed.draft
    wrong = any(p.level == "error" for p in parsed.problems)
    if draft is not None and not wrong and not is_hidden(draft, wish.visibility):
        workshop.typesetter.expect(formula.job for formula in draft.formulas)


def _assembled(
    composition: Composition,
    problems: Iterable[Problem],
    stand_ins: Mapping[str, Draft | None],
    shelf: Shelf,
    hidden: frozenset[str],
) -> Assembled:
    told = tuple(dict.fromkeys(problems))
    wrong = {p.path for p in told if p.level == "error"}
    return Assembled(
        composition,
        told,
        sound=tuple(s for s in shelf.sources if s.path not in wrong | hidden),
        hidden=hidden,
        replaced=frozenset(path for path, draft in stand_ins.items() if draft is not None),
        dropped=frozenset(path for path, draft in stand_ins.items() if draft is None),
    )


def _softened(problems: Iterable[Problem], hidden: frozenset[str]) -> list[Problem]:
    """Errors of a text that nobody may see are no reason to say that the site was not built."""
    return [
        replace(p, level="warning") if p.level == "error" and p.path in hidden else p
        for p in problems
    ]


def _spoils(problem: Problem, workshop: Workshop, wish: Wish) -> bool:
    """Whether a post with this problem keeps its last good page."""
    if problem.level != "error" or not problem.code.startswith(SPOILING):
        return False
    return not (wish.live and problem.code in FAULTS)


def _lenient(problem: Problem, workshop: Workshop) -> Problem:
    """An imported post is published with its bad formulas framed, to be repaired one by one."""
    if problem.code in FAULTS and workshop.site.config.markdown.strictness == "import":
        return replace(problem, level="warning")
    return problem


def _stand_in(path: str, shelf: Shelf, workshop: Workshop) -> Draft | None:
    now = next(s for s in shelf.sources if s.path == path)
    old = workshop.good.source(now)
    return workshop.library.parse(old).draft if old is not None else None


def _world(workshop: Workshop, wish: Wish, attached: Attached) -> World:
    """The world without its posts."""
    site = workshop.site
    return World(
        config=site.config,
        place=site.place,
        drafts=(),
        visibility=wish.visibility,
        typeset=lambda jobs: workshop.typesetter.typeset(jobs, workshop.report),
        outlines=workshop.typesetter.outlines,
        cells={},
        files=attached.find,
        read=attached.read,
        static={name: file.url for name, file in workshop.static.items()},
        borne=workshop.borne.posts(),
        kit=script_kit(site.root) if site.config.run.scripts else None,
        strict=wish.strict,
        live=wish.live,
    )


def _peopled(
    world: World,
    shelf: Shelf,
    stand_ins: Mapping[str, Draft | None],
    bench: Bench,
    problems: Iterable[Problem],
) -> World:
    """The world with its posts, the broken ones replaced."""
    present = {p: parsed.draft for p, parsed in shelf.parsed.items()} | dict(stand_ins)
    drafts = tuple(draft for _, draft in sorted(present.items()) if draft is not None)
    names = {s.path: s.name for s in shelf.sources}
    return replace(
        world,
        drafts=drafts,
        cells={d.path: bench.facts(d) for d in drafts},
        absent=frozenset(names[path] for path, draft in stand_ins.items() if draft is None),
        banners=_banners(stand_ins, problems) if world.live else {},
    )


def _banners(stand_ins: Mapping[str, Draft | None], problems: Iterable[Problem]) -> dict[str, str]:
    """Why the page under the author's eye is not what was typed last."""
    told = [p for p in problems if p.level == "error"]
    return {
        path: "；".join(f"{p.place} {p.text('zh')}" for p in told if p.path == path)
        for path in stand_ins
    }
