"""The frames of a swept cell to HTML: switched by radio buttons, without a script.

Every frame is in the page: on paper they stand side by side, without a style sheet one after the
other, each under its value. style.css lays them upon each other and shows the checked one.
"""

from collections.abc import Sequence
from html import escape

from huoye.model.record import Frame


def frames_html(anchor: str, frames: Sequence[tuple[Frame, str]]) -> str:
    """A group of buttons with what each shows, ready HTML; `anchor` is the cell's own id."""
    name = escape(f"{anchor}--frame")
    parts = (_frame(name, n, frame, shown) for n, (frame, shown) in enumerate(frames, 1))
    legend = escape(f"{frames[0][0].name} =")
    return f'<fieldset class="frames"><legend>{legend}</legend>{"".join(parts)}</fieldset>'


def _frame(name: str, number: int, frame: Frame, shown: str) -> str:
    """The label bears the swept name too, for paper; on screen the legend says it once."""
    own, checked = f"{name}-{number}", " checked" if number == 1 else ""
    swept = f"<span>{escape(frame.name)} = </span>{escape(frame.value)}"
    return (
        f'<div class="frame"><input class="unseen" type="radio" id="{own}" name="{name}"{checked}>'
        f'<label for="{own}">{swept}</label><div>{shown}</div></div>'
    )
