"""The part that every downloaded script has in common: unpack, seed, draw, compare.

The script executes this text in a namespace of its own, where no cell can give its names another
meaning; it knows nothing of huoye but the `huoye.cell` that it unpacks.
"""

import atexit
import base64
import builtins
import hashlib
import importlib
import os
import random
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any


class Script:
    """One run of the cells in a scratch folder; figures go to the folder it was started in."""

    def __init__(self, plan: dict[str, Any]) -> None:
        if os.environ.get("PYTHONHASHSEED") != "0":  # the order of sets is that of the first run
            again = [sys.executable, *sys.argv]
            sys.exit(subprocess.call(again, env={**os.environ, "PYTHONHASHSEED": "0"}))
        self.plan = plan
        self.start = Path.cwd()
        self.root = Path(tempfile.mkdtemp(prefix="huoye-"))
        self.now = ""
        self.drawn = 0
        self.frame = -1
        """which of a swept cell's values it is executed for; -1: it is executed once"""
        self.found: dict[str, Any] = {}
        atexit.register(self._clean)
        self._unpack()
        self._prepare()

    def _unpack(self) -> None:
        for path, text in self.plan["text"].items():
            self._write(path, text.encode("utf-8"))
        for path, encoded in self.plan["data"].items():
            self._write(path, base64.b64decode(encoded))
        for path, digest in self.plan["needed"].items():
            given = self.start / path
            content = given.read_bytes() if given.is_file() else b""
            if hashlib.sha256(content).hexdigest()[: len(digest)] != digest:
                sys.exit(f"请先把数据文件放到 {path}（SHA-256 以 {digest} 开头）")
            self._write(path, content)

    def _write(self, path: str, content: bytes) -> None:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)

    def _prepare(self) -> None:
        os.environ |= {"HUOYE_ROOT": str(self.root), "HUOYE_PRESET": self.plan["preset"]}
        os.environ.setdefault("MPLBACKEND", "agg")
        folder = self.root / self.plan["folder"]
        folder.mkdir(parents=True, exist_ok=True)
        os.chdir(folder)
        sys.path[:0] = [str(self.root / "code"), str(self.root / "engine")]
        for name in self.plan["libraries"]:
            importlib.import_module(name)
        if "matplotlib.pyplot" in sys.modules:
            sys.modules["matplotlib.pyplot"].show = self._shower()  # type: ignore[attr-defined]
            warnings.filterwarnings("ignore", "Glyph .* missing", UserWarning)
        builtins.display = print  # type: ignore[attr-defined]
        importlib.import_module("huoye.cell")._publish = self._publish  # type: ignore[attr-defined]

    def _publish(self, mime: str, data: dict[str, Any]) -> None:
        if "value" in data:
            self._note(data["name"], data["value"])
        else:
            sys.stdout.write(f"{data}\n")

    def _note(self, name: str, value: Any) -> None:
        """A recorded value; a swept cell's are a list, one for each frame."""
        earlier = self.found.get(name) if self.frame > 0 else None
        swept = [*(earlier or [])[: self.frame], value]
        self.found[name] = swept if self.frame >= 0 else value

    def cell(self, name: str, seed: int) -> None:
        """The cell `name` begins; what an earlier one drew is put away."""
        self._draw()
        self.frame = -1
        self._begin(name, seed)

    def sweep(self, name: str, seed: int, swept: str, values: list[Any]) -> Iterator[Any]:
        """The cell `name` begins for each of the values in turn."""
        for frame, value in enumerate(values):
            self._draw()
            self.frame = frame
            self._begin(name, seed)
            sys.stdout.write(f"{swept} = {value}\n")
            yield value

    def _begin(self, name: str, seed: int) -> None:
        self.now = name
        random.seed(seed)
        if "numpy" in sys.modules:
            sys.modules["numpy"].random.seed(seed % 2**32)
        if "torch" in sys.modules:
            sys.modules["torch"].manual_seed(seed)

    def _shower(self) -> Any:
        """In place of pyplot.show; a function, because matplotlib writes on it."""

        def show(*_: object, **__: object) -> None:
            self._draw()

        return show

    def _draw(self) -> None:
        """Figures of the cell that was asked for are saved, all are closed."""
        pyplot: Any = sys.modules.get("matplotlib.pyplot")
        for number in pyplot.get_fignums() if pyplot else ():
            if self.now == self.plan["cell"]:
                self.drawn += 1
                pyplot.figure(number).savefig(self.start / f"{self.now}.{self.drawn}.png")
            pyplot.close(number)

    def done(self) -> int:
        """0 where every recorded number is what it was, within its tolerance."""
        self._draw()
        wrong = 0
        for name, (value, rtol, atol) in self.plan["recorded"].items():
            same = _close(value, self.found.get(name), rtol, atol)
            wrong += not same
            said = "相符" if same else f"不符，文中是 {value}"
            sys.stdout.write(f"{name}: {self.found.get(name)} {said}\n")
        return 1 if wrong else 0

    def _clean(self) -> None:
        os.chdir(self.start)
        shutil.rmtree(self.root, ignore_errors=True)


def _close(old: Any, new: Any, rtol: float, atol: float) -> bool:
    """|new - old| ≤ atol + rtol |old|, element by element."""
    if isinstance(old, list):
        same = isinstance(new, list) and len(new) == len(old)
        return same and all(_close(a, b, rtol, atol) for a, b in zip(old, new, strict=True))
    return isinstance(new, int | float) and abs(new - old) <= atol + rtol * abs(old)
