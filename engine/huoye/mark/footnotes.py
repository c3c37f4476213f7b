"""Footnotes [^1] and ^[…] to marks in the text, and their texts to blocks of their own."""

import re
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_inline

from huoye.mark.flow import Flow
from huoye.mark.inline import Inline
from huoye.mark.press import Press
from huoye.model.draft import NoteHole

MARK = re.compile(r"[\[［]\^([^\]］\s]+)[\]］]")


def use_footnotes(md: MarkdownIt) -> None:
    """The plugin's rules; its move to the end and its printing are ours."""
    footnote_plugin(md, move_to_end=False)
    md.inline.ruler.at("footnote_inline", _inline_note)


def _inline_note(state: StateInline, silent: bool) -> bool:
    """^[…]: the plugin's rule; the note remembers its line."""
    assert isinstance(state, Inline)
    number, line = len(listed(state.env)), state.line(state.pos)
    found: bool = footnote_inline(state, silent)
    if found and not silent:
        listed(state.env)[number]["line"] = line
    return found


def gather_inline_notes(state: StateCore) -> None:
    """Core rule: the text of ^[…] joins the tokens as the text of [^1]: … does."""
    for number, data in listed(state.env).items():
        if "tokens" in data:
            meta, span = {"label": key_of(number, data)}, [data["line"], data["line"] + 1]
            opening = Token("footnote_reference_open", "", 1, meta=meta, map=span)
            text = Token("inline", "", 0, content=data["content"], children=data["tokens"])
            paragraph = (Token("paragraph_open", "p", 1), text, Token("paragraph_close", "p", -1))
            closing = Token("footnote_reference_close", "", -1)
            state.tokens += [opening, *paragraph, closing]


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


def key_of(number: int, data: dict[str, Any]) -> str:
    """Label of a note; inline notes are named by their number, behind a character no label has."""
    return str(data.get("label") or f" {number}")
