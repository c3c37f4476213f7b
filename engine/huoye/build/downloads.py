"""A post's results to the files that their cards offer: their numbers, and a script."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest

from huoye.build.script import Chain, Kit, can_script, script
from huoye.build.world import CellFacts, World
from huoye.fresh.frames import framed
from huoye.fresh.key import runs
from huoye.model.catalog import Entry
from huoye.model.cell import Cell
from huoye.model.draft import Draft
from huoye.model.recipe import Asset
from huoye.model.record import Figure, Frame, Record, Shown, Table
from huoye.pages.card import Download
from huoye.pages.framescsv import Part, joined_csv
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
        texts = _numbers(cell.name, verdict.record, facts)
        for number, text in enumerate(filter(None, texts), 1):
            count = f" {number}" if number > 1 else ""
            name = f"{cell.name}{count.replace(' ', '.')}.data.csv"
            yield Offer(cell.name, name, f"数据{count}（CSV）", _given(text))
        if cell.name in facts.scripts:
            content = facts.scripts[cell.name]
            yield Offer(cell.name, f"{cell.name}.run.py", "脚本（Python）", content)


def with_scripts(entry: Entry, facts: CellFacts, world: World) -> CellFacts:
    """The facts with a script for each result that is fresh, under the card's preset."""
    kit = world.kit
    if kit is None:
        return facts
    address = world.place.absolute(entry.url)
    chains = ((cell, _chain(entry.draft, cell, facts, address)) for cell in entry.draft.cells)
    scripts = {
        cell.name: _made(chain, kit)
        for cell, chain in chains
        if chain is not None and can_script(chain, kit)
    }
    return replace(facts, scripts=scripts)


def _chain(draft: Draft, cell: Cell, facts: CellFacts, address: str) -> Chain | None:
    """The cells up to this one, where all are fresh; None for a result that has no card."""
    mine = facts.verdicts.get(cell.name)
    if mine is None or mine.record is None or not (cell.labelled and mine.record.outputs):
        return None
    upto = draft.cells[: draft.cells.index(cell) + 1]
    cells = [other for other in upto if other.chain == cell.chain and runs(other, mine.preset)]
    verdicts = [facts.verdicts.get(other.name) for other in cells]
    records = [
        v.record
        for v in verdicts
        if v is not None and v.record is not None and (v.state, v.preset) == ("fresh", mine.preset)
    ]
    if len(records) < len(cells) or any(other.language != "python" for other in cells):
        return None
    title = f"《{draft.front.title}》 {cell.name}"
    folder = draft.path.rpartition("/")[0]
    return Chain(title, f"{address}#{cell.name}", folder, tuple(cells), tuple(records))


def _made(chain: Chain, kit: Kit) -> Callable[[], bytes]:
    return lambda: script(chain, kit)


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


def _numbers(cell: str, record: Record, facts: CellFacts) -> Iterator[bytes]:
    """The CSV of each output, empty where it has none; of a swept cell one for all its frames."""
    frames = framed(record.outputs)
    parts = [[_part(frame, cell, o, facts) for o in outputs] for frame, outputs in frames]
    for row in zip_longest(*parts, fillvalue=Part(None, b"")):
        yield joined_csv(row)


def _part(frame: Frame | None, cell: str, output: Shown, facts: CellFacts) -> Part:
    if isinstance(output, Figure) and output.numbers is not None:
        return Part(frame, facts.blobs.get((cell, output.numbers.file), b""))
    if isinstance(output, Table):
        return Part(frame, table_csv(output).encode(), headed=bool(output.head))
    return Part(frame, b"")


def _given(content: bytes) -> Callable[[], bytes]:
    return lambda: content
