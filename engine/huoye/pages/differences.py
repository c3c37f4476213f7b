"""What `diff` found to one HTML file: old curves dashed under the new, no script."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape

from huoye.fresh.differing import Difference, PostDifference, Side
from huoye.fresh.difftold import clauses, post_clauses
from huoye.fresh.frames import framed
from huoye.model.record import Figure, Record, Table
from huoye.pages import overlay
from huoye.pages.overlay import Panel
from huoye.pages.plotted import Panels, read_plotted
from huoye.pages.sheet import address, sheet, shows

STATES = {
    "moved": "有变化",
    "unread": "未作比较",
    "removed": "已删除",
    "added": "新增",
    "within": "在容许之内",
    "same": "未变",
}
"""in the order in which they stand"""
ORDER = tuple(STATES)
SIZES = {"full": "", "quick": "，小规模"}
ROWS = 40
"""changed rows of a table that are shown"""
STYLE = (
    overlay.STYLE
    + """
.curves{display:flex;flex-wrap:wrap;gap:1rem}.curves>div{flex:1 1 20rem;max-width:40rem;min-width:0}
.rows{overflow-x:auto}table{border-collapse:collapse}
th,td{padding:.1rem .6rem;text-align:right;border-bottom:1px solid var(--line)}
del{color:var(--bad)}ins{color:var(--good);text-decoration:none}summary{font-size:.9rem}
"""
)


def page(found: Iterable[PostDifference], title: str) -> str:
    """The report: per post its cells, those that moved first; what did not change is named."""
    told = [(difference, "".join(_post(difference))) for difference in found]
    changes = [cell.change for difference, _ in told for cell in difference.cells]
    counts = "，".join(f"{changes.count(c)} 格{STATES[c]}" for c in ORDER if c in changes)
    posts = "".join(html for _, html in told)
    return sheet(title, f"<p>{counts or '没有差异'}</p>{posts}", STYLE)


def _post(found: PostDifference) -> Iterator[str]:
    path = f'<span class="small">{escape(found.post)}</span>'
    yield f"<section><h2>{escape(found.title)} {path}</h2>"
    yield _list(post_clauses(found, "zh"))
    telling = [cell for cell in found.cells if cell.telling]
    for cell in sorted(telling, key=lambda cell: ORDER.index(cell.change)):
        yield from _cell(cell)
    same = [cell.cell.name for cell in found.cells if not cell.telling]
    if same:
        yield f'<p class="small">未变：{escape("、".join(same))}</p>'
    yield "</section>"


def _cell(found: Difference) -> Iterator[str]:
    cell = found.cell
    line = (f"第 {cell.line} 行" if found.new else "原有") + SIZES[found.preset]
    state = f'<span class="{found.change}">{STATES[found.change]}</span>'
    yield f"<h3>{escape(cell.name)}（{line}）：{state}</h3>{_list(clauses(found, 'zh'))}"
    yield from _tables(_laid(found.old), _laid(found.new))
    yield from _figures(found)


def _list(lines: Iterable[str]) -> str:
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f"<ul>{items}</ul>" if items else ""


def _figures(found: Difference) -> Iterator[str]:
    """Each figure of the cell; one that is the same in both is only named."""
    same: list[str] = []
    old, new = _drawn(found.old), _drawn(found.new)
    for place in dict.fromkeys((*new, *old)):
        one, other = old.get(place), new.get(place)
        if one is not None and other is not None and one.files == other.files:
            same.append(other.file)
        else:
            frame = f"<p><b>{escape(place[0])}</b></p>" if place[0] else ""
            yield f"{frame}{_figure(found, one, other)}"
    if same:
        yield f'<p class="small">未变的图：{escape("、".join(same))}</p>'


def _figure(found: Difference, one: Figure | None, other: Figure | None) -> str:
    pair = f'<div class="pair">{_side("旧", found.old, one)}{_side("新", found.new, other)}</div>'
    curves = "".join(_curves(found, one, other)) if one and other else ""
    if not curves:
        return pair
    both = f"<details><summary>两张原图</summary>{pair}</details>"
    return f'<div class="curves">{curves}</div>{both}'


def _curves(found: Difference, one: Figure, other: Figure) -> Iterator[str]:
    """The panels that differ; nothing where one of the figures has not all its points."""
    old, new = _points(found.old, one), _points(found.new, other)
    if old is None or new is None:
        return
    for number, name in enumerate(dict.fromkeys((*new, *old)), 1):
        before, after = old.get(name, {}), new.get(name, {})
        sides = _axes(one, name), _axes(other, name)
        if before != after or sides[0].get("lim") != sides[1].get("lim"):
            drawing = overlay.overlay(Panel(f"{other.file} {number}", before, after, *sides))
            title = "" if name.isdigit() else f"<b>{escape(name)}</b>"
            yield f"<div>{title}{drawing}</div>" if drawing else ""


def _points(side: Side | None, figure: Figure) -> Panels | None:
    if side is None or figure.numbers is None:
        return None
    return read_plotted(side.files.get(figure.numbers.file, b""))


def _axes(figure: Figure, panel: str) -> Mapping[str, object]:
    """What the record tells of the panel: the axes of that title, else of that number."""
    titled = [axes for axes in figure.data if axes.get("title") == panel]
    if titled:
        return titled[0]
    number = int(panel) if panel.isdigit() and len(panel) < 4 else 0
    return figure.data[number - 1] if 0 < number <= len(figure.data) else {}


def _drawn(side: Side | None) -> dict[tuple[str, int], Figure]:
    """Frame of a swept cell, and number → figure."""
    record = side.record if side is not None else None
    frames = framed(record.outputs) if isinstance(record, Record) else ()
    return {
        (str(frame or ""), number): figure
        for frame, outputs in frames
        for number, figure in enumerate(o for o in outputs if isinstance(o, Figure))
    }


def _side(word: str, side: Side | None, figure: Figure | None) -> str:
    """One of the two pictures, in the colours of the reader's theme."""
    content = side.files.get(figure.file) if side and figure else None
    if figure is None or content is None or not shows(figure.file):
        return f"<figure>（无）<figcaption>{word}</figcaption></figure>"
    alt = f"{word}：{escape(figure.file)}"
    light = f'<img alt="{alt}" src="{address(figure.file, content)}">'
    if figure.file.endswith(".svg"):
        dark = address(figure.file, content, dark=True)
        source = f'<source media="(prefers-color-scheme:dark)" srcset="{dark}">'
        light = f"<picture>{source}{light}</picture>"
    return f"<figure>{light}<figcaption>{word}</figcaption></figure>"


