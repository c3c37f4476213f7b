"""The one place where an input becomes the digest that a record keeps and a verdict compares.

Whoever makes a record and whoever judges it must use these, or everything is stale at birth.
"""

from collections.abc import Iterable
from functools import lru_cache

from huoye.fresh.canon import canon
from huoye.text.digest import sha

UNSET = "unset"
"""digest of a variable that is not there"""
UNLISTED = frozenset({"__pycache__", "frozen", ".ipynb_checkpoints", ".DS_Store"})
"""names that come and go without the author: a run itself makes the first two"""


@lru_cache(maxsize=1024)  # `serve` asks again with every keystroke
def module_digest(source: str) -> str:
    """A module counts by what its code means."""
    return sha(canon(source))


def file_digest(content: bytes) -> str:
    """A file counts by its bytes."""
    return sha(content)


def listing_digest(names: Iterable[str]) -> str:
    """A folder counts by the names in it."""
    return sha("\0".join(sorted(name for name in names if name not in UNLISTED)))


def env_digest(value: str | None) -> str:
    """A variable counts by its value, which is never written down."""
    return UNSET if value is None else sha(value)
