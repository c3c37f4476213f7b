"""Bytes that a kernel may hold: as the site says, or so many that the machine stays usable."""

import os

from huoye.text.size import size

SHARE = 0.75
"""of the machine's memory, where the site does not say"""


def memory_limit(text: str) -> int:
    """The limit that `[run] memory` sets; 0, for no limit, is written 0."""
    said = size(text)
    return machine_memory(SHARE) if said is None else said


def machine_memory(share: float) -> int:
    """A share of the machine's memory in bytes."""
    return int(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") * share)
