"""Whole blocks of a post to the place where its excerpt ends."""

from collections.abc import Sequence

from huoye.mark.flow import Out
from huoye.mark.press import Press
from huoye.model.draft import CellHole, ExhibitHole

ENOUGH = 200
"""hanzi after which an excerpt goes no further"""
TOO_MUCH = 500
"""hanzi that a further block must not lead beyond"""


def cut_of(press: Press) -> int:
    """Number of printed pieces that make the excerpt."""
    if press.more is not None:
        return press.more
    return _first_blocks(press.out, press.ends)


def _first_blocks(out: Out, ends: Sequence[tuple[int, int]]) -> int:
    """Blocks up to ENOUGH hanzi; a cell is left to the post, a heading is not the last block."""
    cut = 0
    for stop, hanzi in ends:
        if cut and (hanzi > TOO_MUCH or _shows_cell(out[cut:stop])):
            break
        cut = stop
        if hanzi >= ENOUGH:
            break
    while cut and cut < len(out) and _is_heading(out, cut):
        cut = max((stop for stop, _ in ends if stop < cut), default=0)
    return cut or len(out)


def _shows_cell(pieces: Out) -> bool:
    return any(isinstance(piece, CellHole | ExhibitHole) for piece in pieces)


def _is_heading(out: Out, stop: int) -> bool:
    last = out[stop - 1]
    return isinstance(last, str) and last.startswith("</h")
