"""Printed pieces to as few as there can be: neighbouring texts joined."""

from collections.abc import Sequence

from huoye.model.draft import Hole, Pieces


def compact(out: Sequence[str | Hole]) -> Pieces:
    """Pieces with neighbouring texts joined."""
    pieces: list[str | Hole] = []
    texts: list[str] = []
    for piece in out:
        if isinstance(piece, str):
            texts.append(piece)
            continue
        pieces.extend(filter(None, ("".join(texts),)))
        texts = []
        pieces.append(piece)
    pieces.extend(filter(None, ("".join(texts),)))
    return tuple(pieces)
