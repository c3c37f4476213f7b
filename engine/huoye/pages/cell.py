"""A cell with its verdict to the figure that a page shows: code, outputs, marks, card."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from html import escape
from itertools import count

from huoye.fresh.frames import framed
from huoye.mark.highlight import highlight
from huoye.model.cell import Cell
from huoye.model.page import Html
from huoye.model.record import (
    Figure,
    Frame,
    Output,
    Reason,
    Record,
    Shown,
    Stream,
    Table,
    Text,
    Verdict,
)
from huoye.pages.card import Download, card_html, ran_on
from huoye.pages.figure import themed
from huoye.pages.figuretext import described
from huoye.pages.frames import frames_html
from huoye.pages.reasons import why
from huoye.pages.table import table_html
from huoye.pages.width import styled

INPUT_KINDS = frozenset({"file", "listing", "env", "appeared", "gone", "moved"})
"""reasons that make a result one of old inputs; the others make it one of old code"""
RULE = "本格的代码、它之前各格的代码、运行时用到的每个输入，只要有一样与算出此结果时不同"
"""what makes a result stale, in one sentence for readers (run.md §1)"""


@dataclass(frozen=True, slots=True)
class CellShow:
    """All that the showing of one cell needs."""

    cell: Cell
    verdict: Verdict | None
    """None for a cell that is shown and never run"""
    number: str = ""
    """图 1; empty where the cell is not numbered"""
    caption: str = ""
    """ready HTML"""
    blobs: Mapping[str, bytes] = field(default_factory=dict)
    """file of a figure → its content, of the verdict's record"""
    urls: Mapping[str, str] = field(default_factory=dict)
    """file of a PNG or WebP figure → its address"""
    prefix: str = ""
    """before ids, on a page that shows several posts"""
    before: tuple[Record, ...] = ()
    """of the cells before it in its chain"""
    downloads: tuple[Download, ...] = ()
    """what its card offers"""
    command: str = ""
    """what brings the result up to date, for its author to copy"""

    @property
    def noun(self) -> str:
        """What a mark calls the result."""
        return {"fig": "此图", "tbl": "此表"}.get(self.cell.family, "此结果")

    @property
    def record(self) -> Record | None:
        """The record that is shown."""
        return self.verdict.record if self.verdict is not None else None

    @property
    def anchor(self) -> str:
        """Id of the cell on the page."""
        return self.prefix + self.cell.name


def cell_html(show: CellShow) -> Html:
    """The cell as the contract of a post's HTML has it; empty parts are left out."""
    state = f' data-state="{show.verdict.state}"' if show.verdict is not None else ""
    parts = (*_source(show), *_outputs(show), *_unrun(show), *_caption(show))
    inner = "\n".join(parts)
    return Html(f'<figure class="cell" id="{escape(show.anchor)}"{state}>\n{inner}\n</figure>')


def exhibit_html(show: CellShow, href: str, title: str) -> Html:
    """The results of a cell in another place; the caption leads to its own, in the post `title`."""
    state = f' data-state="{show.verdict.state}"' if show.verdict is not None else ""
    of_post = f"《{title}》" if title else ""
    name = escape(f"{of_post}{show.number}" or "出处")
    said = f'<div><b><a href="{escape(href)}">{name}</a></b>{show.caption}</div>'
    caption = f"<figcaption>{said}{doubt(show.verdict, show.noun, show.command)}</figcaption>"
    bare = replace(show, number="", caption="")
    inner = "\n".join((*_outputs(bare), *_unrun(show), caption))
    return Html(f'<figure class="cell"{state}>\n{inner}\n</figure>\n')


def _source(show: CellShow) -> Iterator[str]:
    echo = show.cell.options.get("echo", "true")
    if echo == "false":
        return
    code = highlight(show.cell.code, show.cell.language)
    pre = (
        f'<pre tabindex="0"><code class="language-{escape(show.cell.language)}">{code}</code></pre>'
    )
    if echo == "fold":
        yield f'<details class="src"><summary>代码</summary>{pre}</details>'
    else:
        yield f'<div class="src">{pre}</div>'


def _outputs(show: CellShow) -> Iterator[str]:
    shown = list(_framed(show))
    if show.cell.options.get("output") == "fold" and shown:
        yield f'<details class="outs"><summary>输出</summary>{"".join(shown)}</details>'
    else:
        yield from shown


def _framed(show: CellShow) -> Iterator[str]:
    """The outputs, one after the other; those of a swept cell by frame."""
    numbers = count(1)
    frames: list[tuple[Frame, str]] = []
    for frame, outputs in framed(_wanted(show)):
        shown = [_output(show, output, numbers, frame) for output in outputs]
        if frame is None:
            yield from shown
        else:
            frames.append((frame, "".join(shown)))
    if any(shown for _, shown in frames):
        yield frames_html(show.anchor, frames)


def _wanted(show: CellShow) -> list[Output]:
    """The outputs that the cell's option lets through."""
    kinds = {"false": (), "figures": (Figure, Table, Frame), "text": (Stream, Text, Table, Frame)}
    kept = kinds.get(show.cell.options.get("output", "true"), Output)
    outputs = show.record.outputs if show.record is not None else ()
    return [output for output in outputs if isinstance(output, kept)]


