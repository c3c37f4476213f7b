"""The tokens of a post's blocks to pieces: one printer a token, which says where to go on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from markdown_it.token import Token

from huoye.mark.admonitionblock import open_admonition
from huoye.mark.cellblock import put_cell
from huoye.mark.codeblock import is_unclosed, put_code
from huoye.mark.compact import compact
from huoye.mark.directive import ANCHOR, CAPTION, EXHIBIT
from huoye.mark.figureblock import close_image, open_image, put_exhibit
from huoye.mark.flow import Flow
from huoye.mark.headings import enter_heading
from huoye.mark.kinds import PARTS
from huoye.mark.more import MORE
from huoye.mark.paragraph import put_paragraph
from huoye.mark.plain import plain_text
from huoye.mark.press import Note, Press
from huoye.mark.rawhtml import raw_pieces
from huoye.mark.tables import alignment
from huoye.mark.text import line_of, print_line, print_text
from huoye.mark.theoremblock import open_theorem
from huoye.model.draft import AnchorHole, LocalHole

Printer = Callable[[Press, Sequence[Token], int], int]
"""prints the block that starts at an index; the index of the next one"""

SHOWN = ("class", "start")
"""attributes of lists and their items"""


def print_blocks(press: Press, tokens: Sequence[Token]) -> None:
    """Print all blocks of a token stream."""
    index = 0
    while index < len(tokens):
        index = PRINTERS[tokens[index].type](press, tokens, index)
        if tokens[index - 1].level == 0 and tokens[index - 1].nesting <= 0:
            press.end_block()


def _heading(press: Press, tokens: Sequence[Token], index: int) -> int:
    text = tokens[index + 1]
    heading = enter_heading(press, tokens[index], text)
    tag, anchor = f"h{heading.level}", heading.anchor
    press.put(f'<{tag} id="', AnchorHole(anchor), '">')
    start = len(press.out)
    print_line(press, text.children or [])
    press.headings[-1] = replace(heading, pieces=compact(press.out[start:]))
    press.put('<a class="hash" href="', LocalHole(anchor), '" aria-label="本节链接">#</a>')
    press.put(f"</{tag}>\n")
    press.prose.break_line()
    return index + 3


def _open(press: Press, tokens: Sequence[Token], index: int) -> int:
    token = tokens[index]
    shown = "".join(f' {name}="{token.attrs[name]}"' for name in SHOWN if name in token.attrs)
    press.put(f"<{token.tag}{shown}>" + ("" if token.tag in ("li", "dd") else "\n"))
    return index + 1


def _term(press: Press, tokens: Sequence[Token], index: int) -> int:
    press.put("<dt>")
    print_text(press, tokens[index + 1].children or [], Flow(press.out))
    press.put("</dt>\n")
    press.prose.break_line()
    return index + 3


def _close(press: Press, tokens: Sequence[Token], index: int) -> int:
    press.put(f"</{tokens[index].tag}>\n")
    return index + 1


def _rule(press: Press, tokens: Sequence[Token], index: int) -> int:
    press.put("<hr>\n")
    return index + 1


def _code(press: Press, tokens: Sequence[Token], index: int) -> int:
    token = tokens[index]
    if "cell" in token.meta:
        put_cell(press, token.meta["cell"], tokens[index + 1])
        return index + 2
    if token.type == "fence" and is_unclosed(token):
        press.ledger.add("HY208", line_of(token))
    put_code(press, token)
    return index + 1


def _html(press: Press, tokens: Sequence[Token], index: int) -> int:
    content = tokens[index].content
    press.put(*raw_pieces(press, content, line_of(tokens[index])))
    press.put("" if content.endswith("\n") else "\n")
    return index + 1


def _more(press: Press, tokens: Sequence[Token], index: int) -> int:
    if tokens[index].level == 0 and press.more is None:
        press.more = len(press.out)
    return index + 1


def _table_open(press: Press, tokens: Sequence[Token], index: int) -> int:
    token = tokens[index]
    if CAPTION not in token.meta:
        press.put('<div class="tbl" tabindex="0"><table>\n')
        return index + 1
    label, caption = token.meta[ANCHOR], tokens[index + 1].children or []
    number = press.number(PARTS["tbl"]) if label else ""
    named = press.enter(label, number, line_of(token), plain_text(caption))
    press.put('<div class="tbl"', *named, ' tabindex="0"><table>\n<caption>')
    press.put(f"<b>{number}</b>" if number else "")
    print_line(press, caption)
    press.put("</caption>\n")
    press.prose.break_line()
    return index + 2


def _table_close(press: Press, tokens: Sequence[Token], index: int) -> int:
    press.put("</table></div>\n")
    return index + 1


def _row_open(press: Press, tokens: Sequence[Token], index: int) -> int:
    press.put(f"<{tokens[index].tag}>")
    return index + 1


def _table_cell(press: Press, tokens: Sequence[Token], index: int) -> int:
    token = tokens[index]
    press.put(f"<{token.tag}{alignment(token)}>")
    print_text(press, tokens[index + 1].children or [], Flow(press.out))
    press.put(f"</{token.tag}>")
    press.prose.break_line()
    return index + 3


def _note(press: Press, tokens: Sequence[Token], index: int) -> int:
    """A footnote's text: printed where it stands, so that macros hold; shown at the end."""
    depth, stop = 1, index
    while depth:
        stop += 1
        if tokens[stop].type.startswith("footnote_reference_"):
            depth += tokens[stop].nesting
    with press.aside() as out:
        print_blocks(press, tokens[index + 1 : stop])
    first, behind = tokens[index].map or (0, 1)
    label, note = str(tokens[index].meta["label"]), Note(out, first, behind - 1)
    if press.notes.setdefault(label, note) is not note:
        press.ledger.add("HY207", first, label=label, last=press.ledger.at(note.last))
    return stop + 1


PRINTERS: Mapping[str, Printer] = {
    "paragraph_open": put_paragraph,
    "heading_open": _heading,
    "blockquote_open": _open,
    "blockquote_close": _close,
    "bullet_list_open": _open,
    "bullet_list_close": _close,
    "ordered_list_open": _open,
    "ordered_list_close": _close,
    "list_item_open": _open,
    "list_item_close": _close,
    "dl_open": _open,
    "dl_close": _close,
    "dt_open": _term,
    "dd_open": _open,
    "dd_close": _close,
    "hr": _rule,
    "fence": _code,
    "code_block": _code,
    "html_block": _html,
    "table_open": _table_open,
    "table_close": _table_close,
    "thead_open": _row_open,
    "thead_close": _close,
    "tbody_open": _row_open,
    "tbody_close": _close,
    "tr_open": _row_open,
    "tr_close": _close,
    "th_open": _table_cell,
    "td_open": _table_cell,
    "footnote_reference_open": _note,
    "admonition_open": open_admonition,
    "admonition_close": _close,
    "theorem_open": open_theorem,
    "theorem_close": _close,
    "figure_open": open_image,
    "figure_close": close_image,
    "plain_open": _open,
    "plain_close": _close,
    EXHIBIT: put_exhibit,
    MORE: _more,
}
