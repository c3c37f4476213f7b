"""A name that nothing bears to the known names that its author may have meant."""

from collections.abc import Iterable


def nearest(name: str, known: Iterable[str], count: int = 3) -> tuple[str, ...]:
    """The best `count` of the known names that are but a slip away, the nearest first.

    A slip is a letter wrong, missing, too many, or two exchanged; one in three letters may be.
    """
    most = len(name) // 3 or 0.5
    close = (other for other in dict.fromkeys(known) if abs(len(other) - len(name)) <= most)
    ranked = sorted((_distance(name, other), other) for other in close)
    return tuple(other for slips, other in ranked if slips <= most)[:count]


def _distance(one: str, other: str) -> float:
    """Letters to change, add, leave out or exchange; a change of case counts for half."""
    before: list[float] = []
    last = [float(column) for column in range(len(other) + 1)]
    for row, letter in enumerate(one, 1):
        line = [float(row)]
        for column, its in enumerate(other, 1):
            change = last[column - 1] + _change(letter, its)
            least = min(change, last[column] + 1, line[column - 1] + 1)
            if row > 1 and column > 1 and (letter, one[row - 2]) == (other[column - 2], its):
                least = min(least, before[column - 2] + 1)
            line.append(least)
        before, last = last, line
    return last[-1]


def _change(one: str, other: str) -> float:
    return 0.0 if one == other else 0.5 if one.casefold() == other.casefold() else 1.0
