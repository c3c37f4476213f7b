"""Admonitions to pieces: a box with its title, folded where the author asks for it."""

from collections.abc import Sequence

from markdown_it.token import Token

from huoye.mark.directive import BLOCK, Block
from huoye.mark.kinds import WORDS
from huoye.mark.plain import plain_text
from huoye.mark.press import Press
from huoye.mark.text import line_of, print_line


def open_admonition(press: Press, tokens: Sequence[Token], index: int) -> int:
    """Print the beginning of the box and its title."""
    token, title = tokens[index], tokens[index + 1].children or []
    block: Block = token.meta[BLOCK]
    word = WORDS.get(block.name.lower(), WORDS[_kind(block)])
    label = block.options.get("label", "")
    named = press.enter(label, plain_text(title) or word, line_of(token))
    tag = "summary" if token.tag == "details" else "p"
    press.put(f'<{token.tag} class="adm adm-{_kind(block)}"', *named, f'><{tag} class="adm-title">')
    if title:
        print_line(press, title)
    else:
        press.put(word)
    press.put(f"</{tag}>\n")
    press.prose.break_line()
    return index + 2


def _kind(block: Block) -> str:
    """`:class: tip` gives the general admonition another kind, as Sphinx writes it."""
    chosen = block.options.get("class", "dropdown")
    return block.kind if chosen == "dropdown" else chosen
