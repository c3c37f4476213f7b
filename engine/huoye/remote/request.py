"""What a run elsewhere is asked for: the one plain command, as a value that travels."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from huoye.site.running import Planned, RunWish

HUOYE = (sys.executable, "-P", "-c", "from huoye.cli.main import main; main()")
"""this very engine, whatever the PATH holds"""


@dataclass(frozen=True, slots=True)
class Request:
    """One run; the same command under ssh, Slurm, `ray job submit` or kubectl."""

    posts: tuple[str, ...]
    """as on the command line: lora, or lora#fig-loss"""
    preset: str
    device: str
    force: bool
    state: str
    """digest of what the run depends on here: tells whether another would be the same"""
    commit: str = ""
    dirty: bool = False

    def command(self, site: str, into: str) -> tuple[str, ...]:
        """Arguments of huoye."""
        force = ("--force",) if self.force else ()
        return ("run", "--yes", "--site", site, "--into", into, "--preset", self.preset,
                "--device", self.device, *force, "--", *self.posts)  # fmt: skip

    def data(self) -> Mapping[str, object]:
        """For JSON."""
        return asdict(self)

    @classmethod
    def of(cls, data: Any) -> "Request":
        """From JSON; TypeError or KeyError for anything else."""
        return cls(**{**data, "posts": tuple(data["posts"])})


def request_of(planned: Sequence[Planned], wish: RunWish, state: str) -> Request:
    """The request for planned posts, in a site of the given state."""
    job = planned[0].job
    posts = tuple(sorted(name for item in planned for name in _names(item)))
    return Request(posts, wish.preset, wish.device, wish.force, state, job.commit, job.dirty)


def _names(item: Planned) -> list[str]:
    """The post by its folder, or the cells that were asked for."""
    name = item.draft.name
    return [f"{name}#{cell}" for cell in sorted(item.job.only)] or [name]
