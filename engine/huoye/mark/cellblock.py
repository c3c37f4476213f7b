"""A cell to its place in the post, its caption to pieces."""

from markdown_it.token import Token

from huoye.mark.flow import Flow
from huoye.mark.kinds import PARTS
from huoye.mark.plain import plain_text
from huoye.mark.press import Press
from huoye.mark.text import print_text
from huoye.model.cell import Cell
from huoye.model.draft import CellHole


def put_cell(press: Press, cell: Cell, caption: Token) -> None:
    """Print a cell; its code, outputs and card are made by pages/cell.py."""
    if cell.labelled:
        number = press.number(PARTS[cell.family]) if cell.family else ""
        line = cell.line - press.ledger.body_line
        press.enter(cell.name, number, line, plain_text(caption.children or []))
    press.put(CellHole(len(press.cells)))
    press.cells.append(cell)
    with press.aside() as pieces:
        print_text(press, caption.children or [], Flow(press.out))
    press.captions.append(tuple(pieces))
    press.prose.break_line()
