"""Libraries loaded ahead, hidden until a cell imports them.

In a fork of the fork server torch is loaded already; but a cell that never imports it must find
no torch in sys.modules, and what happens after an import (seeding, the figures' settings) must
happen when the cell imports. So the forked kernel takes the modules out of sys.modules, and this
finder hands them back, a top-level package at a time, in no time.
"""

import sys
from collections.abc import Iterable, Mapping, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

NEEDS = dict.fromkeys(("torch", "matplotlib", "scipy", "pandas", "sklearn"), ("numpy",))
"""what the import of a library brings along, so that a card tells the same of both kinds"""


class Hidden(MetaPathFinder):
    """Knows the modules that were taken out, each by its name."""

    def __init__(self, modules: Mapping[str, ModuleType]) -> None:
        self._packages: dict[str, dict[str, ModuleType]] = {}
        for name, module in modules.items():
            self._packages.setdefault(_top(name), {})[name] = module

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,
        target: ModuleType | None = None,
    ) -> ModuleSpec | None:
        """The spec of a module that is handed back now, with its whole package."""
        package = self._packages.get(_top(fullname), {})
        module = package.get(fullname)
        if module is None:
            return None
        self._return(_top(fullname))
        del sys.modules[fullname]  # the import that asks puts it there itself
        return ModuleSpec(fullname, _Back(module, module.__spec__))

    def _return(self, top: str) -> None:
        """A package's modules to sys.modules, and what its import would bring along."""
        for other in NEEDS.get(top, ()):
            if other in self._packages.get(other, {}):
                __import__(other)
        sys.modules.update(self._packages.pop(top))


class _Back(Loader):
    """Gives a module as it was."""

    def __init__(self, module: ModuleType, spec: ModuleSpec | None) -> None:
        self.module = module
        self.spec = spec

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return self.module

    def exec_module(self, module: ModuleType) -> None:
        """It was executed before; the import system has just changed its spec."""
        module.__spec__ = self.spec
        if self.spec is not None:
            module.__loader__ = self.spec.loader


def load_hidden(names: Iterable[str]) -> dict[str, ModuleType]:
    """Import what is there of `names`; the modules that came of it, and are no standard ones."""
    before = set(sys.modules)
    for name in names:
        try:
            __import__(name)
        except ImportError:
            continue  # then the cell that needs it will say so
    loaded = {name: sys.modules[name] for name in sys.modules.keys() - before}
    return {name: m for name, m in loaded.items() if _top(name) not in sys.stdlib_module_names}


def hide(modules: Mapping[str, ModuleType]) -> None:
    """Take the modules out of sys.modules, until they are imported."""
    for name in modules:
        sys.modules.pop(name, None)
    sys.meta_path.insert(0, Hidden(modules))


def _top(name: str) -> str:
    return name.partition(".")[0]
