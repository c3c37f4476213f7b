"""The cells of a site to the page /复现/: which still count, why not, and who verified them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from huoye.fresh.judge import SOUND
from huoye.fresh.signature import signature
from huoye.model.config import Link
from huoye.model.page import Html
from huoye.model.place import Place
from huoye.model.record import Record, Signature, State, Verdict
from huoye.model.reproduction import ReproducedView, ReproductionView, RowView
from huoye.pages.reasons import why
from huoye.pages.signature import signature_words

WORDS: dict[State, str] = {
    "stale": "已过时",
    "damaged": "记录已损坏",
    "never": "尚未运行",
    "fresh": "新鲜",
    "archived": "已冻结",
}
"""state → what readers call it, in the order shown"""
MOST = 500
"""posts whose cells are told one by one; of more, the page would be too heavy to open"""


@dataclass(frozen=True, slots=True)
class Told:
    """A post with its cells that show a result or ought to."""

    title: str
    url: str
    """path in the site"""
    badge: str
    cells: tuple[tuple[str, Verdict], ...]
    """what readers call the cell (图 1, or its label), and what may be said of it"""

    @property
    def troubled(self) -> bool:
        """Whether something of it does not count."""
        return any(verdict.state not in SOUND for _, verdict in self.cells)


def reproduction_view(
    posts: Sequence[Told], place: Place, feed: str, *, scripts: bool
) -> ReproductionView:
    """The page, from the posts, newest first."""
    ordered = sorted(posts, key=lambda post: not post.troubled)
    verdicts = [verdict for post in posts for _, verdict in post.cells]
    last = [given for verdict in verdicts for given in signatures(verdict)[:1]]
    return ReproductionView(
        posts=tuple(_post(post, place, whole=at < MOST) for at, post in enumerate(ordered)),
        cells=len(verdicts),
        counts=_counts(verdicts),
        verified=len(last),
        latest=max((given.at for given in last), default=""),
        short=max(0, len(posts) - MOST),
        feed=place.path(feed),
        scripts=scripts,
    )


def signatures(verdict: Verdict) -> tuple[Signature, ...]:
    """Who verified the result that is shown, the newest first."""
    return verdict.record.verified if verdict.record is not None else ()


def _post(post: Told, place: Place, *, whole: bool) -> ReproducedView:
    return ReproducedView(
        title=post.title,
        url=place.path(post.url),
        badge=post.badge,
        counts=_counts(verdict for _, verdict in post.cells),
        rows=_rows(post, place) if whole else (),
    )


def _counts(verdicts: Iterable[Verdict]) -> str:
    """新鲜 7，已过时 1."""
    found = Counter(verdict.state for verdict in verdicts)
    return "，".join(f"{word} {found[state]}" for state, word in WORDS.items() if found[state])


def _rows(post: Told, place: Place) -> tuple[RowView, ...]:
    """Cells of which the same is to be said share a row."""
    rows: dict[tuple[State, Html, str, str], list[Link]] = {}
    for name, verdict in post.cells:
        link = Link(name.replace(" ", "\u00a0"), f"{place.path(post.url)}#{verdict.cell}")
        rows.setdefault(_said(verdict), []).append(link)
    order = list(WORDS)
    said = sorted(rows, key=lambda key: order.index(key[0]))
    return tuple(RowView(key[0], WORDS[key[0]], tuple(rows[key]), *key[1:]) for key in said)


def _said(verdict: Verdict) -> tuple[State, Html, str, str]:
    """State, reasons, where it was made, where it was verified."""
    reasons = why(verdict.reasons) if verdict.state in ("stale", "damaged") else Html("")
    record = verdict.record
    made = signature_words(signature(record)) if record is not None else ""
    return verdict.state, reasons, _made(verdict, made), _verified(record)


def _made(verdict: Verdict, made: str) -> str:
    """Of an archived result also by the code of which commit."""
    record = verdict.record
    commit = str(record.card.get("commit", "")) if record is not None else ""
    return f"{made}，提交 {commit}" if verdict.state == "archived" and commit else made


def _verified(record: Record | None) -> str:
    given = record.verified if record is not None else ()
    more = f"，另有 {len(given) - 1} 种环境" if len(given) > 1 else ""
    return signature_words(given[0]) + more if given else ""
