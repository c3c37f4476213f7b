"""A draft's references, titles and links to addresses; a problem for what leads nowhere."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from urllib.parse import unquote

from huoye.catalog.number import Numbering
from huoye.model.catalog import Catalog, Entry
from huoye.model.draft import (
    Draft,
    Hole,
    HrefHole,
    ImageHole,
    Pieces,
    ReferenceHole,
    TitleHole,
)
from huoye.model.front import FrontMatter
from huoye.model.message import Level
from huoye.model.place import Place
from huoye.model.problem import Problem, problem
from huoye.model.view import ImageView, Target
from huoye.text.fold import fold_title
from huoye.text.slug import anchor_of

MISREAD = str.maketrans({c: f"%{ord(c):02X}" for c in "%?#"})


@dataclass(frozen=True, slots=True)
class File:
    """A file beside a post that the post shows or links."""

    digest: str
    width: int | None = None
    height: int | None = None


Files = Callable[[str, str], File | None]
"""(path of the post, path relative to its folder) → the file, None where there is none"""


@dataclass(frozen=True, slots=True)
class Links:
    """Everything a draft points to."""

    references: Mapping[tuple[str, str], Target] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    hrefs: Mapping[str, str] = field(default_factory=dict)
    images: Mapping[str, ImageView] = field(default_factory=dict)
    attached: Mapping[str, str] = field(default_factory=dict)
    """file beside the post, plainly spelled → path it is published at"""
    site_paths: tuple[tuple[str, int], ...] = ()
    """links like /tags/: checked against the pages that will exist"""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What resolving needs to know of the rest of the site."""

    catalog: Catalog
    numberings: Mapping[str, Numbering]
    """path of a draft → its numbers"""
    files: Files
    place: Place
    link_level: Level = "error"
    borne: Mapping[str, Entry] = field(default_factory=dict)
    """folded title of an earlier build → the post that bore it"""


def renamed(entries: Iterable[Entry], borne: Mapping[str, str]) -> Mapping[str, Entry]:
    """Titles of earlier builds whose posts are still shown."""
    shown = {entry.draft.path: entry for entry in entries if not entry.badge}
    return {title: shown[path] for title, path in borne.items() if path in shown}


def resolve(entry: Entry, around: Surroundings) -> Links:
    """Look up every hole of a draft."""
    draft = entry.draft
    found = holes(draft)
    references = [
        ((h.post, h.label), _reference(h, entry, around))
        for h in found
        if isinstance(h, ReferenceHole)
    ]
    titles = [(h.title, _title(h, entry, around)) for h in found if isinstance(h, TitleHole)]
    within = [h for h in found if isinstance(h, HrefHole)]
    hrefs = [(h.target, _href(h, entry, around)) for h in within]
    shown = (*(h for h in found if isinstance(h, ImageHole)), *_cover(draft.front))
    images = [(h.src, _image(h, entry, around)) for h in shown]
    answers = [answer for _, answer in (*references, *titles, *hrefs, *images)]
    return Links(
        references={k: a for k, a in references if isinstance(a, Target)},
        titles={k: a for k, a in titles if isinstance(a, str)},
        hrefs={k: a.url for k, a in hrefs if isinstance(a, _Href)},
        images={k: a for k, a in images if isinstance(a, ImageView)},
        attached={
            **{_beside(k): a.attached for k, a in hrefs if isinstance(a, _Href) and a.attached},
            **{_beside(k): _attached_url(entry, k) for k, a in images if isinstance(a, ImageView)},
        },
        site_paths=tuple((h.target, h.line) for h in within if _is_site_path(h)),
        problems=tuple(a for a in answers if isinstance(a, Problem)),
    )


def holes(draft: Draft) -> list[Hole]:
    """Every hole of a draft, footnotes, captions and titles inside titles included."""
    pieces: tuple[Pieces, ...] = (draft.pieces, draft.notes, *draft.captions)
    found = [piece for part in pieces for piece in part if not isinstance(piece, str)]
    inside = (piece for hole in found if isinstance(hole, TitleHole) for piece in hole.inside)
    return [*found, *(piece for piece in inside if not isinstance(piece, str))]


@dataclass(frozen=True, slots=True)
class _Href:
    url: str
    attached: str = ""


def _reference(hole: ReferenceHole, entry: Entry, around: Surroundings) -> Target | Problem:
    """\\eqref{eq:x}: the label of this post, or of the post it names."""
    path = entry.draft.path
    if not hole.post:
        return _label(hole, entry, "", around, path)
    other = around.catalog.names.get(hole.post)
    if other is None:
        return no_post(hole.post, path, hole.line, around)
    return _label(hole, other, around.place.path(other.url), around, path)


def no_post(name: str, path: str, line: int, around: Surroundings) -> Problem:
    """A name that no post bears."""
    level, near = _level(around, name), _near(name, around.catalog.names)
    return problem("HY403", path, line, level=level, name=name, near=near)


