"""A figure of pictures alone, or an animation, to pixels in the colours of the light theme."""

import base64
import io
from typing import Any

PAINTED = ("color", "facecolor", "edgecolor", "markerfacecolor", "markeredgecolor")
INTERVAL = 200
"""milliseconds of a frame, where an animation does not say: matplotlib's own"""

Bundle = tuple[dict[str, Any], dict[str, Any]]
"""data and metadata by type"""


def only_pictures(figure: Any) -> bool:
    """Whether nothing of the figure would follow the theme: images without axes and words."""
    said = figure.texts or figure.legends or figure.lines or figure.patches
    bare = all(_only_images(axes) for axes in figure.axes)
    return bare and not said and any(axes.images for axes in figure.axes)


def _only_images(axes: Any) -> bool:
    drawn = axes.lines or axes.collections or axes.patches or axes.texts or axes.get_legend()
    return not (axes.axison or drawn or axes.get_title())


def still(figure: Any) -> Bundle:
    """The figure as one PNG, its ground left open."""
    target = io.BytesIO()
    figure.savefig(target, format="png")
    return _bundle("image/png", target, figure)


def moving(animation: Any, figure: Any, shown: dict[str, str]) -> Bundle:
    """The animation as one WebP, every frame with all its pixels."""
    from PIL import Image

    pace = getattr(animation, "_interval", INTERVAL)
    frames = _frames(animation, figure, shown)
    target = io.BytesIO()
    pictures = [Image.frombytes("RGBA", size, pixels).convert("RGB") for size, pixels in frames]
    pictures[0].save(
        target, "WEBP", save_all=True, append_images=pictures[1:], duration=round(pace),
        loop=0, lossless=True, method=0,
    )  # fmt: skip
    return _bundle("image/webp", target, figure)


def _frames(animation: Any, figure: Any, shown: dict[str, str]) -> list[tuple[Any, bytes]]:
    """(size, pixels) of each frame; matplotlib draws them for a writer, and this one only keeps."""
    from matplotlib.animation import AbstractMovieWriter

    kept: list[tuple[Any, bytes]] = []

    class Keeper(AbstractMovieWriter):
        def setup(self, fig: Any, outfile: Any, dpi: float | None = None) -> None:
            super().setup(fig, outfile, dpi)

        def grab_frame(self, **how: Any) -> None:
            paint(self.fig, shown)
            target = io.BytesIO()
            self.fig.savefig(target, **{**how, "format": "rgba", "dpi": self.dpi})
            kept.append((self.frame_size, target.getvalue()))

        def finish(self) -> None: ...

    paint(figure, shown)
    animation.save("frames", writer=Keeper())
    return kept


def paint(figure: Any, shown: dict[str, str]) -> None:
    """True colours for every artist: no page can swap those of pixels."""
    for artist in figure.findobj():
        for name in PAINTED:
            get, put = (getattr(artist, f"{verb}_{name}", None) for verb in ("get", "set"))
            if get is not None and put is not None:
                _repaint(get(), put, shown)


def _repaint(colour: Any, put: Any, shown: dict[str, str]) -> None:
    from matplotlib.colors import is_color_like, to_hex, to_rgba, to_rgba_array

    many = not is_color_like(colour)
    old = [tuple(c) for c in to_rgba_array(colour)] if many else [to_rgba(colour)]
    if any(to_hex(c) in shown for c in old):
        new = [(*to_rgba(shown.get(to_hex(c), c))[:3], c[3]) for c in old]
        put(new if many else new[0])


def _bundle(kind: str, target: io.BytesIO, figure: Any) -> Bundle:
    width, height = (round(float(inches) * 96, 1) for inches in figure.get_size_inches())
    encoded = base64.b64encode(target.getvalue()).decode()
    return {kind: encoded}, {kind: {"width": width, "height": height}}
