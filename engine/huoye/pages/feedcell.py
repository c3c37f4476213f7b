"""A cell to the little of it that a feed shows: code, text, pictures, caption."""

from collections.abc import Callable
from html import escape

from huoye.fresh.frames import framed
from huoye.model.cell import Cell
from huoye.model.record import Figure, Record, Shown, Table
from huoye.pages.table import table_html
from huoye.pages.width import sized


def feed_cell(
    cell: Cell,
    record: Record | None,
    caption: str,
    picture: Callable[[str], str],
) -> str:
    """`caption` is ready HTML with its number; `picture` gives the address of a figure's file."""
    echo = cell.options.get("echo", "true") != "false"
    source = f"<pre><code>{escape(cell.code)}</code></pre>" if echo else ""
    return "\n".join(filter(None, (source, feed_results(cell, record, caption, picture))))


def feed_results(
    cell: Cell,
    record: Record | None,
    caption: str,
    picture: Callable[[str], str],
) -> str:
    """The same without the code."""
    parts = []
    if cell.options.get("output", "true") != "false" and record is not None:
        for frame, outputs in framed(record.outputs):
            parts += [f"<p>{escape(str(frame))}</p>"] if frame is not None else []
            parts += [_output(output, cell, picture) for output in outputs]
    if caption:
        parts.append(f"<p>{caption}</p>")
    return "\n".join(parts)


def _output(output: Shown, cell: Cell, picture: Callable[[str], str]) -> str:
    if isinstance(output, Figure):
        alt = escape(cell.options.get("alt") or cell.options.get("caption", ""), quote=True)
        size = sized(cell.options.get("width", ""), output)
        return f'<p><img src="{escape(picture(output.file))}" alt="{alt}" {size}></p>'
    if isinstance(output, Table):
        return table_html(output)
    return f"<pre>{escape(chr(10).join(output.lines))}</pre>"