def _output(show: CellShow, output: Shown, numbers: Iterator[int], frame: Frame | None) -> str:
    if isinstance(output, Figure):
        return _figure(show, output, next(numbers), f"（{frame}）" if frame is not None else "")
    if isinstance(output, Table):
        return table_html(output, _said(show) if output is _titled(show) else "")
    return _text(output)


def _titled(show: CellShow) -> Table | None:
    """The table that bears number and caption: above it, where print has them; no single frame."""
    wanted = _wanted(show)
    swept = any(isinstance(output, Frame) for output in wanted)
    tables = [output for output in wanted if isinstance(output, Table)]
    return tables[0] if tables and show.cell.family == "tbl" and not swept else None


def _said(show: CellShow) -> str:
    """Number and caption."""
    return (f"<b>{escape(show.number)}</b>" if show.number else "") + show.caption


def _text(output: Stream | Text) -> str:
    kind = "out err" if isinstance(output, Stream) and output.name == "stderr" else "out"
    text = escape("\n".join(output.lines), quote=False)
    return f'<pre class="{kind}" tabindex="0">{text}</pre>'


def _figure(show: CellShow, figure: Figure, number: int, of: str) -> str:
    """`of`: the value of its frame, for those who hear it."""
    alt = show.cell.options.get("alt") or described(show.cell.options.get("caption", ""), figure)
    alt += of
    if figure.file in show.urls:
        picture = _image(show, figure, alt)
    else:
        svg = show.blobs.get(figure.file, b"").decode("utf-8", "replace")
        style = styled(show.cell.options.get("width", ""))
        picture = themed(svg, figure, f"{show.anchor}--{number}", alt, style)
    return f'<div class="fig" tabindex="0">{picture}</div>'


def _image(show: CellShow, figure: Figure, alt: str) -> str:
    """A picture in its file; of an animation the still too, for paper and who wants no motion."""
    style = styled(show.cell.options.get("width", ""))
    size = f'width="{figure.width:g}" height="{figure.height:g}"{style}'
    still = escape(show.urls[figure.file])
    if figure.moving is None:
        return f'<img src="{still}" alt="{escape(alt)}" {size} loading="lazy">'
    moving = escape(show.urls.get(figure.moving.file, ""))
    return (
        f'<img class="moving" src="{moving}" alt="{escape(alt)}" {size} loading="lazy">'
        f'<img class="still" src="{still}" alt="" {size}>'
    )


def _unrun(show: CellShow) -> Iterator[str]:
    """The box in place of a result; a silent cell has none to miss."""
    verdict = show.verdict
    if verdict is None or not (show.cell.labelled or verdict.state == "damaged"):
        return
    if verdict.state == "never":
        yield f'<p class="never">{show.noun}尚未运行{_copied(show.command)}</p>'
    elif verdict.state == "damaged":
        said = f"{show.noun}的运行记录已损坏：{why(verdict.reasons)}{_copied(show.command)}"
        yield f'<p class="never damaged">{said}</p>'


def _copied(command: str) -> str:
    """The command on a line of its own; nothing for readers."""
    return f"<br><code>{escape(command)}</code>" if command else ""


def _caption(show: CellShow) -> Iterator[str]:
    """Number and caption, then what is to be known of the result."""
    said = _said(show) if _titled(show) is None else ""
    said = f"<div>{said}</div>" if said else ""
    parts = [part for part in (said, *_after(show)) if part]
    if parts:
        yield f"<figcaption>{''.join(parts)}</figcaption>"


def _after(show: CellShow) -> Iterator[str]:
    """What is to be known of the result, under it."""
    record = show.record
    if record is not None and (show.cell.labelled or record.outputs or record.values):
        yield doubt(show.verdict, show.noun, show.command)
        rule = "" if show.verdict is None or show.verdict.state == "archived" else RULE
        yield card_html(record, show.before, show.downloads, card_anchor(show.anchor), rule)


def card_anchor(cell: str) -> str:
    """Id of the content of a cell's card: a link to it opens the card."""
    return f"{cell}.card"


def doubt(verdict: Verdict | None, noun: str, command: str = "") -> str:
    """Why the result, called `noun`, is not that of the present code; empty where it is."""
    record = verdict.record if verdict is not None else None
    if verdict is None or record is None:
        return ""
    if verdict.state == "stale":
        last = f"（上次运行：{escape(ran_on(record))}）" if ran_on(record) else ""
        old = "旧的输入" if _root(verdict.reasons[0]) in INPUT_KINDS else "旧代码"
        said = f"{why(verdict.reasons)}{last}{_copied(command)}"
        return f'<p class="stale">⚠ {noun}由{old}算出：{said}</p>'
    if verdict.state == "archived":
        return f'<p class="archived">{noun}由{_code_of(record)}算出</p>'
    return ""


def _code_of(record: Record) -> str:
    """The code that an archived result is of; outside of git its day has to tell."""
    if "commit" not in record.card:
        return f" {escape(ran_on(record))} 的代码" if ran_on(record) else "当时的代码"
    dirty = "（含未提交的改动）" if record.card.get("dirty") else " "
    return f"提交 {escape(str(record.card['commit']))}{dirty}的代码"


def _root(reason: Reason) -> str:
    """Kind of the reason, for an earlier cell that of its own first one."""
    return reason.parts[0] if reason.kind == "earlier" and reason.parts else reason.kind
