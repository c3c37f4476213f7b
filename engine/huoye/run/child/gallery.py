"""Figures of a cell to what the kernel sends: SVG with its numbers; missing letters are noted."""

import logging
import re
import sys
import warnings
from typing import Any

from huoye.run.child import figdata, figure

DATA_MIME = "application/vnd.huoye.figure+json"
MISSING = re.compile(r"missing from|does not have a glyph")


class Gallery(logging.Handler):
    """IPython's formatter for figures; also listens to mathtext, which only logs a lost letter."""

    def __init__(self, font: str, palette: figure.Palette) -> None:
        super().__init__(logging.WARNING)
        self.font = font
        self.palette = palette
        self.lost: list[str] = []
        """messages about letters that no font of the figure has"""

    def open(self) -> None:
        """Called right after matplotlib is imported."""
        figure.configure(self.font, self.palette)
        logging.getLogger("matplotlib.mathtext").addHandler(self)

    def install(self, shell: Any) -> None:
        """Register for every figure of the kernel, without importing matplotlib yet."""
        shell.config.InlineBackend.figure_formats = set()
        shell.display_formatter.mimebundle_formatter.for_type_by_name(
            "matplotlib.figure", "Figure", self.show
        )

    def show(self, drawn: Any, *_: object, **__: object) -> dict[str, Any]:
        """The bundle of one figure; the numbers are read first, drawing may move limits."""
        data = figdata.describe(drawn)
        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always")
            svg = figure.draw(drawn, self.palette["shown"])
        for warning in said:
            self._note(str(warning.message))
        return {"image/svg+xml": svg, DATA_MIME: data}

    def emit(self, record: logging.LogRecord) -> None:
        """A line of mathtext's log."""
        self._note(record.getMessage())

    def _note(self, message: str) -> None:
        if MISSING.search(message):
            self.lost.append(message)
        else:
            sys.stderr.write(message + "\n")

    def take(self) -> list[str]:
        """The lost letters since the last call."""
        lost, self.lost = list(dict.fromkeys(self.lost)), []
        return lost
