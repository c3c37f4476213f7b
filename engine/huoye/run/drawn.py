"""What a cell drew and displayed to figures with their files, named after the cell."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from huoye.model.record import Blob, Figure
from huoye.run.child.gallery import CSV_MIME, DATA_MIME
from huoye.run.picture import Picture, Unreadable, picture
from huoye.text.digest import sha

SVG_SIZE = re.compile(r'<svg\b[^>]*?\bheight="([\d.]+)pt"[^>]*?\bwidth="([\d.]+)pt"|'
                      r'<svg\b[^>]*?\bwidth="([\d.]+)pt"[^>]*?\bheight="([\d.]+)pt"')  # fmt: skip


@dataclass(slots=True)
class Drawn:
    """The figures of one cell, in order."""

    cell: str
    clean: Callable[[str], str]
    """scrubs text"""
    blobs: dict[str, bytes] = field(default_factory=dict)
    """file name → content"""
    unreadable: list[str] = field(default_factory=list)
    """why a displayed picture is not among them"""
    count: int = 0

    def add(self, data: Mapping[str, Any], metadata: Mapping[str, Any]) -> Figure | None:
        """The figure of a bundle; None where it has none that can be stored."""
        figure = self._shown(data, metadata)
        text = self.clean(str(data.get(CSV_MIME, "")))
        if figure is None or not text:
            return figure
        return replace(figure, numbers=self._put("csv", text.encode(), more=True))

    def _shown(self, data: Mapping[str, Any], metadata: Mapping[str, Any]) -> Figure | None:
        if DATA_MIME in data and "image/svg+xml" in data:
            return self._svg(str(data["image/svg+xml"]), data[DATA_MIME])
        try:
            found = picture(data, metadata)
        except Unreadable as reason:
            self.unreadable.append(str(reason))
            return None
        return self._picture(found, data.get(DATA_MIME, ())) if found is not None else None

    def _svg(self, text: str, data: object) -> Figure:
        """A figure of our own formatter; other SVG is never stored, it could hold scripts."""
        found = SVG_SIZE.search(text)
        assert found is not None, "matplotlib writes the size of a figure in points"
        height, width = (found[1], found[2]) if found[1] else (found[4], found[3])
        blob = self._put("svg", text.encode())
        return Figure(blob.file, blob.sha256, _pixels(width), _pixels(height), _items(data))

    def _picture(self, found: Picture, data: object) -> Figure:
        still = self._put("webp", found.still)
        moving = self._put("moving.webp", found.moving, more=True) if found.moving else None
        size = found.width, found.height
        return Figure(still.file, still.sha256, *size, _items(data), moving)

    def _put(self, ending: str, content: bytes, *, more: bool = False) -> Blob:
        """fig-loss.svg for the first figure of a cell, fig-loss.2.svg for the second."""
        self.count += not more
        name = f"{self.cell}{f'.{self.count}' if self.count > 1 else ''}.{ending}"
        self.blobs[name] = content
        return Blob(name, sha(content))


def _items(data: object) -> tuple[dict[str, object], ...]:
    return tuple(data) if isinstance(data, list | tuple) else ()


def _pixels(points: str) -> float:
    return round(float(points) * 96 / 72, 1)
