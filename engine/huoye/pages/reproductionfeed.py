"""The cells of a site to the entries of the feed of /复现/.

Nothing here asks a clock: what has a day in a record is told under that day. When a result went
stale no record knows, so that is told under the last day of which its record knows, and says so.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from huoye.fresh.reason import words
from huoye.model.page import FeedEntryView, Html
from huoye.model.place import Place
from huoye.model.record import Verdict
from huoye.pages.feed import NEVER
from huoye.pages.reasons import why
from huoye.pages.reproduction import Told, signatures
from huoye.pages.signature import machine_words
from huoye.text.digest import sha_parts

Named = tuple[str, Verdict]
"""a cell as readers call it"""
MOST = 50
"""posts that an entry about many lists"""
DATED = "<p>记录里没有改动的日子；本条署的是其中最后一个已知的日子。</p>"


@dataclass(frozen=True, slots=True)
class Desk:
    """What every entry needs of the site."""

    place: Place
    page: str
    """path of the page"""
    author: str

    def entry(
        self, title: str, day: str, content: str, identity: Sequence[str], url: str
    ) -> FeedEntryView:
        """An entry of a day; what it is about makes its id, so a new state is a new entry."""
        at = f"{day}T00:00:00+00:00" if day else NEVER
        page = self.place.absolute(self.page)
        return FeedEntryView(
            title=title,
            url=self.place.absolute(url),
            id=f"{page}#{sha_parts(*identity, length=16)}",
            published=at,
            updated=at,
            author=self.author,
            tags=(),
            summary="",
            content=Html(content),
        )

    def links(self, post: Told, cells: Iterable[Named]) -> str:
        """图 1、图 2 as links."""
        page = escape(self.place.absolute(post.url))
        return "、".join(
            f'<a href="{page}#{escape(verdict.cell)}">{escape(name)}</a>' for name, verdict in cells
        )


def reproduction_entries(posts: Sequence[Told], desk: Desk, most: int) -> list[FeedEntryView]:
    """What is stale now, then verifications and words of authors; each newest first, `most`."""
    stale = [post for post in posts if _outdated(post)]
    stale.sort(key=lambda post: (_latest(post), post.url), reverse=True)
    dated = [*_verified(posts, desk), *(entry for post in posts for entry in _kept(post, desk))]
    dated.sort(key=lambda entry: (entry.updated, entry.id), reverse=True)
    return [*(_stale(post, desk) for post in stale[:most]), *dated][:most]


def _outdated(post: Told) -> list[Named]:
    return [(name, verdict) for name, verdict in post.cells if verdict.state == "stale"]


def _latest(post: Told) -> str:
    return max((_last(verdict) for _, verdict in _outdated(post)), default="")


def _stale(post: Told, desk: Desk) -> FeedEntryView:
    """One entry a post; other cells or other reasons make another one."""
    cells = _outdated(post)
    rows = "".join(_reasoned(post, cell, desk) for cell in cells)
    identity = [part for _, verdict in cells for part in _state(verdict)]
    title = f"已过时：《{post.title}》{_names(cells)}"
    return desk.entry(title, _latest(post), f"<ul>{rows}</ul>{DATED}",
                      ("stale", post.url, *identity), f"{post.url}#{cells[0][1].cell}")  # fmt: skip


def _reasoned(post: Told, cell: Named, desk: Desk) -> str:
    day = _last(cell[1])
    last = f"（上次算出、核验或确认：{day}）" if day else ""
    return f"<li>{desk.links(post, [cell])}：{why(cell[1].reasons)}{last}</li>"


def _last(verdict: Verdict) -> str:
    """The last day on which the result was made, verified or vouched for; empty: none is told."""
    record = verdict.record
    if record is None:
        return ""
    days = (str(record.card.get("at", "")), *(given.at for given in record.verified))
    return max(filter(_is_day, (*days, *(said[:10] for said in record.because))), default="")


def _state(verdict: Verdict) -> tuple[str, ...]:
    """What tells one staleness of a cell from another."""
    key = verdict.record.key if verdict.record is not None else ""
    return (verdict.cell, key, _last(verdict), *(words(reason) for reason in verdict.reasons))


def _verified(posts: Sequence[Told], desk: Desk) -> Iterator[FeedEntryView]:
    """One entry for all that was verified on one day on one kind of machine."""
    found: dict[tuple[str, str], list[tuple[Told, list[Named]]]] = {}
    for post in posts:
        for key, cells in _events(post).items():
            found.setdefault(key, []).append((post, cells))
    for (day, machine), groups in found.items():
        count = sum(len(cells) for _, cells in groups)
        rows = "".join(_listed(post, cells, desk) for post, cells in groups[:MOST])
        rows += f"<li>另有 {len(groups) - MOST} 篇</li>" if len(groups) > MOST else ""
        title = f"已核验：{count} 格与记录一致（{machine}）"
        yield desk.entry(title, day, f"<ul>{rows}</ul>", ("verified", day, machine), desk.page)


def _listed(post: Told, cells: Sequence[Named], desk: Desk) -> str:
    title = f'<a href="{escape(desk.place.absolute(post.url))}">《{escape(post.title)}》</a>'
    return f"<li>{title}：{desk.links(post, cells)}</li>"


def _events(post: Told) -> Mapping[tuple[str, str], list[Named]]:
    """(day, machine) → the cells of the post that were verified then."""
    found: dict[tuple[str, str], list[Named]] = {}
    for name, verdict in post.cells:
        for given in signatures(verdict):
            if _is_day(given.at):
                found.setdefault((given.at, machine_words(given)), []).append((name, verdict))
    return found


def _kept(post: Told, desk: Desk) -> Iterator[FeedEntryView]:
    """What its author vouched for; one entry a sentence."""
    found: dict[str, list[Named]] = {}
    for name, verdict in post.cells:
        for said in verdict.record.because if verdict.record is not None else ():
            if _is_day(said[:10]):
                found.setdefault(said, []).append((name, verdict))
    for said, cells in found.items():
        title = f"作者确认仍有效：《{post.title}》{_names(cells)}"
        content = f"<p>{desk.links(post, cells)}：{escape(said[10:].strip())}</p>"
        yield desk.entry(title, said[:10], content, ("kept", post.url, said),
                         f"{post.url}#{cells[0][1].cell}")  # fmt: skip


def _names(cells: Iterable[Named]) -> str:
    return "、".join(name for name, _ in cells)


def _is_day(text: str) -> bool:
    try:
        return len(text) == 10 and bool(date.fromisoformat(text))
    except ValueError:
        return False
