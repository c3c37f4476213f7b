"""The files of a site that a downloaded script takes along, each read once."""

from functools import cache
from pathlib import Path

import huoye
from huoye.build.script import Kit
from huoye.disk.paths import OutsideError, inside
from huoye.site import scriptkit

LARGEST = 1_000_000
"""bytes of a file that a script takes along; a larger one its reader must fetch"""


def script_kit(root: Path) -> Kit:
    """What the scripts of one build are made of."""

    @cache
    def read(path: str) -> bytes | None:
        """The file at a path of the site; None where it is too large, or none."""
        try:
            file = inside(root, path)
            small = file.is_file() and file.stat().st_size <= LARGEST
            return file.read_bytes() if small else None
        except (OSError, OutsideError):
            return None

    engine = Path(huoye.__file__).with_name("cell.py").read_text("utf-8")
    return Kit(read, Path(scriptkit.__file__).read_text("utf-8"), engine)
