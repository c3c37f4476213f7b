"""Definitions of links, [x]: address, to problems where they show nothing.

In Chinese, which has no spaces, `[注意]: 这里很重要` is such a definition: the text would be gone.
"""

from typing import Any
from urllib.parse import unquote

from markdown_it.utils import EnvType

from huoye.mark.ledger import Ledger

REFERENCES = "references"
"""key of `env` that markdown-it uses"""
COMMENT = "//"
"""[//]: # (…) is how authors write a comment in Markdown"""


class Definitions(dict[str, Any]):
    """markdown-it's definitions by label, which remember who was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.used: set[str] = set()

    def get(self, label: str, default: Any = None) -> Any:
        """The definition of a label."""
        self.used.add(label)
        return super().get(label, default)


def report_unused(env: EnvType, ledger: Ledger) -> None:
    """A definition that no link uses, or that an earlier one of its name hides, is not shown."""
    definitions: Definitions = env[REFERENCES]
    unused = {label: d for label, d in definitions.items() if label not in definitions.used}
    for label, definition in unused.items():
        if label != COMMENT:
            ledger.add("HY242", definition["map"][0], text=_text(label, definition))
    for hidden in env.get("duplicate_refs", []):
        if hidden["label"] != COMMENT:
            ledger.add("HY243", hidden["map"][0], text=_text(hidden["label"], hidden))


def _text(label: str, definition: dict[str, Any]) -> str:
    title = f' "{definition["title"]}"' if definition["title"] else ""
    return f"[{label}]: {unquote(definition['href'])}{title}"
