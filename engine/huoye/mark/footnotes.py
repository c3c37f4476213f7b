"""Footnotes [^1] and ^[…] to marks in the text and a section of notes."""

import re
from collections.abc import Iterator
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_inline

from huoye.mark.flow import Flow
from huoye.mark.inline import LINE, Inline
from huoye.mark.press import Press
from huoye.model.draft import AnchorHole, Hole, LocalHole, NoteHole, Pieces

MARK = re.compile(r"[\[［]\^([^\]］\s]+)[\]］]")
HEADING = '<section class="notes" aria-labelledby="nh"><h2 id="nh">注释</h2><ol>\n'


def use_footnotes(md: MarkdownIt) -> None:
    """The plugin's rules; its move to the end and its printing are ours."""
    footnote_plugin(md, move_to_end=False)
    md.inline.ruler.at("footnote_inline", _inline_note)


def _inline_note(state: StateInline, silent: bool) -> bool:
    """^[…]: its text is parsed by itself, so it is told at which line it stands."""
    assert isinstance(state, Inline)
    before = state.env.get(LINE, 0)
    state.env[LINE] = state.line(state.pos)
    found: bool = footnote_inline(state, silent)
    state.env[LINE] = before
    return found


def gather_inline_notes(state: StateCore) -> None:
    """Core rule: the text of ^[…] joins the tokens as the text of [^1]: … does."""
    for number, data in listed(state.env).items():
        if "tokens" in data:
            opening = Token("footnote_reference_open", "", 1, meta={"label": _key(number, data)})
            text = Token("inline", "", 0, content=data["content"], children=data["tokens"])
            paragraph = (Token("paragraph_open", "p", 1), text, Token("paragraph_close", "p", -1))
            closing = Token("footnote_reference_close", "", -1)
            state.tokens += [opening, *paragraph, closing]


def open_note(press: Press, label: str, line: int) -> None:
    """The text of a footnote begins; one that no mark asks for, or that was there, is reported."""
    if label in press.notes:
        press.ledger.add("HY207", line, label=label)
    elif label not in {_key(number, data) for number, data in listed(press.env).items()}:
        press.ledger.add("HY205", line, label=label)


def report_unknown(press: Press, text: str, line: int) -> None:
    """[^x] that stayed text: nothing defines it."""
    for match in MARK.finditer(text):
        press.ledger.add("HY206", line, label=match[1])


def put_note_mark(press: Press, flow: Flow, tokens: list[Token], index: int) -> None:
    """Print the mark of a footnote."""
    meta = tokens[index].meta
    flow.put(NoteHole(meta["id"] + 1, meta.get("subId", 0)))


def listed(env: EnvType) -> dict[int, dict[str, Any]]:
    """Footnotes that have a mark in the text, in the order of their first marks."""
    found: dict[int, dict[str, Any]] = env.get("footnotes", {}).get("list", {})
    return found


def notes_section(press: Press) -> Pieces:
    """The section of all marked notes, empty without one."""
    notes = listed(press.env)
    if not notes:
        return ()
    pieces: list[str | Hole] = [HEADING]
    for number, data in notes.items():
        note = press.notes.get(_key(number, data), [])
        pieces.extend(_item(number + 1, note, max(1, data.get("count", 1))))
    return (*pieces, "</ol></section>\n")


def _key(number: int, data: dict[str, Any]) -> str:
    """Label of a note; inline notes are named by their number, behind a character no label has."""
    return str(data.get("label") or f" {number}")


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


def note_ids(env: EnvType) -> Iterator[str]:
    """Ids of all notes and of their marks."""
    for number, data in listed(env).items():
        yield f"n{number + 1}"
        for again in range(max(1, data.get("count", 1))):
            yield mark_id(number + 1, again)


def mark_id(number: int, again: int) -> str:
    """Id of the first, or of a further, mark of a footnote."""
    return f"r{number}-{again + 1}" if again else f"r{number}"
