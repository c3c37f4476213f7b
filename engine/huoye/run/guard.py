"""What the kernels of a run have in common: how they are started, and what they are held to."""

from dataclasses import dataclass, field

from huoye.run.launch import Launch, launch_cold
from huoye.run.stop import Stop


@dataclass(frozen=True, slots=True)
class Guard:
    """By whom a kernel is started, and what it is held to."""

    launch: Launch = launch_cold
    stop: Stop = field(default_factory=Stop)
    held: tuple[int, ...] = ()
    """descriptors that are open until no process of the kernel is left: locks of cards"""
