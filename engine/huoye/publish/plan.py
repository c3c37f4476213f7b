"""From what was built and what is published to what must change: pure, the same for every host."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal


@dataclass(frozen=True, slots=True)
class Plan:
    """Paths of a site, each in exactly one list, sorted."""

    add: tuple[str, ...]
    change: tuple[str, ...]
    delete: tuple[str, ...]
    keep: tuple[str, ...]

    @property
    def empty(self) -> bool:
        """Whether the host already holds the site."""
        return not (self.add or self.change or self.delete)


def compare(built: Mapping[str, str], there: Mapping[str, str]) -> Plan:
    """The plan that turns `there` into `built`, both path → digest."""
    both = built.keys() & there.keys()
    return Plan(
        add=tuple(sorted(built.keys() - there.keys())),
        change=tuple(sorted(path for path in both if built[path] != there[path])),
        delete=tuple(sorted(there.keys() - built.keys())),
        keep=tuple(sorted(path for path in both if built[path] == there[path])),
    )


def without_deletions(plan: Plan) -> Plan:
    """The same, but what would be deleted is kept."""
    return replace(plan, delete=(), keep=tuple(sorted((*plan.keep, *plan.delete))))


def blob_id(data: bytes, algorithm: Literal["sha1", "sha256"]) -> str:
    """The name git gives to these bytes: known without writing them anywhere."""
    return hashlib.new(
        algorithm, b"blob %d\0" % len(data) + data, usedforsecurity=False
    ).hexdigest()
