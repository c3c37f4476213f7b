"""Findings of `verify` to one HTML file: old and new figures side by side, no script."""

from collections.abc import Iterator, Sequence
from html import escape

from huoye.fresh.frames import framed
from huoye.fresh.reason import words
from huoye.fresh.told import told, where
from huoye.fresh.verified import Blobs, Checked, Verified
from huoye.model.record import Figure, Record
from huoye.pages.sheet import address, sheet, shows

STATES = {"same": "已复现", "moved": "有变化", "failed": "失败", "unverified": "未核验"}
ORDER = ("moved", "failed", "unverified", "same")


def report_html(found: Sequence[Verified]) -> str:
    """The report: per post its cells, those that moved first."""
    fates = [checked.fate for verified in found for checked in verified.cells]
    counts = "，".join(f"{fates.count(f)} 格{STATES[f]}" for f in ORDER if f in fates)
    posts = "".join(map(_post, found))
    return sheet("核验报告", f"<p>{counts or '没有可核验的结果'}</p>{posts}")


def _post(verified: Verified) -> str:
    cells = sorted(verified.cells, key=lambda checked: ORDER.index(checked.fate))
    inner = "".join("".join(_cell(verified, checked)) for checked in cells)
    title = f"{escape(verified.title)} <span class=small>{escape(verified.post)}</span>"
    return f"<section><h2>{title}</h2>{inner}</section>"


def _cell(verified: Verified, checked: Checked) -> Iterator[str]:
    state = f'<span class="{checked.fate}">{STATES[checked.fate]}</span>'
    yield f"<h3>{escape(checked.cell)}（第 {checked.line} 行）：{state}</h3>"
    lines = [told(moved, "zh") for moved in checked.moved]
    if checked.why is not None:
        lines.append(checked.why.text("zh"))
    if checked.stale:
        lines.append("已过时：" + "；".join(words(reason, "zh") for reason in checked.stale))
    if lines:
        yield "<ul>" + "".join(f"<li>{escape(line)}" for line in lines) + "</ul>"
    if checked.old is not None and checked.new is not None:
        yield f"<p class=small>{escape(where(checked.old, checked.new))}</p>"
        yield from _pairs(verified, checked.cell, checked.old, checked.new)


def _pairs(verified: Verified, cell: str, old: Record, new: Record) -> Iterator[str]:
    """Each figure of the cell, as it was and as it is."""
    before, after = _figures(old), _figures(new)
    for index in range(max(len(before), len(after))):
        sides = (
            _side("旧", cell, before[index : index + 1], verified.old),
            _side("新", cell, after[index : index + 1], verified.new),
        )
        yield f'<div class="pair">{"".join(sides)}</div>'


def _figures(record: Record) -> list[tuple[str, str]]:
    """Files of the figures, each with the value of its frame where the cell is swept."""
    return [
        (f"（{frame}）" if frame is not None else "", output.file)
        for frame, outputs in framed(record.outputs)
        for output in outputs
        if isinstance(output, Figure)
    ]


def _side(word: str, cell: str, figures: Sequence[tuple[str, str]], blobs: Blobs) -> str:
    """One of the two; a figure as an image of its own can neither fetch nor run anything."""
    said = escape(word + "".join(frame for frame, _ in figures))
    shown = "".join(
        f'<img alt="{said}：{escape(file)}" src="{address(file, blobs[cell, file])}">'
        for _, file in figures
        if (cell, file) in blobs and shows(file)
    )
    return f"<figure>{shown or '（无）'}<figcaption>{said}</figcaption></figure>"
