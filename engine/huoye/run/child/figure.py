"""A matplotlib figure to an SVG that is the same, byte for byte, whenever the data are."""

import io
import re
from typing import Any

POINTS = 5000
"""artists with more points become a picture inside the SVG"""
ROUNDED = re.compile(r"(?:scale|matrix|rotate)\([^)]*\)|-?\d+\.\d{3,}")
HEAD = re.compile(r"<\?xml.*?\?>\s*<!DOCTYPE.*?>\s*", re.DOTALL)
METADATA = re.compile(r"<metadata>.*?</metadata>\s*", re.DOTALL)
NO_DATE = {"Date": None, "Creator": None, "Type": None, "Format": None}

Palette = dict[str, Any]
"""ink, muted, ground: sentinel colours; series: a list of them; shown: sentinel → true colour"""


def configure(font: str, palette: Palette) -> None:
    """Give matplotlib the settings of the house, whatever the machine's own say."""
    import matplotlib as mpl

    mpl.rcdefaults()
    mpl.rcParams.update(
        {
            "font.family": [_only_fonts(font), "DejaVu Sans"],
            "mathtext.fontset": "cm",
            "svg.hashsalt": "huoye",
            "svg.fonttype": "path",
            "savefig.transparent": True,
            "figure.figsize": (4.6, 2.9),
            "figure.dpi": 144,
            "figure.constrained_layout.use": True,
            "font.size": 10.5,
            "axes.titlesize": 11,
            "legend.fontsize": 9.5,
            "xtick.labelsize": 9.5,
            "ytick.labelsize": 9.5,
            **_colours(palette),  # type: ignore[dict-item]
        }
    )
    mpl.rcParams["axes.unicode_minus"] = _has_minus(font)


def _only_fonts(font: str) -> str:
    """Name of the pinned face; every other font of the machine is forgotten but matplotlib's own.

    Without this a face of the same name that the machine happens to have could win.
    """
    import matplotlib as mpl
    from matplotlib import font_manager

    manager = font_manager.fontManager
    manager.ttflist = [f for f in manager.ttflist if f.fname.startswith(mpl.get_data_path())]
    manager.addfont(font)
    return _chinese_face(manager.ttflist, font)


def _chinese_face(faces: list[Any], font: str) -> str:
    """The simplified Chinese face of a collection, else the first face of the file."""
    names = [face.name for face in faces if face.fname == font]
    return str(next((name for name in names if name.endswith(" SC")), names[0]))


def _has_minus(font: str) -> bool:
    """Whether the face draws U+2212; some Chinese faces draw only the hyphen."""
    from matplotlib import font_manager

    return 0x2212 in font_manager.get_font(font).get_charmap()


def _colours(palette: Palette) -> dict[str, Any]:
    from cycler import cycler

    inked = (
        "text.color", "axes.labelcolor", "axes.edgecolor", "xtick.color", "ytick.color",
        "legend.labelcolor", "patch.edgecolor", "hatch.color",
        "boxplot.boxprops.color", "boxplot.whiskerprops.color", "boxplot.capprops.color",
        "boxplot.flierprops.color", "boxplot.flierprops.markeredgecolor",
    )  # fmt: skip
    return {
        **dict.fromkeys(inked, palette["ink"]),
        "grid.color": palette["muted"],
        "legend.edgecolor": palette["muted"],
        "legend.facecolor": palette["ground"],
        "axes.facecolor": palette["ground"],
        "figure.facecolor": palette["ground"],
        "axes.prop_cycle": cycler(color=palette["series"]),
    }


def draw(figure: Any, shown: dict[str, str]) -> str:
    """The figure as SVG text without head, date and metadata, coordinates to 0.01 pt."""
    for axes in figure.axes:
        for artist in [*axes.lines, *axes.collections]:
            if _points(artist) > POINTS or type(artist).__name__ == "QuadMesh":
                _settle(artist, shown)
                artist.set_rasterized(True)
    target = io.StringIO()
    figure.savefig(target, format="svg", metadata=NO_DATE)
    text = METADATA.sub("", HEAD.sub("", target.getvalue()))
    pieces = re.split(r"(<image [^>]*>)", text)
    return "".join(p if p.startswith("<image") else rounded(p) for p in pieces)


def rounded(text: str) -> str:
    """Coordinates to two decimals; a scale of 0.015625 must stay, or letters grow by a quarter."""
    return ROUNDED.sub(_round, text)


def _round(match: re.Match[str]) -> str:
    found = match[0]
    if found[0] in "smr":
        return found
    short = f"{float(found):.2f}".rstrip("0").rstrip(".")
    return "0" if short == "-0" else short


def _points(artist: Any) -> int:
    if hasattr(artist, "get_xydata"):
        return len(artist.get_xydata())
    return max(len(artist.get_offsets()), sum(len(p.vertices) for p in artist.get_paths()))


def _settle(artist: Any, shown: dict[str, str]) -> None:
    """True colours for what becomes a picture: no page can swap the colours of pixels."""
    from matplotlib.colors import to_hex

    def true(colour: Any) -> Any:
        return shown.get(to_hex(colour), colour)

    if hasattr(artist, "get_xydata"):
        artist.set_color(true(artist.get_color()))
        artist.set_markerfacecolor(true(artist.get_markerfacecolor()))
        artist.set_markeredgecolor(true(artist.get_markeredgecolor()))
    elif artist.get_array() is None:
        artist.set_facecolor([_with_alpha(true(c), c) for c in artist.get_facecolor()])
        artist.set_edgecolor([_with_alpha(true(c), c) for c in artist.get_edgecolor()])


def _with_alpha(colour: Any, old: Any) -> Any:
    from matplotlib.colors import to_rgba

    return (*to_rgba(colour)[:3], old[3])
