"""The tokens of one block's text to pieces: one printer a token."""

import re
from collections.abc import Callable, Mapping
from urllib.parse import unquote

from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token

from huoye.mark.flow import Flow
from huoye.mark.footnotes import put_note_mark, report_unknown
from huoye.mark.glue import JOINT
from huoye.mark.images import put_image
from huoye.mark.links import href_pieces
from huoye.mark.mathinline import DEFINITION, DISPLAY, FORMULA
from huoye.mark.plain import is_latin
from huoye.mark.press import Press
from huoye.mark.rawhtml import raw_pieces
from huoye.mark.references import REFERENCE
from huoye.mark.subequations import END, GROUP_CLOSE, GROUP_OPEN
from huoye.mark.tasks import TASK, box_html
from huoye.mark.title import INNER, TITLE
from huoye.mark.typed import typed_in
from huoye.mark.values import VALUE
from huoye.model.draft import FormulaHole, ReferenceHole, TitleHole, ValueHole

LINK_END = "</a>"
SHORT = 24
"""characters of code that fit into any line"""
JOINTS = re.compile(r"(?<=\w[_./\\])(?=\w)")
"""where a long name in code may break"""
NO_BREAK = '<span class="wj"></span>'
"""a no-break space without width, drawn by the style sheet so that no copy holds it"""
CLINGING = re.compile(r"(?<=\S)(?=[·～])")
"""where a browser would part a mark that begins no line of Chinese from what it follows"""

Printer = Callable[[Press, Flow, list[Token], int], None]


def print_text(press: Press, tokens: list[Token], flow: Flow) -> None:
    """Print the children of an inline token."""
    for index, token in enumerate(tokens):
        PRINTERS[token.type](press, flow, tokens, index)


def print_line(press: Press, tokens: list[Token]) -> None:
    """Print text that has to stay one line: a block inside a title would not be HTML."""
    for token in tokens:
        token.type = FORMULA if token.type == DISPLAY else token.type
    print_text(press, tokens, Flow(press.out))


def line_of(token: Token) -> int:
    """0-based body line of a token."""
    return token.map[0] if token.map else 0


def _text(press: Press, flow: Flow, tokens: list[Token], index: int) -> None:
    content = tokens[index].content
    if "[^" in content or "［^" in content:
        report_unknown(press, content, line_of(tokens[index]))
    press.prose.say(content)
    if not _in_link(flow):
        press.typed += typed_in(content, line_of(tokens[index]))
    flow.text(NO_BREAK.join(map(escapeHtml, CLINGING.split(content))))


def _soft_break(press: Press, flow: Flow, tokens: list[Token], index: int) -> None:
    press.prose.say(" ")
    flow.text("\n")


def _hard_break(press: Press, flow: Flow, tokens: list[Token], index: int) -> None:
    press.prose.break_line()
    flow.put("<br>\n")


def _code(press: Press, flow: Flow, tokens: list[Token], index: int) -> None:
    """A long name may break behind its joints: else it would break anywhere, before a comma too."""
    content = tokens[index].content
    press.prose.code(content)
    shown = escapeHtml(content)
    flow.put(f"<code>{JOINTS.sub('<wbr>', shown) if len(content) > SHORT else shown}</code>")


def _raw(press: Press, flow: Flow, tokens: list[Token], index: int) -> None:
    flow.put(*raw_pieces(press, tokens[index].content, line_of(tokens[index])))


def _link_open(press: Press, flow: Flow, tokens: list[Token], index: int) -> None:
    token = tokens[index]
    href = href_pieces(press, str(token.attrs["href"]), line_of(token))
    title = token.attrs.get("title")
    shown = f' title="{escapeHtml(str(title))}"' if title else ""
    flow.open(('<a href="', *href, f'"{shown}>'), LINK_END)
    if tokens[index + 1].type == "link_close":
        # no words to click on: the address stands for them
        target = unquote(str(token.attrs["href"]))
        press.prose.say(target)
        flow.text(escapeHtml(target))


def _open(press: Press, flow: Flow, tokens: list[Token], index: int) -> None:
    tag = tokens[index].tag
    flow.open((f"<{tag}>",), f"</{tag}>")


