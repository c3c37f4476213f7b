"""\\eqref{…}, \\ref{…}, [](#x), {eq}`x` and {prf:ref}`x` in the text to places of numbers."""

import re
from urllib.parse import unquote

from markdown_it.rules_inline import StateInline

from huoye.mark.formulaspan import ENVIRONMENTS
from huoye.mark.inline import Inline
from huoye.text.fold import nfc

REFERENCE = "reference"

COMMAND = re.compile(r"\\(eq)?ref\s*\{([^{}\n]+)\}")
LINK = re.compile(r"\[\]\(([^()\s#]*)#([^()\s]+)\)")
ROLE = re.compile(r"\{(?:eq|ref|numref|prf:ref)\}`([^`\n]+)`")
IN_TEX = re.compile(r"\\(?:eq)?ref\s*\{([^{}]*)\}")
LABEL_IN_TEX = re.compile(r"\\label\s*\{([^{}]*)\}")
COUNTING = re.compile(rf"\\begin\{{(?:{ENVIRONMENTS})\*?\}}")
"""an environment that says itself whether it is numbered"""


def reference(state: StateInline, silent: bool) -> bool:
    """Inline rule: a number that links to what it numbers, in this post or in `post#label`."""
    assert isinstance(state, Inline)
    found = _found(state)
    if found is None:
        return False
    stop, label, shown_whole = found
    if stop > state.posMax:
        return False
    if not silent:
        post, _, name = nfc(label).rpartition("#")
        token = state.push(REFERENCE, "", 0)
        token.content = state.src[state.pos : stop]
        column = state.spot(state.pos)[1]
        token.meta = {
            "label": name,
            "post": post,
            "parenthesised": shown_whole,
            "column": column,
        }
    state.pos = stop
    return True


def labels_inside(tex: str) -> tuple[str, ...]:
    """Labels that a formula refers to, each once, in the order of the text."""
    return tuple(dict.fromkeys(label.strip() for label in IN_TEX.findall(tex)))


def plain_label(tex: str) -> str:
    """The label of a display that would have no number otherwise: $$x\\label{eq:x}$$."""
    label = LABEL_IN_TEX.search(tex)
    return label[1].strip() if label and not COUNTING.search(tex) else ""


def _found(state: StateInline) -> tuple[int, str, bool] | None:
    """(end, label with the post it belongs to, shown with its parentheses)"""
    src, position = state.src, state.pos
    if src[position] == "\\" and (match := COMMAND.match(src, position)):
        return match.end(), match[2].strip(), bool(match[1])
    if src[position] == "[" and (match := LINK.match(src, position)):
        return match.end(), f"{unquote(match[1])}#{unquote(match[2])}", True
    if src[position] == "{" and (match := ROLE.match(src, position)):
        return match.end(), match[1].strip(), True
    return None
