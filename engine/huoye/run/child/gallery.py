"""Figures of a cell to what the kernel sends: SVG with its numbers; missing letters are noted."""

import logging
import re
import sys
import warnings
from collections.abc import Callable
from typing import Any, TypeVar

from huoye.run.child import figdata, figure, plotted, raster

DATA_MIME = "application/vnd.huoye.figure+json"
Given = TypeVar("Given")
CSV_MIME = "application/vnd.huoye.csv+json"
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
        formatter = shell.display_formatter.mimebundle_formatter
        formatter.for_type_by_name("matplotlib.figure", "Figure", self.show)
        formatter.for_type_by_name("matplotlib.animation", "Animation", self.play)

    def show(self, drawn: Any, *_: object, **__: object) -> raster.Bundle:
        """The bundle of one figure; the numbers are read first, drawing may move limits."""
        data: dict[str, Any] = {DATA_MIME: figdata.describe(drawn)}
        if raster.only_pictures(drawn):  # whose pixels are no data to plot
            bundle, sizes = self._heard(lambda: raster.still(drawn))
            return {**bundle, **data}, sizes
        data[CSV_MIME] = plotted.plotted(drawn)
        svg = self._heard(lambda: figure.draw(drawn, self.palette["shown"]))
        return {"image/svg+xml": svg, **data}, {}

    def play(self, animation: Any, *_: object, **__: object) -> raster.Bundle:
        """The bundle of an animation; its figure is closed, it would be shown a second time."""
        from matplotlib import pyplot

        drawn = animation._fig
        bundle, sizes = self._heard(lambda: raster.moving(animation, drawn, self.palette["shown"]))
        data = {DATA_MIME: figdata.describe(drawn), CSV_MIME: plotted.plotted(drawn)}
        pyplot.close(drawn)
        return {**bundle, **data}, sizes

    def _heard(self, draw: Callable[[], Given]) -> Given:
        """What `draw` gives, its warnings noted."""
        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always")
            given = draw()
        for warning in said:
            self._note(str(warning.message))
        return given

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
