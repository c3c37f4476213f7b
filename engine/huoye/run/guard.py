"""What the kernels of a run have in common: how they are started, and what they are held to."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from huoye.run.cards import NO_CARD, Lease
from huoye.run.launch import Launch, launch_cold
from huoye.run.stop import Stop


@dataclass(frozen=True, slots=True)
class Guard:
    """By whom a kernel is started, and what it is held to."""

    launch: Launch = launch_cold
    stop: Stop = field(default_factory=Stop)
    held: tuple[int, ...] = ()
    """descriptors that are open until no process of the kernel is left: locks of cards"""
    opens: Path | None = None
    """file in which kernels that run side by side tell each other what they open"""
    shown: Mapping[str, str] = field(default_factory=lambda: NO_CARD.env)
    """variables that show a kernel its cards"""

    def on(self, lease: Lease) -> "Guard":
        """The same for a kernel that computes on the leased cards."""
        return replace(self, held=lease.held, shown=lease.env)
