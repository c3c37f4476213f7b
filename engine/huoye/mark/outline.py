"""Glyph outlines to the one table from which all formulas of a page draw."""

from collections.abc import Mapping

from markdown_it.common.utils import escapeHtml


def outlines_html(outlines: Mapping[str, str]) -> str:
    """A hidden <svg> with one <path> a glyph, sorted by id; empty without glyphs."""
    if not outlines:
        return ""
    paths = "".join(
        f'<path id="{escapeHtml(name)}" d="{escapeHtml(data)}"/>'
        for name, data in sorted(outlines.items())
    )
    return (
        '<svg hidden width="0" height="0" style="position:absolute" aria-hidden="true">'
        f"<defs>{paths}</defs></svg>"
    )
