"""A post's results to the files that their cards offer: the numbers of figures and tables."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from huoye.build.world import CellFacts
from huoye.model.catalog import Entry
from huoye.model.draft import Draft
from huoye.model.recipe import Asset
from huoye.model.record import Figure, Table
from huoye.pages.card import Download
from huoye.pages.tablecsv import table_csv


@dataclass(frozen=True, slots=True)
class Offer:
    """One file beside the page."""

    cell: str
    file: str
    words: str
    content: Callable[[], bytes]


def offers(draft: Draft, facts: CellFacts) -> Iterator[Offer]:
    """What the cards of the post offer; a result that is hidden has no card."""
    for cell in draft.cells:
        verdict = facts.verdicts.get(cell.name)
        if verdict is None or verdict.record is None or not cell.labelled:
            continue
        texts = (_numbers(cell.name, output, facts) for output in verdict.record.outputs)
        for number, text in enumerate(filter(None, texts), 1):
            count = f" {number}" if number > 1 else ""
            name = f"{cell.name}{count.replace(' ', '.')}.data.csv"
            yield Offer(cell.name, name, f"数据{count}（CSV）", _given(text))


def offered(draft: Draft, facts: CellFacts, page: str) -> dict[str, tuple[Download, ...]]:
    """The links of each cell's card; `page` is the path that the files lie below."""
    found: dict[str, tuple[Download, ...]] = {}
    for offer in offers(draft, facts):
        link = Download(f"{page}{offer.file}", offer.words)
        found[offer.cell] = (*found.get(offer.cell, ()), link)
    return found


def offer_assets(entry: Entry, facts: CellFacts) -> Iterator[Asset]:
    """The files themselves, below the post's address."""
    for offer in offers(entry.draft, facts):
        yield Asset(f"{entry.url}{offer.file}", offer.content, entry.draft.path)


def _numbers(cell: str, output: object, facts: CellFacts) -> bytes:
    if isinstance(output, Figure) and output.numbers is not None:
        return facts.blobs.get((cell, output.numbers.file), b"")
    return table_csv(output).encode() if isinstance(output, Table) else b""


def _given(content: bytes) -> Callable[[], bytes]:
    return lambda: content
