"""{eval}`name` in the text to a place of a recorded value."""

import re

from markdown_it.rules_inline import StateInline

VALUE = "value"
ROLE = re.compile(r"\{eval\}(`+)(?!`)([^\n]{1,300}?)(?<!`)\1(?!`)")


def value(state: StateInline, silent: bool) -> bool:
    """Inline rule; what the expression may say is settled by fresh/value.py."""
    match = ROLE.match(state.src, state.pos) if state.src[state.pos] == "{" else None
    if match is None or match.end() > state.posMax:
        return False
    if not silent:
        state.push(VALUE, "", 0).content = match[2].strip()
    state.pos = match.end()
    return True