def _label(
    hole: ReferenceHole, owner: Entry, page: str, around: Surroundings, path: str
) -> Target | Problem:
    labels = around.numberings[owner.draft.path].labels
    label = around.numberings[owner.draft.path].find(hole.label)
    if label is None:
        level, post = around.link_level, f"{hole.post}#" if hole.post else ""
        near = _near(post + hole.label, [post + known for known in labels])
        return problem(
            "HY303", path, hole.line, column=hole.column, level=level, label=post + hole.label,
            near=near,
        )  # fmt: skip
    return Target(label.text, f"{page}#{label.anchor}", label.html)


def _title(hole: TitleHole, entry: Entry, around: Surroundings) -> str | Problem | None:
    """《title》: a link where one post bears it, text where none does."""
    bearers = around.catalog.titles.get(fold_title(hole.title), ())
    if len(bearers) > 1:
        exact = [b for b in bearers if b.draft.front.title == hole.title]
        if len(exact) != 1:
            names = ", ".join(b.draft.path for b in bearers)
            return problem("HY402", entry.draft.path, hole.line, title=hole.title, posts=names)
        bearers = tuple(exact)
    if not bearers:
        return _renamed(hole, entry, around)
    if bearers[0].draft.path == entry.draft.path:
        return None
    return around.place.path(bearers[0].url)


def _renamed(hole: TitleHole, entry: Entry, around: Surroundings) -> Problem | None:
    """A title that a post bore at an earlier build was a link then."""
    other = around.borne.get(fold_title(hole.title))
    if other is None or other.draft.path == entry.draft.path:
        return None
    path, level = other.draft.path, around.link_level
    return problem("HY434", entry.draft.path, hole.line, level=level, title=hole.title, post=path)


def _href(hole: HrefHole, entry: Entry, around: Surroundings) -> _Href | Problem | None:
    """[text](target): an anchor, a post, a path of the site, or a file beside the post."""
    target, anchor = (unquote(part) for part in hole.target.partition("#")[::2])
    if _is_site_path(hole):
        return _Href(around.place.path(hole.target))
    if not target:
        return _anchored(hole, entry, "", entry, around)
    other = around.catalog.names.get(post_name(target))
    if other is not None:
        return _anchored(hole, other, around.place.path(other.url), entry, around)
    if around.files(entry.draft.path, target) is not None:
        attached = _attached_url(entry, target)
        suffix = f"#{anchor}" if anchor else ""
        return _Href(around.place.path(_escaped(attached)) + suffix, attached)
    near = _near(post_name(target), around.catalog.names)
    level = _level(around, post_name(target))
    return problem("HY404", entry.draft.path, hole.line, level=level, target=hole.target, near=near)


def _anchored(
    hole: HrefHole, owner: Entry, page: str, entry: Entry, around: Surroundings
) -> _Href | Problem:
    """A link to an anchor of a post; equations count by label and by id."""
    anchor = unquote(hole.target).partition("#")[2]
    numbering = around.numberings[owner.draft.path]
    ids = {label.anchor for label in numbering.labels.values()} | set(owner.draft.anchors)
    label = numbering.labels.get(anchor)
    wanted = label.anchor if label is not None else anchor_of(anchor)
    if anchor and wanted not in ids:
        near = _near(anchor, [*numbering.labels, *owner.draft.anchors])
        level = around.link_level
        return problem(
            "HY405", entry.draft.path, hole.line, level=level, target=hole.target, near=near
        )
    return _Href(f"{page}#{wanted}" if anchor else page)


def _image(hole: ImageHole, entry: Entry, around: Surroundings) -> ImageView | Problem:
    """![](img/x.png): a file beside the post, with its size."""
    file = around.files(entry.draft.path, _beside(hole.src))
    if file is None:
        level = around.link_level
        return problem("HY406", entry.draft.path, hole.line, level=level, src=hole.src)
    url = _escaped(_attached_url(entry, hole.src))
    return ImageView(around.place.path(url), file.width, file.height)


def _cover(front: FrontMatter) -> tuple[ImageHole, ...]:
    """The picture that stands for a post elsewhere, where it lies beside the post."""
    beside = front.cover and not re.match(r"https?://", front.cover)
    return (ImageHole(front.cover, "", "", front.lines["cover"]),) if beside else ()


def _attached_url(entry: Entry, target: str) -> str:
    return f"{entry.url}{_beside(target)}"


def _beside(target: str) -> str:
    """The file that a target means, however it is spelled: a b.csv for ./a%20b.csv#top."""
    return unquote(target.partition("#")[0]).removeprefix("./")


def _escaped(url: str) -> str:
    """What a browser would not take for a part of the path."""
    return url.translate(MISREAD)


def _is_site_path(hole: HrefHole) -> bool:
    return hole.target.startswith("/")


def post_name(target: str) -> str:
    """hippo, ../hippo/, ../hippo/index.md and hippo.md all name the post hippo."""
    path = target.removesuffix("/").removesuffix("/index.md").removesuffix(".md")
    return path.rpartition("../")[2]


def _level(around: Surroundings, name: str) -> Level:
    """A post that is broken itself must not take those down that refer to it."""
    return "warning" if name in around.catalog.absent else around.link_level


def _near(name: str, known: Iterable[str]) -> str:
    close = get_close_matches(name, list(dict.fromkeys(known)), 3, 0.5)
    return ", ".join(close) if close else "-"
