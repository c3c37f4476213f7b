"""The limits of an axis to places on it and to a few round ticks, linear or logarithmic."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

MOST = 6
"""ticks of an axis"""
LONG = 50
"""high end over low end from which an axis of unknown scale is taken for a logarithmic one"""
RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class Axis:
    """What one axis shows."""

    low: float
    high: float
    log: bool = False
    flipped: bool = False

    def at(self, value: float) -> float | None:
        """The place of a value, 0 to 1 within the limits; None where it has none."""
        if not math.isfinite(value) or (self.log and value <= 0):
            return None
        scale = math.log10 if self.log else float
        low, high = scale(self.low), scale(self.high)
        share = (scale(value) - low) / (high - low)
        return 1 - share if self.flipped else share

    def ticks(self) -> Iterator[tuple[float, str]]:
        """Places with their numbers."""
        for value in _decades(self.low, self.high) if self.log else _round(self.low, self.high):
            place = self.at(value)
            if place is not None and -1e-9 <= place <= 1 + 1e-9:
                yield place, _number(value, log=self.log)


def axis(limits: Iterable[tuple[float, float]], scale: str, values: Iterable[float]) -> Axis | None:
    """The axis that shows all the limits given, or else all the values; None without any.

    `scale`: matplotlib's name for it, empty where nobody kept it.
    """
    pairs = [pair for pair in limits if all(map(math.isfinite, pair)) and pair[0] != pair[1]]
    ends = [end for pair in pairs for end in pair] or list(filter(math.isfinite, values))
    if not ends:
        return None
    low, high = min(ends), max(ends)
    flipped = bool(pairs) and pairs[-1][0] > pairs[-1][1]
    log = low > 0 and (scale == "log" or (not scale and high > LONG * low))
    if low == high or not math.isfinite(high - low):
        low, high, log = low - abs(low or 1) / 2, high + abs(high or 1) / 2, False
    wide = high > low and math.isfinite(high - low)
    return Axis(low, high, log, flipped) if wide else None


def _round(low: float, high: float) -> Iterator[float]:
    """Multiples of 1, 2 or 5 times a power of ten."""
    span = high - low
    power = 10.0 ** math.floor(math.log10(span / MOST))
    step = next((power * m for m in (1, 2, 5, 10) if span / (power * m) <= MOST), span)
    if step <= 0 or not math.isfinite(step) or abs(low) / step > 1e15:
        return
    first = math.ceil(low / step - 1e-9)
    yield from ((first + count) * step for count in range(MOST + 2))


def _decades(low: float, high: float) -> Iterator[float]:
    """Powers of ten, each so many; between few of them also their doubles and fivefolds."""
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    every = max(1, math.ceil((last - first) / MOST))
    parts = (1, 2, 5) if last - first <= 2 else (1,)
    for power in range(first, last + 1, every):
        yield from (part * 10.0**power for part in parts if power < 308)


def _number(value: float, *, log: bool) -> str:
    power = math.floor(math.log10(abs(value)) + 1e-9) if value else 0
    if log and not -3 <= power <= 3 and math.isclose(value, 10.0**power):
        return f"10{str(power).translate(RAISED)}"
    return ("0" if abs(value) < 1e-300 else f"{value:.6g}").replace("-", "−")
