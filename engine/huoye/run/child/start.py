"""A bare kernel to one that is seeded, observed, themed and bounded; run before the first cell.

The driver executes `session(PATH).METHOD(…)` around each cell; PATH names the JSON settings.
What a cell needs to tell comes back as one display of a private type.
"""

import json
import os
import sys
import time
from functools import cache
from pathlib import Path
from typing import Any

from huoye.run.child import (
    afterwards,
    facts,
    fault,
    flood,
    frames,
    gallery,
    keep,
    observe,
    ports,
    seeds,
)

MIME = "application/vnd.huoye.take+json"


@cache
def session(path: str) -> "Session":
    """The one session of this kernel, set up at the first call."""
    return Session(json.loads(Path(path).read_text("utf-8")))


class Session:
    """What goes on around the cells of one chain.

    Settings: `root`, `engine`: folders; `font`: file; `opens`: see child/observe.py; `palette`:
    see child/figure.py.
    """

    def __init__(self, settings: dict[str, Any]) -> None:
        from IPython import get_ipython

        self.shell: Any = get_ipython()
        self.names: dict[str, object] = self.shell.user_ns
        root = os.path.realpath(settings["root"])
        _set_path(root)
        ports.close(self.shell.kernel)
        self.seeds = seeds.Seeds()
        self.meter = flood.install(self.shell)
        self.displays = flood.Displays(self.shell.display_pub)
        self.gallery = gallery.Gallery(settings["font"], settings["palette"])
        self.gallery.install(self.shell)
        frames.Frames().install(self.shell)
        self.faults = fault.Watcher(self.names, root)
        self.shell.events.register("post_run_cell", self.faults)
        sys.meta_path.insert(0, self._afterwards())
        self.observer = observe.Observer(root, settings["engine"], settings["opens"])
        self.observer.start()
        self.began = time.monotonic()

    def _afterwards(self) -> afterwards.Afterwards:
        return afterwards.Afterwards(
            {
                "numpy": self.seeds.numpy,
                "torch": self.seeds.torch,
                "matplotlib": self.gallery.open,
            }
        )

    def before(self, seed: int) -> None:
        """A cell is about to run."""
        self.seeds.sow(seed)
        self.meter.reset()
        self.displays.reset()
        facts.reset_peaks()
        self.began = time.monotonic()

    def turn(self, seed: int, name: str, value: object) -> None:
        """The running cell is about to run for one value of the name that it sweeps."""
        self.seeds.sow(seed)
        self.names[name] = value

    def take(self) -> None:
        """Publish what the cell that just ran used, cost and did wrong."""
        seconds = time.monotonic() - self.began
        _publish(
            {
                "seconds": round(seconds, 3),
                "fault": self.faults.fault,
                "lost": self.gallery.take(),
                "inputs": self.observer.take(),
                "facts": facts.gather(),
            }
        )

    def save(self, names: list[str], path: str) -> None:
        """Write the named values to `path`; publish why not, where one cannot be kept."""
        refused = ""
        try:
            missing = [name for name in names if name not in self.names]
            if missing:
                raise keep.Refused(f"{missing[0]} has no value after this cell")
            Path(path).write_bytes(keep.pack({name: self.names[name] for name in names}))
        except keep.Refused as refusal:
            refused = str(refusal)
        _publish({"refused": refused})

    def load(self, path: str) -> None:
        """Give the cells to come the names that an earlier run kept at `path`."""
        self.names.update(keep.unpack(Path(path).read_bytes()))


def _set_path(root: str) -> None:
    """Cells import from code/, never by accident from the folder of their post."""
    here = {"", os.getcwd()}
    sys.path[:] = [entry for entry in sys.path if entry not in here]
    sys.path.insert(0, os.path.join(root, "code"))


def _publish(data: dict[str, Any]) -> None:
    from IPython.display import publish_display_data

    publish_display_data({MIME: data})  # type: ignore[no-untyped-call]
