"""The one place where the font of figures is found."""

from pathlib import Path

from huoye.run.font.install import font_file


def figure_font(root: Path, setting: str) -> Path | None:
    """The face for Chinese labels: `[run] font`, else the pinned one; None where there is none.

    A setting that names no file is None too: another face would draw other paths unasked.
    """
    if setting:
        chosen = root / Path(setting).expanduser()
        return chosen if chosen.is_file() else None
    return font_file()
