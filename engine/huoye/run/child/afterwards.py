"""The one place where something happens right after a module is imported for the first time.

A kernel that never draws must not pay for matplotlib, and torch must be seeded even in the cell
that imports it; both are done here, without importing either.
"""

import sys
from collections.abc import Callable, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

Call = Callable[[], None]


class _Then(Loader):
    """A loader that loads as the real one and then calls."""

    def __init__(self, real: Loader, call: Call) -> None:
        self.real = real
        self.call = call

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self.real.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        """The module keeps its real loader: inspect and resources must not meet this one."""
        spec = module.__spec__
        assert spec is not None, "the import system sets the spec before it executes"
        spec.loader = module.__loader__ = self.real
        self.real.exec_module(module)
        self.call()


class Afterwards(MetaPathFinder):
    """Calls `calls[name]` once, after the top-level module `name` is executed."""

    def __init__(self, calls: dict[str, Call]) -> None:
        self.calls = calls
        for name in calls.keys() & sys.modules.keys():
            self._call(name)

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,
        target: ModuleType | None = None,
    ) -> ModuleSpec | None:
        """The real spec with its loader wrapped; None for every other module."""
        if fullname not in self.calls:
            return None
        after = sys.meta_path[sys.meta_path.index(self) + 1 :]
        asked = (finder.find_spec(fullname, path, target) for finder in after)
        spec = next((found for found in asked if found is not None), None)
        if spec is not None and spec.loader is not None:
            spec.loader = _Then(spec.loader, lambda: self._call(fullname))
        return spec

    def _call(self, name: str) -> None:
        """Popped here and not in find_spec, which also answers those who only ask."""
        self.calls.pop(name)()
