"""List items that begin with [ ] or [x] to tasks.

The stock plugin walks back over the whole list for each of them, and takes a link for a box.
"""

import re

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

TASK = "task"
MARK = re.compile(r"\[([ xX])\][ \t]+")


def mark_tasks(state: StateCore) -> None:
    """Core rule: the box becomes a token, and list and item know what they are."""
    lists: list[Token] = []
    for index, token in enumerate(state.tokens):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            lists.append(token)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
        elif token.type == "list_item_open" and _take_box(state.tokens[index + 1 : index + 3]):
            lists[-1].attrSet("class", "tasks")
            token.attrSet("class", "task")


def _take_box(following: list[Token]) -> bool:
    """Put a box in the place of its brackets; False where the item's text begins otherwise."""
    if [token.type for token in following] != ["paragraph_open", "inline"]:
        return False
    children = following[1].children or []
    mark = MARK.match(children[0].content) if children and children[0].type == "text" else None
    if mark is None or (mark.end() == len(children[0].content) and len(children) == 1):
        return False
    children[0].content = children[0].content[mark.end() :]
    box = Token(TASK, "input", 0, map=children[0].map, meta={"done": mark[1] != " "})
    children.insert(0, box)
    return True


def box_html(token: Token) -> str:
    """The box of a task; a reader who does not see it is told its state."""
    done, word = (" checked", "已完成") if token.meta["done"] else ("", "未完成")
    return f'<input type="checkbox" disabled{done} aria-label="{word}"> '
