"""A running cell to its end, within its limits, whatever it does.

The keeper (child/keeper.py) holds the limits and ends the kernel; here is only waited for what it
tells, and for the author's wish to stop.
"""

import asyncio
from typing import Literal

from huoye.run.leash import Leash
from huoye.run.stop import Stop

Ending = Literal["done", "timeout", "memory", "stopped", "died"]
POLL = 0.05
LATE = 1.0
"""seconds that the last messages of a dead kernel may take"""


async def watch(
    work: "asyncio.Future[object]", leash: Leash, stop: Stop, grace: float, deaf: int
) -> Ending:
    """Wait for `work`, the cell of the kernel on the leash, and say how it ended.

    After any ending but "done" the kernel is dead. `grace`: seconds to follow an interrupt;
    `deaf`: level of the stop up to which it is not heeded.
    """
    heeded = deaf
    while not work.done() and not leash.ended():
        await asyncio.wait([work], timeout=POLL)
        if stop.level > heeded:
            heeded = stop.level
            _stop(leash, heeded, grace)
    if heeded > deaf and leash.told != "memory":
        ending: Ending = "stopped"
    else:
        ending = leash.told or ("died" if leash.ended() else "done")
    if ending != "done":
        leash.kill()
        leash.wait()
    await _drop(work)
    return ending


def _stop(leash: Leash, level: int, grace: float) -> None:
    """Interrupt, with an end for who does not listen; or end at once."""
    if level > 1:
        leash.kill()
    else:
        leash.interrupt()
        leash.arm(grace, 0)


async def _drop(work: "asyncio.Future[object]") -> None:
    """Cancel what still waits for a dead kernel, once what it sent has been read."""
    if not work.done():
        await asyncio.wait([work], timeout=LATE)
    if not work.done():
        work.cancel()
        await asyncio.wait([work], timeout=LATE)
