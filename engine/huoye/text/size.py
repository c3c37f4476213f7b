"""Sizes of memory as authors write them, to bytes."""

import re

SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([KMGT]?)i?B?", re.IGNORECASE)
POWER = {"": 0, "K": 1, "M": 2, "G": 3, "T": 4}


def size(text: str) -> int | None:
    """Bytes of "8GB", "512 MiB" or a bare number, units of 1024 each; None: not a size."""
    found = SIZE.fullmatch(text.strip())
    return int(float(found[1]) * 1024 ** POWER[found[2].upper()]) if found else None
