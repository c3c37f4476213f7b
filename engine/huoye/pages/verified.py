"""Findings of `verify` to one HTML file: old and new figures side by side, no script."""

import base64
from collections.abc import Iterator, Sequence
from html import escape

from huoye.fresh.frames import framed
from huoye.fresh.reason import words
from huoye.fresh.told import told, where
from huoye.fresh.verified import Blobs, Checked, Verified
from huoye.model.record import Figure, Record
from huoye.pages.figure import fixed

STATES = {"same": "已复现", "moved": "有变化", "failed": "失败", "unverified": "未核验"}
ORDER = ("moved", "failed", "unverified", "same")
STYLE = """
body{font:16px/1.7 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;
color:#1f2328;background:#fff}
h2{font-size:1.15rem;margin:2.5rem 0 .5rem}h3{font-size:1rem;margin:1.5rem 0 .25rem}
.moved,.failed{color:#b42318}.unverified{color:#8a5a00}.same{color:#1a7f37}
.pair{display:flex;flex-wrap:wrap;gap:1rem}.pair figure{margin:0;flex:1 1 20rem}
img{max-width:100%;border:1px solid #d0d7de}figcaption,.small{font-size:.85rem;color:#57606a}
ul{margin:.25rem 0;padding-left:1.25rem}
"""
HEAD = (
    '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width">'
    '<meta http-equiv="Content-Security-Policy" '
    "content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\">"
    f"<title>核验报告</title><style>{STYLE}</style></head><body><h1>核验报告</h1>"
)
KINDS = {"svg": "svg+xml", "png": "png", "webp": "webp"}


def report_html(found: Sequence[Verified]) -> str:
    """The report: per post its cells, those that moved first."""
    fates = [checked.fate for verified in found for checked in verified.cells]
    counts = "，".join(f"{fates.count(f)} 格{STATES[f]}" for f in ORDER if f in fates)
    posts = "".join(map(_post, found))
    return f"{HEAD}<p>{counts or '没有可核验的结果'}</p>{posts}</body></html>\n"


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
        f'<img alt="{said}：{escape(file)}" src="{_address(file, blobs[cell, file])}">'
        for _, file in figures
        if (cell, file) in blobs and _ending(file) in KINDS
    )
    return f"<figure>{shown or '（无）'}<figcaption>{said}</figcaption></figure>"


def _address(file: str, content: bytes) -> str:
    if _ending(file) == "svg":
        content = fixed(content.decode("utf-8", "replace")).encode("utf-8")
    encoded = base64.b64encode(content).decode("ascii")
    return f"data:image/{KINDS[_ending(file)]};base64,{encoded}"


def _ending(file: str) -> str:
    return file.rpartition(".")[2]
