"""Opening marks of formulas to the marks that close them, for one text, in one pass.

A mark closes outside braces only: `$x\\text{ if $y$}z$` is one formula. Searching from every
opening mark would be quadratic on texts with many prices; a stack answers all of them at once.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

MARK = re.compile(r"\\.|[${}]", re.S)

Spot = tuple[int, int]
"""(position, depth in braces)"""


class Closers:
    """Where formulas that open in a text close."""

    def __init__(self, src: str) -> None:
        self.src = src
        spots: dict[str, list[Spot]] = {"$": [], r"\(": [], r"\)": [], r"\[": [], r"\]": []}
        for mark, spot in _spots(src):
            if mark in spots:
                spots[mark].append(spot)
        dollars = spots["$"]
        positions = {position for position, _ in dollars}
        doubles = [spot for spot in dollars if spot[0] + 1 in positions]
        self._dollars = [position for position, _ in dollars]
        self._doubles = [position for position, _ in doubles]
        self._balanced = {
            "$": _closing(dollars, dollars, 1),
            "$$": _closing(doubles, doubles, 2),
            r"\(": _closing(spots[r"\("], spots[r"\)"], 2),
            r"\[": _closing(spots[r"\["], spots[r"\]"], 2),
        }

    def close(self, mark: str, position: int) -> int | None:
        """Position of the mark that closes the one at `position`, None where nothing does."""
        return self._balanced[mark].get(position)

    def next_plain(self, mark: str, position: int) -> int | None:
        """The next `$` or `$$` whatever the braces: an unbalanced formula is TeX's to refuse."""
        spots = self._doubles if mark == "$$" else self._dollars
        index = bisect_right(spots, position + len(mark) - 1)
        return spots[index] if index < len(spots) else None


def _spots(src: str) -> Iterator[tuple[str, Spot]]:
    depth = 0
    for match in MARK.finditer(src):
        depth += (match[0] == "{") - (match[0] == "}")
        yield match[0], (match.start(), depth)


def _closing(openings: Sequence[Spot], closings: Sequence[Spot], width: int) -> dict[int, int]:
    """Opening position → the nearest closing behind it that lies no deeper in braces.

    Walked from the right; `depths` rises towards the nearest closing, because a nearer one that
    lies no deeper hides all farther ones that do not lie higher.
    """
    found: dict[int, int] = {}
    depths: list[int] = []
    places: list[int] = []
    waiting = list(closings)
    for position, depth in reversed(openings):
        while waiting and waiting[-1][0] >= position + width:
            place, place_depth = waiting.pop()
            while depths and depths[-1] >= place_depth:
                depths.pop()
                places.pop()
            depths.append(place_depth)
            places.append(place)
        index = bisect_right(depths, depth)
        if index:
            found[position] = places[index - 1]
    return found
