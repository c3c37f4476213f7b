"""Numbers typed in the prose of a post to their places in its file."""

import re
from collections import deque
from collections.abc import Iterable

from huoye.mark.ledger import Ledger
from huoye.model.draft import Typed
from huoye.text.numerals import Numeral, numerals

QUOTED = re.compile(r"(`++)[^`]++\1|\$[^$]++\$")
"""code and formulas, whose numbers are not those of the text"""

Found = tuple[str, int]
"""a typed number, and its 0-based body line"""


def typed_in(text: str, line: int) -> Iterable[Found]:
    """The numbers of one piece of text."""
    return [(numeral.text, line) for numeral in numerals(text)]


def located(found: Iterable[Found], ledger: Ledger) -> tuple[Typed, ...]:
    """Numbers in the order of the text, each with the column of its turn in its line."""
    left: dict[int, deque[Numeral]] = {}
    typed: list[Typed] = []
    for text, line in found:
        if line not in left:
            left[line] = deque(_of_line(ledger, line))
        turn = left[line]
        while turn and turn[0].text != text:
            turn.popleft()
        column = turn.popleft().start + 1 if turn else None
        typed.append(Typed(text, ledger.at(line), column))
    return tuple(typed)


def _of_line(ledger: Ledger, line: int) -> Iterable[Numeral]:
    source = ledger.lines[line] if line < len(ledger.lines) else ""
    return numerals(QUOTED.sub(lambda quoted: "\n" * len(quoted[0]), source))
