"""Printed marks of footnotes to the numbers a reader counts, and the notes they reach to a section.

The parser numbers marks as it meets them, but not all of them are shown: a mark may stand in an
alternative text, or only in a note that no shown mark leads to.
"""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence

from huoye.mark.footnotes import key_of, listed
from huoye.mark.press import Note, Press
from huoye.model.draft import AnchorHole, CellHole, Hole, LocalHole, NoteHole, Pieces

HEADING = '<section class="notes" aria-labelledby="nh"><h2 id="nh">注释</h2><ol>\n'


def settle_notes(press: Press) -> None:
    """Number the marks that are shown, body first; tell of every note that none leads to."""
    keys = {number + 1: key_of(number, data) for number, data in listed(press.env).items()}
    settled: dict[NoteHole, NoteHole] = {}
    numbers: dict[str, int] = {}
    waiting: deque[Sequence[str | Hole]] = deque([press.out])
    while waiting:
        for hole in _marks(waiting.popleft(), press.captions):
            key = keys[hole.number]
            if key not in numbers:
                numbers[key], press.marks[key] = len(numbers) + 1, 0
                waiting.append(press.notes[key].out if key in press.notes else ())
            settled[hole] = NoteHole(numbers[key], press.marks[key])
            press.marks[key] += 1
    _renumber(press, settled)
    for label, note in press.notes.items():
        if label not in press.marks:
            _report(press, label, note)


def _report(press: Press, label: str, note: Note) -> None:
    if label.startswith(" "):
        press.ledger.add("HY244", note.line)
    else:
        press.ledger.add("HY205", note.line, label=label, last=press.ledger.at(note.last))


def _marks(out: Sequence[str | Hole], captions: Sequence[Pieces]) -> Iterator[NoteHole]:
    """Marks in the order of a reader, those of a cell's caption where the cell stands."""
    for piece in out:
        if isinstance(piece, NoteHole):
            yield piece
        elif isinstance(piece, CellHole):
            yield from (part for part in captions[piece.index] if isinstance(part, NoteHole))


def _renumber(press: Press, settled: Mapping[NoteHole, NoteHole]) -> None:
    for out in (press.out, *(note.out for note in press.notes.values())):
        out[:] = [settled.get(p, p) if isinstance(p, NoteHole) else p for p in out]
    press.captions[:] = [
        tuple(settled.get(p, p) if isinstance(p, NoteHole) else p for p in caption)
        for caption in press.captions
    ]


def notes_section(press: Press) -> Pieces:
    """The section of all notes that are shown, empty without one."""
    if not press.marks:
        return ()
    pieces: list[str | Hole] = [HEADING]
    for number, (key, marks) in enumerate(press.marks.items(), 1):
        pieces.extend(_item(number, press.notes[key].out if key in press.notes else [], marks))
    return (*pieces, "</ol></section>\n")


def _item(number: int, text: list[str | Hole], marks: int) -> Iterator[str | Hole]:
    previous = f"--p:--n{number - 1};" if number > 1 else ""
    yield '<li id="'
    yield AnchorHole(f"n{number}")
    yield f'" data-n="{number}" style="--r:--r{number};{previous}anchor-name:--n{number}">'
    backs = [piece for again in range(marks) for piece in _back(number, again)]
    last = text[-1] if text else ""
    if isinstance(last, str) and last.endswith("</p>\n"):
        yield from (*text[:-1], last.removesuffix("</p>\n"), *backs, "</p>")
    else:
        yield from (*text, "<p>", *backs, "</p>")
    yield "</li>\n"


def _back(number: int, again: int) -> Pieces:
    anchor = LocalHole(mark_id(number, again))
    return (' <a class="back" href="', anchor, '" aria-label="回到正文">↩</a>')


def note_ids(press: Press) -> Iterator[str]:
    """Ids of all notes and of their marks."""
    for number, marks in enumerate(press.marks.values(), 1):
        yield f"n{number}"
        yield from (mark_id(number, again) for again in range(marks))


def mark_id(number: int, again: int) -> str:
    """Id of the first, or of a further, mark of a footnote."""
    return f"r{number}-{again + 1}" if again else f"r{number}"