def _laid(side: Side | None) -> list[Table]:
    record = side.record if side is not None else None
    outputs = record.outputs if isinstance(record, Record) else ()
    return [output for output in outputs if isinstance(output, Table)]


def _tables(old: Sequence[Table], new: Sequence[Table]) -> Iterator[str]:
    """The rows that changed, old fields struck out before the new ones."""
    for one, other in zip(old, new, strict=False):
        alike = one.head == other.head and len(one.rows) == len(other.rows)
        pairs = list(zip(one.rows, other.rows, strict=False)) if alike else []
        changed = [n for n, (a, b) in enumerate(pairs) if a != b and len(a) == len(b)]
        if changed:
            rows = "".join(_row(other, n, *pairs[n]) for n in changed[:ROWS])
            names = other.head if other.stub else ("行", *other.head)
            head = "".join(f"<th>{escape(name)}</th>" for name in names)
            more = f'<p class="small">另有 {len(changed) - ROWS} 行</p>' if changed[ROWS:] else ""
            yield f'<div class="rows" tabindex="0"><table><tr>{head}</tr>{rows}</table></div>{more}'


def _row(table: Table, number: int, old: Sequence[object], new: Sequence[object]) -> str:
    """Named by its stub, or by its number where it has none."""
    fields = [_field(a, b) for a, b in zip(old, new, strict=True)]
    names = fields[: table.stub] or [str(number + 1)]
    heads = "".join(f'<th scope="row">{name}</th>' for name in names)
    plain = "".join(f"<td>{field}</td>" for field in fields[table.stub :])
    return f"<tr>{heads}{plain}</tr>"


def _field(old: object, new: object) -> str:
    if old == new:
        return _said(new)
    return f"<del>{_said(old)}</del> <ins>{_said(new)}</ins>"


def _said(entry: object) -> str:
    if entry is None:
        return "–"
    return escape(f"{entry:.6g}" if isinstance(entry, float) else str(entry))
