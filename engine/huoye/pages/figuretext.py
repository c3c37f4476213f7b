"""A figure's caption and numbers to the words that stand for it where it cannot be seen."""

from collections.abc import Iterator, Mapping

from huoye.model.record import Figure

AXES = (("x", "横轴", 0), ("y", "纵轴", 2))
"""field of the axis' name, its word, where its limits begin in `lim`"""


def described(caption: str, figure: Figure) -> str:
    """The caption, then each panel's axes with their ranges; 图 where nothing is known."""
    panels = ("，".join(_panel(panel)) for panel in figure.data)
    return "。".join(part for part in (caption.strip().rstrip("。"), *panels) if part) or "图"


def _panel(panel: Mapping[str, object]) -> Iterator[str]:
    title = panel.get("title")
    if isinstance(title, str) and title:
        yield title
    limits = panel.get("lim")
    known = limits if isinstance(limits, list | tuple) and len(limits) == 4 else None
    for name, word, start in AXES:
        label = panel.get(name)
        if not isinstance(label, str) or not label:
            continue  # an unnamed axis is most often that of a colour bar or an image
        low, high = known[start : start + 2] if known else (None, None)
        ranged = isinstance(low, int | float) and isinstance(high, int | float)
        yield f"{word} {label}" + (f"（{low:.3g} 到 {high:.3g}）" if ranged else "")