def _em_open(press: Press, flow: Flow, tokens: list[Token], index: int) -> None:
    """Latin in italics, Chinese with dots: the style sheet tells them apart by the language."""
    language = ' lang="en"' if is_latin(tokens, index) else ""
    flow.open((f"<em{language}>",), "</em>")


def _close(press: Press, flow: Flow, tokens: list[Token], index: int) -> None:
    flow.close()


def _formula(press: Press, flow: Flow, tokens: list[Token], index: int) -> None:
    token = tokens[index]
    number = press.formula(token, display=False)
    press.prose.say(token.meta["before"])
    press.prose.formula(token.content, display=False)
    press.prose.say(token.meta["after"])
    held = token.meta.get("held", False)
    flow.put(FormulaHole(number, token.meta["before"], token.meta["after"], held))


def _display(press: Press, flow: Flow, tokens: list[Token], index: int) -> None:
    token = tokens[index]
    number = press.formula(token, display=True, anchor=token.meta["label"])
    press.prose.formula(token.content + token.meta["after"], display=True)
    flow.display(FormulaHole(number, "", token.meta["after"]))


def _definition(press: Press, flow: Flow, tokens: list[Token], index: int) -> None:
    press.define(tokens[index].content)


def _group_open(press: Press, flow: Flow, tokens: list[Token], index: int) -> None:
    token = tokens[index]
    press.open_group(token.meta["label"], line_of(token))


def _group_close(press: Press, flow: Flow, tokens: list[Token], index: int) -> None:
    """An end without a beginning is text."""
    token = tokens[index]
    if not press.close_group(token.meta["label"]):
        press.ledger.add("HY246", line_of(token), mark=END)
        flow.text(escapeHtml(token.content))


def _reference(press: Press, flow: Flow, tokens: list[Token], index: int) -> None:
    token = tokens[index]
    meta, line = token.meta, press.ledger.at(line_of(token))
    shown_whole, column = meta["parenthesised"], meta["column"]
    linked = not _in_link(flow)
    flow.put(ReferenceHole(meta["label"], meta["post"], shown_whole, line, column, linked))


def _in_link(flow: Flow) -> bool:
    return any(tag.closing == LINK_END for tag in flow.tags)


def _joint(press: Press, flow: Flow, tokens: list[Token], index: int) -> None:
    """A place that no formula could take its marks into."""
    held = escapeHtml(tokens[index].content)
    press.prose.say(tokens[index].content)
    flow.put(f'<span class="nb">{held}{NO_BREAK}</span>' if held else NO_BREAK)


def _title(press: Press, flow: Flow, tokens: list[Token], index: int) -> None:
    token = tokens[index]
    press.prose.say(f"《{token.content}》")
    if press.title_links:
        flow.put(_title_hole(token.content, press.ledger.at(line_of(token))))
    else:
        flow.put(f"《{escapeHtml(token.content)}》")


def _title_hole(title: str, line: int) -> TitleHole:
    """Where no post bears the whole title, one may bear a title inside it."""
    parts = INNER.split(title)
    inside = (TitleHole(p, line) if n % 2 else escapeHtml(p) for n, p in enumerate(parts))
    return TitleHole(title, line, tuple(inside) if len(parts) > 1 else ())


def _task(press: Press, flow: Flow, tokens: list[Token], index: int) -> None:
    flow.put(box_html(tokens[index]))


def _value(press: Press, flow: Flow, tokens: list[Token], index: int) -> None:
    token = tokens[index]
    line, linked = press.ledger.at(line_of(token)), not _in_link(flow)
    flow.put(ValueHole(token.content, line, linked))


PRINTERS: Mapping[str, Printer] = {
    "text": _text,
    "softbreak": _soft_break,
    "hardbreak": _hard_break,
    "code_inline": _code,
    "html_inline": _raw,
    "image": put_image,
    "link_open": _link_open,
    "link_close": _close,
    "em_open": _em_open,
    "em_close": _close,
    "strong_open": _open,
    "strong_close": _close,
    "s_open": _open,
    "s_close": _close,
    "footnote_ref": put_note_mark,
    FORMULA: _formula,
    DISPLAY: _display,
    DEFINITION: _definition,
    GROUP_OPEN: _group_open,
    GROUP_CLOSE: _group_close,
    REFERENCE: _reference,
    TITLE: _title,
    VALUE: _value,
    JOINT: _joint,
    TASK: _task,
}
